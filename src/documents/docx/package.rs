//! Packs a Word file anew with some of its parts changed; every other part stays as it was, byte for byte.

use super::super::xml::{Piece, Xml};
use super::super::{Unreadable, broken};
use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

pub const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// The file with these parts in the place of its own; parts that it has not yet stand at its end.
pub fn repacked(
    bytes: &[u8],
    mut changed: BTreeMap<String, String>,
) -> Result<Vec<u8>, Unreadable> {
    let mut old = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    let mut new = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len())));
    for n in 0..old.len() {
        let part = old.by_index_raw(n).map_err(broken)?;
        match changed.remove(part.name()) {
            Some(text) => put(&mut new, (part.name(), &text))?,
            None => new.raw_copy_file(part).map_err(broken)?,
        }
    }
    for (name, text) in &changed {
        put(&mut new, (name, text))?;
    }
    Ok(new.finish().map_err(broken)?.into_inner())
}

fn put(zip: &mut ZipWriter<Cursor<Vec<u8>>>, (name, text): (&str, &str)) -> Result<(), Unreadable> {
    zip.start_file(name, SimpleFileOptions::default())
        .map_err(broken)?;
    zip.write_all(in_utf8(text).as_bytes()).map_err(broken)
}

/// We write UTF-8, whatever the part came in.
fn in_utf8(text: &str) -> String {
    let said = text
        .strip_prefix("<?xml")
        .and_then(|rest| rest.split_once("?>"));
    match said {
        Some((said, rest))
            if said.contains("encoding") && !said.to_lowercase().contains("utf-8") =>
        {
            format!("{HEAD}{}", rest.trim_start())
        }
        _ => text.to_owned(),
    }
}

/// A part with something written at the end of its outermost element.
pub fn appended(part: &str, more: &str) -> Result<String, Unreadable> {
    let mut xml = Xml::new(part);
    let (mut depth, mut root, mut at) = (0, 0..0, None);
    while let Some(piece) = xml.next()? {
        match piece {
            Piece::Open(_) => {
                depth += 1;
                if depth == 1 {
                    root = xml.place();
                }
            }
            Piece::Close => {
                depth -= 1;
                if depth == 0 {
                    at = Some(xml.place());
                }
            }
            Piece::Text(_) => {}
        }
    }
    let end = at.ok_or_else(|| broken("a part of the Word file is empty"))?;
    let opening = &part[root.clone()];
    match opening.strip_suffix("/>") {
        // Closed where it is opened: it is opened now.
        Some(open) => {
            let name = open[1..]
                .split(char::is_whitespace)
                .next()
                .unwrap_or_default();
            let (before, after) = (&part[..root.start], &part[root.end..]);
            Ok(format!("{before}{open}>{more}</{name}>{after}"))
        }
        None => Ok(format!(
            "{}{more}{}",
            &part[..end.start],
            &part[end.start..]
        )),
    }
}

/// Whether the outermost element of a part says `declaration`, such as `xmlns:w="…"`.
pub fn declares(part: &str, (name, uri): (&str, &str)) -> bool {
    let mut xml = Xml::new(part);
    while let Ok(Some(piece)) = xml.next() {
        if let Piece::Open(_) = piece {
            let opening = &part[xml.place()];
            return ["\"", "'"]
                .iter()
                .any(|mark| opening.contains(&format!(" {name}={mark}{uri}{mark}")));
        }
    }
    false
}
