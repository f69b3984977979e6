//! The words that all pages use alike: a state, a course, a number, what a tutor should know about a file, and what a
//! token may do.

use crate::papers::State;
use crate::sign_in::Scope;

/// A state as staff read it.
#[must_use]
pub const fn staff_state(state: State) -> &'static str {
    match state {
        State::Waiting => "Waiting",
        State::Assigned => "Assigned",
        State::Marking => "Marking",
        State::Returned => "Returned",
        State::NeedsInfo => "Asked",
        State::Withdrawn => "Withdrawn",
        State::SentBack => "Sent back",
    }
}

/// A number with its thousands apart: "1,284".
#[must_use]
pub fn thousands(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut written = if number < 0 {
        "-".to_owned()
    } else {
        String::new()
    };
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            written.push(',');
        }
        written.push(digit);
    }
    written
}

/// A number of things, in the singular where it is one: "1 paper", "3 papers".
#[must_use]
pub fn counted(number: i64, one: &str, many: &str) -> String {
    format!(
        "{} {}",
        thousands(number),
        if number == 1 { one } else { many }
    )
}

/// The length of a paper: "1,284 words", or that it could not be counted.
#[must_use]
pub fn length(words: u32) -> String {
    if words == 0 {
        "words not counted".to_owned()
    } else {
        counted(words.into(), "word", "words")
    }
}

/// What a paper is for.
#[must_use]
pub const fn course(typed: &str) -> &str {
    if typed.is_empty() { "None" } else { typed }
}

/// The beginning of some words on one line, cut after a whole word and at most `most` letters.
#[must_use]
pub fn one_line(words: &str, most: usize) -> String {
    let mut line = String::new();
    let mut letters = 0;
    for word in words.split_whitespace() {
        letters += word.chars().count() + 1;
        if letters > most {
            if line.is_empty() {
                line = word.chars().take(most).collect();
            }
            line.push('…');
            break;
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// What a tutor should know about a file, by the word kept with it; nothing for a word we do not know.
#[must_use]
pub fn file_flag(word: &str) -> Option<&'static str> {
    Some(match word {
        "macros" => {
            "Programs (macros) are inside this file. Read the text here, or open it with macros switched off."
        }
        "linkedcontent" | "linked_content" => {
            "This file fetches pictures or templates from elsewhere when it is opened."
        }
        "embedded" => "Other files are inside this one.",
        "author" => "The author's name is written into the file.",
        _ => return None,
    })
}

/// What a token with this scope may do, as a person reads it.
#[must_use]
pub const fn scope(scope: Scope) -> &'static str {
    match scope {
        Scope::PapersSubmit => "Send in papers and their next drafts",
        Scope::PapersRead => "Read papers, their text and what happened to them",
        Scope::PapersAssign => "Give papers to tutors, change their details, or end them",
        Scope::FeedbackRead => "Read the feedback that tutors returned",
        Scope::FeedbackWrite => "Write feedback and return it to students",
        Scope::EventsRead => "Follow everything that happens at the desk",
        Scope::DeliveriesRead => "See which mails went out, and which did not",
        Scope::DeliveriesRetry => "Send mails again",
        Scope::WebhooksWrite => "Choose which other systems are told of what happens",
        Scope::PeopleRead => "See who is at the desk, with their mail addresses",
        Scope::PeopleWrite => "Add people, and change what they may do",
    }
}

#[cfg(test)]
mod tests {
    use super::{one_line, thousands};

    #[test]
    fn thousands_stand_apart() {
        assert_eq!(
            [7, 999, 1284, 1_000_000].map(thousands),
            ["7", "999", "1,284", "1,000,000"]
        );
    }

    #[test]
    fn a_line_ends_after_a_whole_word() {
        assert_eq!(
            one_line("Does the  second\npart say too much?", 17),
            "Does the second…"
        );
        assert_eq!(one_line("Does it flow?", 40), "Does it flow?");
        assert_eq!(
            one_line(&"a".repeat(50), 10),
            format!("{}…", "a".repeat(10))
        );
    }
}
