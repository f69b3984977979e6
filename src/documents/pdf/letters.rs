//! Puts the letters of one PDF page together into lines, by where they stand.

use pdf_extract::{MediaBox, OutputDev, OutputError, Transform};

/// One line of a page. Measures are points; `y` counts from the top of the page.
#[derive(Debug, Clone)]
pub struct Line {
    pub left: f64,
    pub right: f64,
    pub y: f64,
    pub size: f64,
    pub text: String,
    /// It begins with a small raised sign, as notes do.
    pub raised: bool,
}

/// One page; its height in points.
#[derive(Debug, Clone, Default)]
pub struct Page {
    pub height: f64,
    pub lines: Vec<Line>,
}

/// More letters than any page has; the rest is left out.
const MOST_LETTERS: usize = 200_000;

/// Gathers a page while the library draws it.
#[derive(Default)]
pub struct Letters {
    page: Page,
    top: f64,
    seen: usize,
    /// The file does not tell how wide the last letter is.
    guessed: bool,
}

impl Letters {
    /// The lines of the page.
    pub fn finish(mut self) -> Page {
        self.page.lines.retain(|line| !line.text.trim().is_empty());
        self.page
    }

    fn put(&mut self, letter: &Line) {
        let Some(line) = self
            .page
            .lines
            .last_mut()
            .filter(|line| same_line(line, letter))
        else {
            self.page.lines.push(letter.clone());
            return;
        };
        let much_smaller = letter.size < line.size * 0.8;
        let above = line.y - letter.y > line.size * 0.15;
        if much_smaller && above && is_reference(&line.text, &letter.text) {
            return;
        }
        let gap = letter.left - line.right;
        let widest_gap = if self.guessed { 0.35 } else { 0.13 };
        let spaced = line.text.ends_with(' ') || letter.text.starts_with(' ');
        if !spaced && (gap > letter.size * widest_gap || gap < letter.size * -2.0) {
            line.text.push(' ');
        }
        if line.size < letter.size * 0.8 && is_mark(&line.text) {
            line.raised = true;
            line.text.push(' ');
        }
        line.text.push_str(&letter.text);
        line.right = line.right.max(letter.right);
        line.left = line.left.min(letter.left);
        // A raised figure is smaller than the line it stands in.
        line.size = line.size.max(letter.size);
    }
}

/// A raised number after a full stop refers to a note; other raised numbers are part of the text.
fn is_reference(so_far: &str, letter: &str) -> bool {
    let after_stop = so_far.trim_end().ends_with([
        '.', ',', ';', ':', '!', '?', '"', ')', '\u{201D}', '\u{2019}',
    ]);
    after_stop && letter.chars().all(|c| c.is_ascii_digit())
}

fn is_mark(text: &str) -> bool {
    let text = text.trim();
    (1..=3).contains(&text.chars().count())
        && text
            .chars()
            .all(|c| c.is_numeric() || "*\u{2020}\u{2021}\u{A7}".contains(c))
}

fn same_line(line: &Line, letter: &Line) -> bool {
    let larger = line.size.max(letter.size);
    let back_to_the_left = letter.left < line.left - larger;
    (letter.y - line.y).abs() < larger * 0.5
        && !(back_to_the_left && letter.right < line.left - larger * 5.0)
}

impl OutputDev for Letters {
    fn begin_page(
        &mut self,
        _: u32,
        page: &MediaBox,
        _: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        self.top = page.ury;
        self.page.height = page.ury - page.lly;
        Ok(())
    }

    fn output_character(
        &mut self,
        place: &Transform,
        width: f64,
        _: f64,
        size: f64,
        text: &str,
    ) -> Result<(), OutputError> {
        self.seen += 1;
        let upright = (place.m11 * size).abs() + (place.m12 * size).abs();
        if self.seen > MOST_LETTERS
            || !upright.is_finite()
            || !place.m31.is_finite()
            || !place.m32.is_finite()
        {
            return Ok(());
        }
        let size = upright.max(0.1);
        let (left, y) = (place.m31, self.top - place.m32);
        let text = spelled_out(text);
        let guessed = width <= 0.0 && text.starts_with(char::is_alphanumeric);
        let width = if guessed { 0.55 } else { width };
        self.put(&Line {
            left,
            right: left + width * size,
            y,
            size,
            text,
            raised: false,
        });
        self.guessed = guessed;
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}

/// Printers' joined letters, spelled out.
fn spelled_out(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{FB00}' => plain.push_str("ff"),
            '\u{FB01}' => plain.push_str("fi"),
            '\u{FB02}' => plain.push_str("fl"),
            '\u{FB03}' => plain.push_str("ffi"),
            '\u{FB04}' => plain.push_str("ffl"),
            '\u{FB05}' | '\u{FB06}' => plain.push_str("st"),
            other => plain.push(other),
        }
    }
    plain
}
