//! Checks that a PDF begins and ends like one, and whether its closing record says it is locked.

use super::super::archive::read_at;
use super::{WrongFile, find, size};
use std::io::{self, Read, Seek};

/// Where the end of a PDF must say that it is the end, in bytes.
const TAIL: u64 = 4 * 1024;
/// How far we read from where the table of contents begins.
const TABLE: usize = 1024 * 1024;

pub fn check(file: &mut (impl Read + Seek)) -> io::Result<Result<(), WrongFile>> {
    let size = size(file)?;
    let tail = read_at(
        file,
        size.saturating_sub(TAIL),
        usize::try_from(TAIL).unwrap_or(0),
    )?;
    let begins = read_at(file, 0, 5)? == b"%PDF-";
    let Some(end) = rfind(&tail, b"startxref") else {
        return Ok(Err(WrongFile::NotAPaper));
    };
    if !begins {
        return Ok(Err(WrongFile::NotAPaper));
    }
    let record = rfind(&tail[..end], b"trailer").map_or(&[][..], |at| &tail[at..end]);
    let table = read_at(file, table_start(&tail[end..]), TABLE)?;
    let locked = names_encryption(record) || names_encryption(closing_record(&table));
    Ok(if locked {
        Err(WrongFile::Locked)
    } else {
        Ok(())
    })
}

fn table_start(after: &[u8]) -> u64 {
    let text = String::from_utf8_lossy(&after[..after.len().min(64)]).into_owned();
    let number = text.split_whitespace().nth(1);
    number.and_then(|n| n.parse().ok()).unwrap_or(0)
}

/// The record that follows a table of contents, or that heads one written as a stream.
fn closing_record(table: &[u8]) -> &[u8] {
    if table.starts_with(b"xref") {
        let from = find(table, b"trailer").map_or(&[][..], |at| &table[at..]);
        return &from[..find(from, b"startxref").unwrap_or(from.len())];
    }
    &table[..find(table, b"stream").unwrap_or(0)]
}

fn names_encryption(record: &[u8]) -> bool {
    let Some(at) = find(record, b"/Encrypt") else {
        return false;
    };
    !record.get(at + 8).is_some_and(u8::is_ascii_alphanumeric)
}

fn rfind(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes
        .windows(needle.len())
        .rposition(|window| window == needle)
}
