//! Reads office text files (ODT), the format of free office programs.

mod body;
mod styles;

use super::parts::Parts;
use super::xml::{Piece, Xml};
use super::{Blocks, Flag, Unreadable, broken};
use body::Body;
use styles::Styles;

/// The paragraphs of an ODT file, and what else is in it.
pub fn read(bytes: &[u8]) -> Result<(Blocks, Vec<Flag>), Unreadable> {
    let mut parts = Parts::open(bytes)?;
    let manifest = parts.xml("META-INF/manifest.xml")?.unwrap_or_default();
    if mentions(&manifest, "encryption-data")? {
        return Err(Unreadable::Locked);
    }
    let content = parts
        .xml("content.xml")?
        .ok_or_else(|| broken("the file has no content part"))?;
    let mut styles = Styles::default();
    styles.learn(&parts.xml("styles.xml")?.unwrap_or_default())?;
    styles.learn(&content)?;
    let (blocks, mut linked) = Body::new(&styles).read(&content)?;
    linked.extend(flags(&mut parts));
    Ok((blocks, linked))
}

fn mentions(text: &str, name: &str) -> Result<bool, Unreadable> {
    let mut xml = Xml::new(text);
    while let Some(piece) = xml.next()? {
        if matches!(piece, Piece::Open(tag) if tag.name == name) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn flags(parts: &mut Parts) -> Vec<Flag> {
    let names = parts.names();
    let mut flags = Vec::new();
    if names
        .iter()
        .any(|n| n.starts_with("Basic/") || n.starts_with("Scripts/"))
    {
        flags.push(Flag::Macros);
    }
    if names.iter().any(|n| n.starts_with("Object ")) {
        flags.push(Flag::Embedded);
    }
    flags.extend(parts.author("meta.xml", &["creator", "initial-creator"]));
    flags
}

#[cfg(test)]
mod tests;
