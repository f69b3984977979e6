//! Tells Word and ODT files from other zip files, without unpacking anything.

use super::super::archive::{self, Member, read_at};
use super::WrongFile;
use std::io::{self, Read, Seek};

const ODT: &[u8] = b"application/vnd.oasis.opendocument.text";

type Found = io::Result<Result<(), WrongFile>>;

/// A Word file lists its types and has a document part.
pub fn docx(file: &mut (impl Read + Seek)) -> Found {
    let Some(members) = safe_members(file)? else {
        return Ok(Err(WrongFile::NotAPaper));
    };
    let types = members.iter().any(|m| m.name == "[Content_Types].xml");
    let document = members
        .iter()
        .any(|m| m.name.starts_with("word/document") && is_xml(&m.name));
    Ok(if types && document {
        Ok(())
    } else {
        Err(WrongFile::NotAPaper)
    })
}

/// An ODT file says what it is in its first member, which is not packed.
pub fn odt(file: &mut (impl Read + Seek)) -> Found {
    let Some(members) = safe_members(file)? else {
        return Ok(Err(WrongFile::NotAPaper));
    };
    let first = members
        .iter()
        .min_by_key(|m| m.data)
        .filter(|m| m.name == "mimetype" && m.stored);
    let Some(first) = first else {
        return Ok(Err(WrongFile::NotAPaper));
    };
    let said = read_at(
        file,
        first.data,
        usize::try_from(first.packed).unwrap_or(0).min(100),
    )?;
    if said.trim_ascii() != ODT {
        return Ok(Err(WrongFile::NotAPaper));
    }
    if members.iter().any(|m| m.name == "encrypted-package") {
        return Ok(Err(WrongFile::Locked));
    }
    match members.iter().find(|m| m.name == "content.xml") {
        Some(content) if is_scrambled(file, content)? => Ok(Err(WrongFile::Locked)),
        Some(_) => Ok(Ok(())),
        None => Ok(Err(WrongFile::NotAPaper)),
    }
}

/// A locked content part is stored as it is, and does not begin like XML.
fn is_scrambled(file: &mut (impl Read + Seek), content: &Member) -> io::Result<bool> {
    let head = read_at(file, content.data, 4)?;
    let like_xml =
        head.contains(&b'<') || head.starts_with(b"\xEF\xBB\xBF") || head.trim_ascii().is_empty();
    Ok(content.stored && content.packed > 0 && !like_xml)
}

/// The members of a safe zip file that begins with its first member, so that it is nothing else as well.
fn safe_members(file: &mut (impl Read + Seek)) -> io::Result<Option<Vec<Member>>> {
    if !read_at(file, 0, 4)?.starts_with(b"PK\x03\x04") {
        return Ok(None);
    }
    archive::members(file)
}

fn is_xml(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, end)| end == "xml")
}
