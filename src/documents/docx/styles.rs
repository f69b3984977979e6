//! What Word's paragraph styles mean: which are headings, lists or quotes, also when they build on one another.

use super::super::Unreadable;
use super::super::meaning::Meaning;
use super::super::xml::{Piece, Tag, Xml};
use std::collections::HashMap;

/// How far we follow styles that build on other styles.
const LONGEST_CHAIN: usize = 20;
/// The outline level that Word uses for "no heading".
const NO_HEADING: u8 = 9;

#[derive(Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    numbered: Option<bool>,
    list_level: Option<u8>,
}

/// All paragraph styles of a file, by their id.
#[derive(Default)]
pub struct Styles(HashMap<String, Style>);

impl Styles {
    pub fn parse(text: &str) -> Result<Self, Unreadable> {
        let mut xml = Xml::new(text);
        let mut styles = HashMap::new();
        let mut id = String::new();
        while let Some(piece) = xml.next()? {
            let Piece::Open(tag) = piece else { continue };
            match tag.name.as_str() {
                "pPrChange" => xml.skip()?,
                "style" => {
                    tag.get("styleId").unwrap_or_default().clone_into(&mut id);
                    styles.insert(id.clone(), Style::default());
                }
                _ => {
                    if let Some(style) = styles.get_mut(&id) {
                        style.learn(&tag);
                    }
                }
            }
        }
        Ok(Self(styles))
    }

    /// What the style `id` means, with everything it builds on.
    pub fn meaning(&self, id: &str) -> Meaning {
        let mut meaning = Meaning::default();
        let mut next = Some(id);
        for _ in 0..LONGEST_CHAIN {
            let Some(id) = next else { break };
            let style = self.0.get(id);
            meaning.fill(&Meaning::by_name(style.map_or(id, |s| s.name.as_str())));
            let Some(style) = style else { break };
            meaning.fill(&Meaning {
                outline: style.outline,
                numbered: style.numbered,
                list_level: style.list_level,
                quote: false,
            });
            next = style.based_on.as_deref();
        }
        meaning.outline = meaning.outline.filter(|&level| level < NO_HEADING);
        meaning
    }
}

impl Style {
    fn learn(&mut self, tag: &Tag) {
        let value = tag.get("val").unwrap_or_default();
        match tag.name.as_str() {
            "name" => value.clone_into(&mut self.name),
            "basedOn" => self.based_on = Some(value.to_owned()),
            "outlineLvl" => self.outline = value.parse().ok(),
            "numId" => self.numbered = Some(value != "0"),
            "ilvl" => self.list_level = value.parse().ok(),
            _ => {}
        }
    }
}
