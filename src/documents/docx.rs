//! Reads Word files: finds the parts of the file, their styles and notes, and hands them to the reader of the body.

mod body;
mod insert;
mod letters;
mod line;
mod margin;
mod notes;
mod package;
mod paragraph;
mod relations;
mod seams;
mod styles;
mod trail;

use super::parts::Parts;
use super::{Blocks, Flag, Unreadable, broken};
use body::{Body, Place};
pub use insert::insert;
use line::Block;
pub use margin::marked_up;
use notes::Notes;
use relations::Relations;
use styles::Styles;
use trail::Trail;

/// The document part of a Word file, read to its end.
struct Main {
    name: String,
    text: String,
    relations: Relations,
    styles: Styles,
    blocks: Vec<Block>,
    trail: Trail,
}

/// The paragraphs of a Word file, and what else is in it.
pub fn read(bytes: &[u8]) -> Result<(Blocks, Vec<Flag>), Unreadable> {
    let mut parts = Parts::open(bytes)?;
    let main = Main::read(&mut parts)?;
    Ok((main.plain_blocks(), flags(&mut parts)?))
}

impl Main {
    fn read(parts: &mut Parts) -> Result<Self, Unreadable> {
        let name = main_part(parts)?;
        let text = parts
            .xml(&name)?
            .ok_or_else(|| broken("the Word file has no document part"))?;
        let relations = Relations::of(parts, &name)?;
        let styles = match relations.target("styles") {
            Some(part) => Styles::parse(&parts.xml(part)?.unwrap_or_default())?,
            None => Styles::default(),
        };
        let mut notes = Notes::default();
        for (relation, place) in [
            ("footnotes", Place::Footnotes),
            ("endnotes", Place::Endnotes),
        ] {
            if let Some(part) = relations.target(relation) {
                let text = parts.xml(part)?.unwrap_or_default();
                notes.add(place, &text, &styles)?;
            }
        }
        let (blocks, trail) = Body::new(&styles, &notes, Place::Text).read(&text)?;
        Ok(Self {
            name,
            text,
            relations,
            styles,
            blocks,
            trail,
        })
    }

    fn plain_blocks(&self) -> Blocks {
        let plain = |block: &Block| (block.kind, block.line.text.clone());
        self.blocks.iter().map(plain).collect()
    }
}

fn main_part(parts: &mut Parts) -> Result<String, Unreadable> {
    let found = Relations::of(parts, "")?;
    let main = found
        .target("officeDocument")
        .unwrap_or("word/document.xml");
    Ok(main.to_owned())
}

fn flags(parts: &mut Parts) -> Result<Vec<Flag>, Unreadable> {
    let names = parts.names();
    let mut flags = Vec::new();
    if names.iter().any(|name| name.ends_with("vbaProject.bin")) {
        flags.push(Flag::Macros);
    }
    for name in names.iter().filter(|name| name.contains("_rels/")) {
        if Relations::parse(&parts.xml(name)?.unwrap_or_default(), "")?.links_elsewhere() {
            flags.push(Flag::LinkedContent);
            break;
        }
    }
    if names
        .iter()
        .any(|name| name.contains("/embeddings/") || name.contains("/afchunk"))
    {
        flags.push(Flag::Embedded);
    }
    flags.extend(parts.author("docProps/core.xml", &["creator", "lastModifiedBy"]));
    Ok(flags)
}

#[cfg(test)]
mod tests;
