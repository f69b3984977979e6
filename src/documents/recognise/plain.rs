//! Checks that a file of plain text is text and nothing else.

use super::super::archive::read_at;
use super::{WrongFile, old_word};
use std::io::{self, Read, Seek};

/// How much we look at: more than any paper we accept, in bytes.
const MOST: u64 = 64 * 1024 * 1024;
const STEP: usize = 64 * 1024;
/// How other kinds of file begin that a person might take for text.
const OTHER_KINDS: [&[u8]; 9] = [
    b"%PDF-",
    b"PK\x03\x04",
    b"{\\rtf",
    b"\x7FELF",
    b"GIF8",
    b"\x89PNG",
    b"\xFF\xD8\xFF",
    b"\x1F\x8B",
    old_word::MAGIC,
];

pub fn check(file: &mut (impl Read + Seek)) -> io::Result<Result<(), WrongFile>> {
    let mut at = 0;
    let mut seen = Seen::default();
    while at < MOST {
        let step = read_at(file, at, STEP)?;
        if step.is_empty() {
            break;
        }
        if at == 0 {
            if OTHER_KINDS.iter().any(|kind| step.starts_with(kind)) {
                return Ok(Err(WrongFile::NotAPaper));
            }
            seen.wide = step.starts_with(b"\xFF\xFE") || step.starts_with(b"\xFE\xFF");
        }
        seen.take(&step);
        at += step.len() as u64;
    }
    Ok(seen.verdict())
}

/// What kinds of bytes were met.
#[derive(Default)]
struct Seen {
    /// Two bytes make a character, so that a zero byte is no alarm.
    wide: bool,
    zeros: usize,
    controls: usize,
    marks: usize,
    all: usize,
}

impl Seen {
    fn take(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            match byte {
                0 => self.zeros += 1,
                b'\t' | b'\n' | b'\r' | b' ' | 0x0B | 0x0C => {}
                0xEF | 0xBB | 0xBF | 0xFE | 0xFF if self.all < 3 => {}
                0x01..=0x1F | 0x7F => self.controls += 1,
                _ => self.marks += 1,
            }
            self.all += 1;
        }
    }

    fn verdict(&self) -> Result<(), WrongFile> {
        let zeros_fine = self.zeros == 0 || self.wide;
        let few_controls = self.wide || self.controls * 100 <= self.all;
        if !zeros_fine || !few_controls {
            return Err(WrongFile::NotAPaper);
        }
        if self.marks == 0 {
            Err(WrongFile::Empty)
        } else {
            Ok(())
        }
    }
}
