//! The footnotes and endnotes of a Word file, kept until the text refers to them.

use super::super::Unreadable;
use super::super::xml::{Piece, Xml};
use super::body::{Body, Place};
use super::line::Block;
use super::styles::Styles;
use std::collections::HashMap;

/// Every note by its place and number.
#[derive(Default)]
pub struct Notes(HashMap<(Place, String), Vec<Block>>);

impl Notes {
    /// Reads one part of notes.
    pub fn add(&mut self, place: Place, text: &str, styles: &Styles) -> Result<(), Unreadable> {
        let none = Self::default();
        let mut xml = Xml::new(text);
        while let Some(piece) = xml.next()? {
            let Piece::Open(tag) = piece else { continue };
            if !tag.is("w", "footnote") && !tag.is("w", "endnote") {
                continue;
            }
            // The rules between text and notes are notes too, marked by a type.
            if tag.get("type").is_some_and(|t| t != "normal") {
                xml.skip()?;
                continue;
            }
            let id = tag.get("id").unwrap_or_default().to_owned();
            let blocks = Body::new(styles, &none, place).read_element(&mut xml)?;
            self.0.insert((place, id), blocks);
        }
        Ok(())
    }

    /// The paragraphs of one note.
    pub fn get(&self, place: Place, id: &str) -> Vec<Block> {
        self.0
            .get(&(place, id.to_owned()))
            .cloned()
            .unwrap_or_default()
    }
}
