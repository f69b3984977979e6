//! Reads Markdown: the text as a reader would see it, without the marks.

use super::Blocks;
use crate::drafts::reading::ParagraphKind;
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::collections::HashMap;

/// The paragraphs of a Markdown text; raw HTML and pictures are left out.
pub fn blocks(text: &str) -> Blocks {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut page = Page::default();
    for event in Parser::new_ext(text, options) {
        page.take(event);
    }
    page.finish()
}

/// A paragraph and the labels of the notes it refers to.
type Noted = (ParagraphKind, String, Vec<String>);

#[derive(Default)]
struct Page {
    blocks: Vec<Noted>,
    notes: HashMap<String, Blocks>,
    note: Option<String>,
    text: String,
    references: Vec<String>,
    heading: Option<u8>,
    lists: u8,
    quotes: usize,
    cell: bool,
    unseen: usize,
}

impl Page {
    fn take(&mut self, event: Event) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) if self.unseen == 0 => self.text.push_str(&text),
            Event::SoftBreak | Event::HardBreak => self.text.push(' '),
            Event::Rule => self.flush(),
            Event::FootnoteReference(label) => self.references.push(label.into_string()),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag) {
        match tag {
            Tag::Heading { level, .. } => self.begin_heading(level),
            Tag::List(_) => {
                self.flush();
                self.lists = self.lists.saturating_add(1);
            }
            Tag::BlockQuote(_) => {
                self.flush();
                self.quotes += 1;
            }
            Tag::FootnoteDefinition(label) => self.begin_note(label),
            Tag::TableCell => self.cell = true,
            Tag::Image { .. } | Tag::MetadataBlock(_) => self.unseen += 1,
            Tag::Paragraph | Tag::Item | Tag::CodeBlock(_) => self.flush(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Image | TagEnd::MetadataBlock(_) => self.unseen = self.unseen.saturating_sub(1),
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::Item
            | TagEnd::CodeBlock
            | TagEnd::TableCell => self.flush(),
            TagEnd::List(_) => {
                self.flush();
                self.lists = self.lists.saturating_sub(1);
            }
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::FootnoteDefinition => {
                self.flush();
                self.note = None;
            }
            _ => {}
        }
    }

    fn begin_heading(&mut self, level: HeadingLevel) {
        self.flush();
        self.heading = Some(level as u8);
    }

    fn begin_note(&mut self, label: CowStr) {
        self.flush();
        self.note = Some(label.into_string());
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        let kind = self.kind();
        self.heading = None;
        self.cell = false;
        if text.trim().is_empty() {
            return;
        }
        let references = std::mem::take(&mut self.references);
        match &self.note {
            Some(label) => self
                .notes
                .entry(label.clone())
                .or_default()
                .push((ParagraphKind::Footnote, text)),
            None => self.blocks.push((kind, text, references)),
        }
    }

    fn kind(&self) -> ParagraphKind {
        match self.heading {
            Some(level) => ParagraphKind::Heading(level),
            None if self.cell => ParagraphKind::TableCell,
            None if self.lists > 0 => ParagraphKind::ListItem(self.lists.min(9)),
            None if self.quotes > 0 => ParagraphKind::Quote,
            None => ParagraphKind::Body,
        }
    }

    fn finish(mut self) -> Blocks {
        self.flush();
        let mut blocks = Vec::new();
        for (kind, text, references) in self.blocks {
            blocks.push((kind, text));
            for label in references {
                blocks.extend(self.notes.remove(&label).unwrap_or_default());
            }
        }
        let mut unnamed: Vec<_> = self.notes.into_iter().collect();
        unnamed.sort_by(|a, b| a.0.cmp(&b.0));
        blocks.extend(unnamed.into_iter().flat_map(|(_, note)| note));
        blocks
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ParagraphKind::{Body, Footnote, Heading, ListItem, Quote, TableCell};

    #[test]
    fn every_kind_of_paragraph_is_told_apart() {
        let text = "---\ntitle: x\n---\n# A *b*\n\nC[^1] <b>d</b>\ne `f` ![alt](x.png)\n\n- one\n  - two\n\n> said\n\n| h | i |\n|---|---|\n| j | k |\n\n[^1]: Note.\n\n<div>raw</div>\n";
        let expected = [
            (Heading(1), "A b"),
            (Body, "C d e f "),
            (Footnote, "Note."),
            (ListItem(1), "one"),
            (ListItem(2), "two"),
            (Quote, "said"),
            (TableCell, "h"),
            (TableCell, "i"),
            (TableCell, "j"),
            (TableCell, "k"),
        ];
        assert_eq!(
            blocks(text),
            expected.map(|(kind, text)| (kind, text.to_owned()))
        );
    }
}
