//! What a rich text file's paragraph styles mean.

use super::super::meaning::Meaning;
use std::collections::HashMap;

/// The paragraph styles of a file by number; each is learned from its entry in the style sheet.
#[derive(Default)]
pub struct Styles {
    known: HashMap<i32, Meaning>,
    number: i32,
    name: String,
    meaning: Meaning,
}

impl Styles {
    /// A control word inside an entry.
    pub fn learn(&mut self, word: &str, number: Option<i32>) {
        let level = number.and_then(|n| u8::try_from(n).ok());
        match word {
            "s" => self.number = number.unwrap_or(0),
            "outlinelevel" => self.meaning.outline = level,
            "ls" => self.meaning.numbered = level.map(|n| n > 0),
            "ilvl" => self.meaning.list_level = level,
            _ => {}
        }
    }

    /// A character of an entry's name; a semicolon ends it.
    pub fn name(&mut self, byte: u8) {
        if byte != b';' {
            self.name.push(char::from(byte));
            return;
        }
        let mut meaning = std::mem::take(&mut self.meaning);
        meaning.fill(&Meaning::by_name(self.name.trim()));
        meaning.outline = meaning.outline.filter(|&level| level < 9);
        self.known.insert(std::mem::take(&mut self.number), meaning);
        self.name.clear();
    }

    pub fn meaning(&self, number: i32) -> Option<&Meaning> {
        self.known.get(&number)
    }
}
