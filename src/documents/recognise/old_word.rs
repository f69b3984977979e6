//! Knows the container of older Word files, which also holds newer ones locked with a password.

use super::super::archive::read_at;
use super::{WrongFile, find};
use std::io::{self, Read, Seek};

/// How such a container begins.
pub const MAGIC: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
/// The container's list of contents begins near this many bytes after its start.
const LIST_LENGTH: usize = 16 * 1024;

/// A file called .doc: the advice to save it anew helps whatever word processor wrote it.
pub fn by_name(head: &[u8]) -> WrongFile {
    let written_by_one =
        head.starts_with(MAGIC) || head.starts_with(b"{\\rtf") || head.starts_with(b"PK\x03\x04");
    if written_by_one {
        WrongFile::OldWord
    } else {
        WrongFile::NotAPaper
    }
}

/// What the container holds, whatever the file is called.
pub fn inside(file: &mut (impl Read + Seek)) -> io::Result<Result<(), WrongFile>> {
    let head = read_at(file, 0, 52)?;
    let [shift, _] = head
        .get(30..32)
        .and_then(|b| b.try_into().ok())
        .unwrap_or([0, 0]);
    let sector = head
        .get(48..52)
        .and_then(|b| b.try_into().ok())
        .map_or(0, u32::from_le_bytes);
    if !matches!(shift, 9 | 12) {
        return Ok(Err(WrongFile::NotAPaper));
    }
    let list = read_at(file, (u64::from(sector) + 1) << shift, LIST_LENGTH)?;
    let holds = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        find(&list, &wide).is_some()
    };
    Ok(Err(if holds("EncryptedPackage") {
        WrongFile::Locked
    } else if holds("WordDocument") {
        WrongFile::OldWord
    } else {
        WrongFile::NotAPaper
    }))
}
