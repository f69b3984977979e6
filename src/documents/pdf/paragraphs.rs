//! Joins the lines of a PDF's pages into the paragraphs a person sees there.

use super::super::{Blocks, text};
use super::letters::{Line, Page};
use super::measure::{Measures, is_numbered, reads_to_the_left};
use crate::drafts::reading::ParagraphKind;

/// A heading has at most this many words.
const LONGEST_HEADING: usize = 25;

/// The paragraphs of all pages; footnotes follow the paragraph that was open at the foot of their page.
pub fn join(pages: Vec<Page>) -> Blocks {
    let measures = Measures::of(&pages);
    let mut joiner = Joiner {
        measures,
        blocks: Vec::new(),
        open: None,
        notes: Vec::new(),
    };
    for page in pages {
        let margin = joiner.measures.margins(&page);
        let foot = joiner.measures.foot(&page);
        for (n, line) in page.lines[..foot].iter().enumerate() {
            let next = page.lines[..foot].get(n + 1);
            joiner.add(line, next, n == 0, margin[n]);
        }
        joiner.add_notes(&page.lines[foot..]);
    }
    joiner.finish()
}

/// A paragraph that may still go on.
struct Open {
    kind: ParagraphKind,
    text: String,
    last: Line,
    /// The right edge of the column that its last line stands in.
    margin: f64,
    lines: usize,
}

struct Joiner {
    measures: Measures,
    blocks: Blocks,
    open: Option<Open>,
    notes: Blocks,
}

impl Joiner {
    fn add(&mut self, line: &Line, next: Option<&Line>, new_page: bool, margin: f64) {
        if let Some(open) = &mut self.open
            && !begins_new(
                open,
                line,
                next,
                (!new_page).then_some(self.measures.leading),
            )
        {
            append(&mut open.text, &line.text);
            open.last = line.clone();
            open.margin = margin;
            open.lines += 1;
            return;
        }
        self.flush();
        let (kind, text) = self.begin(line);
        self.open = Some(Open {
            kind,
            text,
            last: line.clone(),
            margin,
            lines: 1,
        });
    }

    fn begin(&self, line: &Line) -> (ParagraphKind, String) {
        if let Some(level) = self.measures.heading_level(line.size) {
            return (ParagraphKind::Heading(level), line.text.clone());
        }
        let bare = line.text.trim_start();
        match text::without_bullet(bare).or_else(|| bare.strip_prefix(is_symbol)) {
            Some(item) => (ParagraphKind::ListItem(1), item.to_owned()),
            None if is_numbered(bare) => (ParagraphKind::ListItem(1), bare.to_owned()),
            None => (ParagraphKind::Body, bare.to_owned()),
        }
    }

    fn add_notes(&mut self, lines: &[Line]) {
        for line in lines {
            let sign = |c: char| c.is_numeric() || matches!(c, '*' | '\u{2020}' | '\u{2021}');
            let begins = line.raised || line.text.trim_start().starts_with(sign);
            match self.notes.last_mut().filter(|_| !begins) {
                Some((_, note)) => append(note, &line.text),
                None => self
                    .notes
                    .push((ParagraphKind::Footnote, line.text.clone())),
            }
        }
    }

    fn flush(&mut self) {
        if let Some(open) = self.open.take() {
            let heading = matches!(open.kind, ParagraphKind::Heading(_));
            let too_long = heading && open.text.split_whitespace().nth(LONGEST_HEADING).is_some();
            let kind = if too_long {
                ParagraphKind::Body
            } else {
                open.kind
            };
            self.blocks.push((kind, open.text));
        }
        self.blocks.append(&mut self.notes);
    }

    fn finish(mut self) -> Blocks {
        self.flush();
        self.blocks
    }
}

/// Whether `line` begins a paragraph; `leading` is the usual distance of lines, unless a page lies between.
fn begins_new(open: &Open, line: &Line, next: Option<&Line>, leading: Option<f64>) -> bool {
    let before = &open.last;
    let down = line.y - before.y;
    let other_size = (line.size - before.size).abs() > before.size * 0.12;
    let wide_gap = leading.is_some_and(|usual| down > usual.max(before.size) * 1.3 && down > 0.0);
    let marked = text::without_bullet(&line.text).is_some()
        || line.text.starts_with(is_symbol)
        || is_numbered(&line.text);
    if other_size || wide_gap || marked {
        return true;
    }
    if reads_to_the_left(&line.text) {
        return false;
    }
    let same_column = leading.is_some() && down > 0.0;
    (same_column && indented(open, line, next)) || ends_early(open, line)
}

/// A first line stands further in than the lines around it; in a hanging paragraph the others do.
fn indented(open: &Open, line: &Line, next: Option<&Line>) -> bool {
    let step = line.left - open.last.left;
    let em = line.size * 0.8;
    if step > em {
        let hangs = open.lines == 1 && next.is_some_and(|next| (next.left - line.left).abs() < em);
        return !hangs;
    }
    step < -em && open.lines > 1
}

/// Whether the first word of `line` would still have fitted above: then the line above ended on purpose.
fn ends_early(open: &Open, line: &Line) -> bool {
    let first_word = line
        .text
        .split_whitespace()
        .next()
        .map_or(0, |word| word.chars().count().min(60));
    let letters = u32::try_from(first_word + 1).unwrap_or(60);
    open.last.right + f64::from(letters) * line.size * 0.55 + line.size < open.margin
}

/// Adds a line to a paragraph; a word parted at the end of the line is made whole.
fn append(text: &mut String, line: &str) {
    let line = line.trim();
    text.truncate(text.trim_end().len());
    let parted = text.ends_with(['-', '\u{2010}', '\u{AD}']);
    let before = text.chars().rev().nth(1);
    if parted && before.is_some_and(char::is_alphabetic) && line.starts_with(char::is_lowercase) {
        text.pop();
    } else if !parted || before.is_some_and(char::is_whitespace) {
        text.push(' ');
    }
    text.push_str(line);
}

/// The private signs of symbol fonts, which word processors use as bullets.
fn is_symbol(c: char) -> bool {
    matches!(c, '\u{F000}'..='\u{F0FF}')
}
