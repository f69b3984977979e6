//! Takes page numbers and running heads off the pages of a PDF.

use super::letters::{Line, Page};
use std::collections::HashMap;

/// The share of a page's height, at the top and at the bottom, where such lines stand.
const MARGIN: f64 = 0.12;

/// Drops page numbers, and lines in the margin that most pages repeat.
pub fn clear(pages: &mut [Page]) {
    let mut repeated: HashMap<String, usize> = HashMap::new();
    for page in pages.iter() {
        let mut here: Vec<String> = page
            .lines
            .iter()
            .filter(|line| in_margin(page, line))
            .map(pattern)
            .collect();
        here.sort_unstable();
        here.dedup();
        for line in here {
            *repeated.entry(line).or_default() += 1;
        }
    }
    let enough = (pages.len() / 2).max(2);
    for page in pages {
        let mut lines = std::mem::take(&mut page.lines);
        let widest = lines.iter().map(width).fold(0.0, f64::max);
        let highest = lines.iter().map(|line| line.y).fold(f64::MAX, f64::min);
        let lowest = lines.iter().map(|line| line.y).fold(0.0, f64::max);
        lines.retain(|line| {
            let times = repeated.get(&pattern(line)).copied().unwrap_or(0);
            // A full line at the top or bottom belongs to the text, even where it repeats.
            let running = times >= enough && width(line) < widest * 0.6;
            let outermost = line.y >= lowest || line.y <= highest;
            let page_number = (outermost || in_margin(page, line)) && is_page_number(&line.text);
            !(page_number || running && in_margin(page, line))
        });
        page.lines = lines;
    }
}

fn width(line: &Line) -> f64 {
    line.right - line.left
}

fn in_margin(page: &Page, line: &Line) -> bool {
    line.y < page.height * MARGIN || line.y > page.height * (1.0 - MARGIN)
}

/// The line without its numbers, which change from page to page.
fn pattern(line: &Line) -> String {
    let letters = line
        .text
        .chars()
        .filter(|c| !c.is_numeric() && !c.is_whitespace());
    letters.take(120).collect::<String>().to_lowercase()
}

fn is_page_number(text: &str) -> bool {
    let bare = text.trim().trim_matches(|c: char| {
        matches!(c, '-' | '\u{2013}' | '\u{2014}' | '[' | ']' | '|') || c.is_whitespace()
    });
    let lower = bare.to_lowercase();
    let number = lower
        .strip_prefix("page")
        .or_else(|| lower.strip_prefix("p."))
        .unwrap_or(&lower)
        .trim();
    let mut parts = number
        .split(['/', ' '])
        .filter(|part| !part.is_empty() && *part != "of");
    let digits = |part: &str| part.len() <= 4 && part.chars().all(|c| c.is_ascii_digit());
    let roman = number.len() <= 6 && number.chars().all(|c| matches!(c, 'i' | 'v' | 'x' | 'l'));
    !number.is_empty() && (roman || (parts.clone().count() <= 2 && parts.all(digits)))
}
