//! Opens the parts of a zipped document by name, counting the real bytes while they unpack.

use super::xml::{Piece, Xml};
use super::{Flag, Unreadable, archive, broken};
use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE};
use std::io::{Cursor, Read};

/// The most XML we unpack from one file, in bytes.
const MOST_XML: u64 = 64 * 1024 * 1024;

/// A zipped document whose list of contents was found safe.
pub struct Parts<'a> {
    zip: zip::ZipArchive<Cursor<&'a [u8]>>,
    left: u64,
}

impl<'a> Parts<'a> {
    pub fn open(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        let safe = archive::members(&mut Cursor::new(bytes)).map_err(broken)?;
        if safe.is_none() {
            return Err(broken("the zip file is damaged or unsafe"));
        }
        let zip = zip::ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
        Ok(Self {
            zip,
            left: MOST_XML,
        })
    }

    /// The names of all parts.
    pub fn names(&self) -> Vec<String> {
        self.zip.file_names().map(str::to_owned).collect()
    }

    /// The XML text of the part `name`, or `None` where there is no such part.
    pub fn xml(&mut self, name: &str) -> Result<Option<String>, Unreadable> {
        let Some(index) = self.zip.index_for_name(name) else {
            return Ok(None);
        };
        let part = self.zip.by_index(index).map_err(broken)?;
        let mut bytes = Vec::new();
        part.take(self.left + 1)
            .read_to_end(&mut bytes)
            .map_err(broken)?;
        let length = bytes.len() as u64;
        self.left = self
            .left
            .checked_sub(length)
            .ok_or_else(|| broken("the file unpacks to too much"))?;
        Ok(Some(decode(&bytes)))
    }

    /// The author flag, if one of the elements `names` in the part `name` holds a name.
    pub fn author(&mut self, part: &str, names: &[&str]) -> Option<Flag> {
        let text = self.xml(part).ok()??;
        let mut xml = Xml::new(&text);
        let mut inside = false;
        while let Ok(Some(piece)) = xml.next() {
            match piece {
                Piece::Open(tag) => inside = names.contains(&tag.name.as_str()),
                Piece::Close => inside = false,
                Piece::Text(text) if inside && !text.trim().is_empty() => {
                    return Some(Flag::Author);
                }
                Piece::Text(_) => {}
            }
        }
        None
    }
}

fn decode(bytes: &[u8]) -> String {
    let encoding = match bytes {
        [0xFE, 0xFF, ..] | [0, b'<', ..] => UTF_16BE,
        [0xFF, 0xFE, ..] | [b'<', 0, ..] => UTF_16LE,
        _ => UTF_8,
    };
    encoding.decode_with_bom_removal(bytes).0.into_owned()
}
