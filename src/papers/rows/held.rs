//! What the index of words knows of a paper beside its words: whose it is and what it is for.

use std::fmt::Write;

use super::starts::MOST_LISTS;
use crate::papers::search::{Clause, Is};

/// What must stand in the index where words are looked for together with a tutor or a course: the index goes past all
/// other papers by itself. It may be some moments behind, so what it finds is asked of the paper, too, and a paper that
/// was given to its tutor just now may be left out so long.
pub struct Held {
    /// As the index is asked.
    pub words: String,
    /// A tutor and a course together: few papers may have both, however many have each.
    pub is_both: bool,
}

impl Held {
    /// What there is of it in a search.
    pub fn of(clauses: &[Clause]) -> Option<Self> {
        let is = || {
            let clauses = clauses.iter().filter(|clause| !clause.not);
            clauses.map(|clause| &clause.is)
        };
        if !is().any(|is| matches!(is, Is::Says(_))) {
            return None;
        }
        let (tutors, courses) = (is().find_map(tutors), is().find_map(courses));
        let is_both = tutors.is_some() && courses.is_some();
        let words = both(tutors, courses)?;
        let fits = i64::try_from(words.len()).is_ok_and(|words| words <= MOST_LISTS);
        fits.then(|| Self {
            words: format!("held : (\"{}\")", words.join("\" OR \"")),
            is_both,
        })
    }
}

/// Every tutor with every course in one word each.
fn both(tutors: Option<Vec<String>>, courses: Option<Vec<String>>) -> Option<Vec<String>> {
    let (tutors, courses) = match (tutors, courses) {
        (Some(tutors), Some(courses)) => (tutors, courses),
        (one, other) => return one.or(other),
    };
    let with = |tutor: &String| {
        courses
            .iter()
            .map(|course| format!("{tutor}{course}"))
            .collect()
    };
    Some(tutors.iter().flat_map::<Vec<String>, _>(with).collect())
}

fn tutors(is: &Is) -> Option<Vec<String>> {
    match is {
        Is::With(tutors) if !tutors.is_empty() => Some(
            tutors
                .iter()
                .map(|tutor| format!("heldby{}", tutor.0))
                .collect(),
        ),
        _ => None,
    }
}

/// A course as the index has it: lower case as the database makes it, in hexadecimal; and the known one.
fn courses(is: &Is) -> Option<Vec<String>> {
    let Is::For(typed, known) = is else {
        return None;
    };
    let mut word = "typedfor".to_owned();
    for byte in typed.bytes() {
        // Writing into a string cannot fail.
        let _ = write!(word, "{:02x}", byte.to_ascii_lowercase());
    }
    let known = known.map(|id| format!("knownfor{id}"));
    Some(std::iter::once(word).chain(known).collect())
}
