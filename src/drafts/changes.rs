//! What changed between two drafts, word by word.

use similar::{Algorithm, DiffTag, capture_diff_slices};

use super::reading::ReadingText;
use super::words;

/// Some words that stayed, came or went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What became of them.
    pub fate: Fate,
    /// The words, with the spaces and marks behind them.
    pub text: String,
}

/// What became of some words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// They stand in both drafts.
    Stayed,
    /// Only in the new one.
    Came,
    /// Only in the old one.
    Went,
}

/// The new text paragraph by paragraph, with the words that came and those that went.
#[must_use]
pub fn between(old: &ReadingText, new: &ReadingText) -> Vec<Vec<Change>> {
    // A last paragraph ends like any other, so that it is the same wherever it stands.
    let [old, new] = [old, new].map(|text| text.whole() + "\n");
    let (before, after) = (tokens(&old), tokens(&new));
    let mut paragraphs = vec![Vec::new()];
    for step in capture_diff_slices(Algorithm::Patience, &before, &after) {
        let (went, came) = (step.old_range(), step.new_range());
        if step.tag() == DiffTag::Equal {
            add(&mut paragraphs, Fate::Stayed, &after[came]);
            continue;
        }
        add(&mut paragraphs, Fate::Went, &before[went]);
        add(&mut paragraphs, Fate::Came, &after[came]);
    }
    paragraphs.retain(|paragraph: &Vec<Change>| !paragraph.is_empty());
    paragraphs
}

/// Adds words to the last paragraph; a line break begins the next one.
fn add(paragraphs: &mut Vec<Vec<Change>>, fate: Fate, tokens: &[&str]) {
    for token in tokens {
        let ends = token.ends_with('\n');
        let text = token.trim_end_matches('\n');
        let last = paragraphs.last_mut().and_then(|last| last.last_mut());
        match last {
            Some(last) if last.fate == fate => last.text.push_str(text),
            _ if text.is_empty() => {}
            _ => {
                let change = Change {
                    fate,
                    text: text.to_owned(),
                };
                if let Some(paragraph) = paragraphs.last_mut() {
                    paragraph.push(change);
                }
            }
        }
        if ends && fate != Fate::Went {
            paragraphs.push(Vec::new());
        } else if ends && let Some(last) = paragraphs.last_mut().and_then(|last| last.last_mut()) {
            last.text.push(' ');
        }
    }
}

/// A text cut before each word: every piece is a word with what stands behind it.
fn tokens(text: &str) -> Vec<&str> {
    let mut starts: Vec<usize> = words::ranges(text).map(|range| range.start).collect();
    if starts.first() != Some(&0) {
        starts.insert(0, 0);
    }
    starts.push(text.len());
    let pieces = starts.windows(2).map(|pair| &text[pair[0]..pair[1]]);
    pieces.filter(|piece| !piece.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::{Fate, between};
    use crate::drafts::reading::{ParagraphKind::Body, ReadingText};

    fn shape(old: &[&str], new: &[&str]) -> Vec<String> {
        let text = |lines: &[&str]| {
            ReadingText::from_blocks(
                lines
                    .iter()
                    .map(|line| (Body, (*line).to_owned()))
                    .collect(),
            )
        };
        let paragraphs = between(&text(old), &text(new)).into_iter().map(|changes| {
            let said = changes.into_iter().map(|change| match change.fate {
                Fate::Stayed => change.text,
                Fate::Came => format!("+{}+", change.text),
                Fate::Went => format!("-{}-", change.text),
            });
            said.collect::<String>()
        });
        paragraphs.collect()
    }

    #[test]
    fn words_that_came_and_went_stand_where_they_did() {
        assert_eq!(
            shape(
                &["One two three.", "Four."],
                &["One more three.", "Four.", "Five."]
            ),
            ["One -two -+more +three.", "Four.", "+Five.+"]
        );
    }

    #[test]
    fn nothing_changed_is_one_piece_a_paragraph() {
        assert_eq!(
            shape(&["One two.", "Three."], &["One two.", "Three."]),
            ["One two.", "Three."]
        );
    }
}
