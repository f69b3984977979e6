//! What the paragraph styles of an ODT file mean.

use super::super::Unreadable;
use super::super::xml::{Piece, Xml};
use crate::drafts::reading::ParagraphKind;
use std::collections::HashMap;

/// How far we follow styles that build on other styles.
const LONGEST_CHAIN: usize = 20;

struct Style {
    parent: Option<String>,
    outline: Option<u8>,
}

/// All paragraph styles of a file, by name.
#[derive(Default)]
pub struct Styles(HashMap<String, Style>);

impl Styles {
    /// Reads the styles of one part; a part may add to another's.
    pub fn learn(&mut self, text: &str) -> Result<(), Unreadable> {
        let mut xml = Xml::new(text);
        while let Some(piece) = xml.next()? {
            let Piece::Open(tag) = piece else { continue };
            if tag.is("office", "body") {
                xml.skip()?;
            } else if tag.is("style", "style") && tag.get("family") == Some("paragraph") {
                let name = tag.get("name").unwrap_or_default().to_owned();
                let parent = tag.get("parent-style-name").map(str::to_owned);
                let outline = tag
                    .get("default-outline-level")
                    .and_then(|level| level.parse().ok());
                self.0.insert(name, Style { parent, outline });
            }
        }
        Ok(())
    }

    /// What the style `name` makes of a paragraph.
    pub fn kind(&self, name: &str) -> ParagraphKind {
        let mut next = Some(name);
        for _ in 0..LONGEST_CHAIN {
            let Some(name) = next else { break };
            match name.replace("_20_", " ").to_lowercase().as_str() {
                "title" => return ParagraphKind::Heading(1),
                "subtitle" => return ParagraphKind::Heading(2),
                "quotations" | "quote" | "intense quote" | "block text" => {
                    return ParagraphKind::Quote;
                }
                _ => {}
            }
            let Some(style) = self.0.get(name) else { break };
            if let Some(level) = style.outline {
                return ParagraphKind::Heading(level.clamp(1, 9));
            }
            next = style.parent.as_deref();
        }
        ParagraphKind::Body
    }
}
