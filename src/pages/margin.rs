//! Comments out of a Word file that wait for a place, and what a tutor is told about such a file.

use serde::Serialize;

use super::html::Html;
use super::lettering;
use super::noted::label;
use super::words::{counted, one_line};
use crate::centre::Ways;
use crate::feedback::lite;
use crate::feedback::margin::{Loose, Taken};

/// Nothing was chosen.
pub const NO_FILE: &str = "Select the Word file with your comments";
/// It is something else.
pub const NOT_WORD: &str = "Your comments must be in a Word file (.docx)";
/// It did not arrive.
pub const NOT_ARRIVED: &str = "We could not upload your file. Try again";
/// It is a Word file that we cannot read.
pub const UNREADABLE: &str =
    "We could not read the comments in this file. Save it again in Word and try again";
/// It is as the student sent it.
pub const NO_COMMENTS: &str = "There are no new comments in this file";
/// A comment was left out.
pub const LEFT: &str = "The comment is left out. It stands at the end of the list.";
/// A comment was taken up again.
pub const TAKEN_UP: &str = "The comment waits for its place again.";

/// A comment that waits for its place.
#[derive(Clone, Debug, Serialize)]
pub struct Waiting {
    /// Its number.
    pub id: i64,
    /// The centre's word for its kind.
    pub label: String,
    /// What it says.
    pub words: Html,
    /// How it begins, for what is not seen but heard.
    pub says: String,
    /// The words it stood on in its own file.
    pub quote: String,
}

/// Those that wait, and those that were left out.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Margin {
    /// Those that wait.
    pub waiting: Vec<Waiting>,
    /// Those that were left out.
    pub left: Vec<Waiting>,
}

impl Margin {
    /// From all that have no place yet.
    #[must_use]
    pub fn of(loose: &[Loose], ways: &Ways) -> Self {
        let (left, waiting): (Vec<&Loose>, Vec<&Loose>) =
            loose.iter().partition(|comment| comment.left_out);
        let shown = |comments: Vec<&Loose>| {
            let shown = comments.into_iter().map(|comment| Waiting {
                id: comment.id.0,
                label: label(comment.kind, &ways.kinds),
                words: lettering::words(&comment.words),
                says: one_line(&lite::plain(&comment.words), 80),
                quote: one_line(&comment.quote, 200),
            });
            shown.collect()
        };
        Self {
            waiting: shown(waiting),
            left: shown(left),
        }
    }
}

/// What became of a file's comments.
#[must_use]
pub fn taken(taken: &Taken) -> String {
    let many = |n: usize, one, more| counted(i64::try_from(n).unwrap_or(i64::MAX), one, more);
    let mut said = Vec::new();
    if taken.placed > 0 {
        let comments = many(
            taken.placed,
            "comment is a note now",
            "comments are notes now",
        );
        said.push(format!("{comments}."));
    }
    if taken.loose > 0 {
        let comments = many(
            taken.loose,
            "comment could not be placed and stands",
            "comments could not be placed and stand",
        );
        said.push(format!("{comments} below the text."));
    }
    if taken.known > 0 {
        let comments = many(taken.known, "comment was", "comments were");
        said.push(format!("{comments} here already."));
    }
    said.join(" ")
}

#[cfg(test)]
mod tests {
    use super::taken;
    use crate::feedback::margin::Taken;

    #[test]
    fn what_became_of_the_comments_is_told_in_numbers() {
        let mut done = Taken {
            placed: 1,
            loose: 2,
            known: 1,
        };
        assert_eq!(
            taken(&done),
            "1 comment is a note now. 2 comments could not be placed and stand below the text. 1 comment was here already."
        );
        done = Taken {
            known: 3,
            ..Taken::default()
        };
        assert_eq!(taken(&done), "3 comments were here already.");
    }
}
