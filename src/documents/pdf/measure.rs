//! Finds out the usual sizes and distances of a PDF's lines, from which headings, notes and paragraphs stand out.

use super::letters::{Line, Page};
use std::collections::HashMap;

/// A page with more lines than this is no prose; its columns are not looked for.
const MOST_LINES: usize = 1_000;

/// What is usual in one document, in points.
pub struct Measures {
    pub leading: f64,
    body: f64,
    /// Sizes of headings, the largest first.
    headings: Vec<f64>,
}

impl Measures {
    pub fn of(pages: &[Page]) -> Self {
        let lines = || pages.iter().flat_map(|page| &page.lines);
        let body = most_common(lines().map(|line| (line.size, line.text.len()))).unwrap_or(12.0);
        let is_body = |line: &Line| (line.size - body).abs() < body * 0.1;
        let pairs = pages.iter().flat_map(|page| page.lines.windows(2));
        let steps = pairs
            .filter(|pair| pair.iter().all(is_body))
            .map(|pair| (pair[1].y - pair[0].y, 1));
        let leading =
            most_common(steps.filter(|(step, _)| (body * 0.8..body * 4.0).contains(step)));
        let mut headings: Vec<f64> = lines()
            .map(|line| line.size)
            .filter(|&size| size > body * 1.12)
            .collect();
        headings.sort_by(|a, b| b.total_cmp(a));
        headings.dedup_by(|b, a| (*a - *b).abs() < body * 0.06);
        Self {
            leading: leading.unwrap_or(body * 1.2),
            body,
            headings,
        }
    }

    /// The level of a heading of this size, or `None` for the size of the text.
    pub fn heading_level(&self, size: f64) -> Option<u8> {
        if size <= self.body * 1.12 {
            return None;
        }
        let above = self
            .headings
            .iter()
            .filter(|&&other| other > size + self.body * 0.06)
            .count();
        Some(u8::try_from(above).unwrap_or(5).min(5) + 1)
    }

    /// The first line of the notes at the foot of the page: small lines, or one with a raised sign, below all others.
    pub fn foot(&self, page: &Page) -> usize {
        let lines = &page.lines;
        let low = |line: &Line| line.y > page.height * 0.5;
        let small = |line: &&Line| line.size < self.body * 0.92 && low(line);
        let first_small = lines.len() - lines.iter().rev().take_while(small).count();
        let first_raised = lines.iter().position(|line| line.raised && low(line));
        let from = first_raised.map_or(first_small, |raised| raised.min(first_small));
        let (above, below) = lines.split_at(from);
        let lowest = above.iter().map(|line| line.y).fold(0.0, f64::max);
        if from > 0 && below.iter().all(|line| line.y > lowest) {
            from
        } else {
            lines.len()
        }
    }

    /// For each line of the page, the right edge of the column it stands in.
    pub fn margins(&self, page: &Page) -> Vec<f64> {
        let widest = |lines: &mut dyn Iterator<Item = &Line>| {
            lines.map(|line| line.right).fold(0.0, f64::max)
        };
        if page.lines.len() > MOST_LINES {
            return vec![widest(&mut page.lines.iter()); page.lines.len()];
        }
        let near = |line: &Line, other: &Line| {
            (line.left - other.left).abs() < self.body * 5.0
                || other.left < line.left && line.left < other.right
        };
        let columns = page
            .lines
            .iter()
            .map(|line| widest(&mut page.lines.iter().filter(|other| near(line, other))));
        columns.collect()
    }
}

/// The value, to a quarter of a point, that carries the most weight.
fn most_common(values: impl Iterator<Item = (f64, usize)>) -> Option<f64> {
    let mut weights: HashMap<u64, (f64, usize)> = HashMap::new();
    for (value, weight) in values {
        let rounded = (value * 4.0).round() / 4.0;
        weights.entry(rounded.to_bits()).or_insert((rounded, 0)).1 += weight;
    }
    let best = weights
        .into_values()
        .max_by(|a, b| a.1.cmp(&b.1).then(b.0.total_cmp(&a.0)));
    best.map(|(value, _)| value)
}

/// "1. Text", "12) Text" or "a) Text"; some files lose the space.
pub fn is_numbered(text: &str) -> bool {
    let Some((mark, rest)) = text.trim_start().split_once(['.', ')']) else {
        return false;
    };
    let digits = (1..=2).contains(&mark.len()) && mark.chars().all(|c| c.is_ascii_digit());
    let bracket = text.trim_start()[mark.len()..].starts_with(')');
    let letter = bracket && mark.len() == 1 && mark.chars().all(|c| c.is_ascii_lowercase());
    let goes_on = rest.starts_with(|c: char| c.is_whitespace() || c.is_alphabetic());
    (digits || letter) && goes_on && !rest.trim().is_empty()
}

/// Whether the line is written in Hebrew or Arabic letters, whose lines end on the left.
pub fn reads_to_the_left(text: &str) -> bool {
    let first = text.chars().find(|c| c.is_alphabetic());
    first.is_some_and(
        |c| matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}'),
    )
}
