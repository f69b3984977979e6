//! Gathers the characters of a rich text file into paragraphs.

use super::super::Blocks;
use crate::drafts::reading::ParagraphKind;
use encoding_rs::Encoding;

/// A paragraph being gathered, with the notes that will follow it.
#[derive(Default)]
struct Draft {
    text: String,
    after: Blocks,
}

/// What has been read so far.
#[derive(Default)]
pub struct Page {
    blocks: Blocks,
    /// The paragraph of the text, then those of the notes or boxes inside it.
    drafts: Vec<Draft>,
    bytes: Vec<u8>,
    encoding: Option<&'static Encoding>,
    half: Option<u16>,
}

impl Page {
    /// A byte in the alphabet `encoding`; letters of two bytes are put together.
    pub fn byte(&mut self, byte: u8, encoding: &'static Encoding) {
        if self.encoding != Some(encoding) {
            self.settle();
            self.encoding = Some(encoding);
        }
        self.bytes.push(byte);
    }

    /// Half or all of a character, as a UTF-16 number.
    pub fn unit(&mut self, unit: u16) {
        let first = self.half.take();
        self.settle();
        if (0xD800..0xDC00).contains(&unit) {
            self.half = Some(unit);
            return;
        }
        let whole = char::decode_utf16(first.into_iter().chain([unit])).filter_map(Result::ok);
        let text: String = whole.collect();
        self.push(&text);
    }

    pub fn write(&mut self, text: &str) {
        self.settle();
        self.push(text);
    }

    /// A note or box begins inside the paragraph.
    pub fn begin_inner(&mut self) {
        self.settle();
        self.current();
        self.drafts.push(Draft::default());
    }

    /// The note or box ends; its paragraphs follow the one around it.
    pub fn end_inner(&mut self, kind: ParagraphKind) {
        self.end_paragraph(kind);
        if self.drafts.len() > 1 {
            let inner = self.drafts.pop().unwrap_or_default();
            self.current().after.extend(inner.after);
        }
    }

    pub fn end_paragraph(&mut self, kind: ParagraphKind) {
        self.settle();
        let inner = self.drafts.len() > 1;
        let Some(draft) = self.drafts.last_mut() else {
            return;
        };
        let text = std::mem::take(&mut draft.text);
        if inner {
            // What ends inside a note waits with it for the paragraph around it.
            draft.after.push((kind, text));
            return;
        }
        self.blocks.push((kind, text));
        self.blocks.append(&mut draft.after);
    }

    pub fn finish(mut self, kind: ParagraphKind) -> Blocks {
        while self.drafts.len() > 1 {
            self.end_inner(kind);
        }
        self.end_paragraph(kind);
        self.blocks
    }

    fn settle(&mut self) {
        self.half = None;
        let bytes = std::mem::take(&mut self.bytes);
        if let Some(encoding) = self.encoding.filter(|_| !bytes.is_empty()) {
            let text = encoding.decode_without_bom_handling(&bytes).0;
            self.push(&text);
        }
    }

    fn push(&mut self, text: &str) {
        self.current().text.push_str(text);
    }

    fn current(&mut self) -> &mut Draft {
        if self.drafts.is_empty() {
            self.drafts.push(Draft::default());
        }
        let last = self.drafts.len() - 1;
        &mut self.drafts[last]
    }
}
