//! Why a tutor is suggested for a paper, in words.

use super::Times;
use crate::assignments::suggest::{Fit, Free, There, Why};

/// Why this tutor: "Read the last draft · reads SOC 201 · there until 16:00 · 3 of 4 with this".
#[must_use]
pub fn reason(why: Option<Why>, course: &str, (tutor, got): (&Free, u32), times: &Times) -> String {
    let mut parts = Vec::new();
    if let Some(why) = why {
        if why.read_last {
            parts.push("read the last draft".to_owned());
        }
        match why.fit {
            Fit::Listed => parts.push(format!("reads {course}")),
            Fit::Foreign => parts.push(format!("does not usually read {course}")),
            Fit::Open => {}
        }
        let language = why.language.and_then(|at| tutor.languages.get(at));
        if let Some(language) = language {
            parts.push(format!("gives feedback in {}", language.name));
        }
        match why.there {
            There::Whenever => {}
            There::Until(ends) => parts.push(format!("there until {}", times.time(ends))),
            There::From(begins) => parts.push(format!("there from {}", times.within(begins))),
            There::Late(begins) => {
                parts.push(format!(
                    "only there from {}, after the promise",
                    times.within(begins)
                ));
            }
        }
    } else {
        parts.push("must not have it".to_owned());
    }
    if parts.is_empty() {
        parts.push("has room".to_owned());
    }
    parts.push(match tutor.load.at_once {
        Some(most) => format!("{} of {most} with this", tutor.load.open + got),
        None => format!("{} open with this", tutor.load.open + got),
    });
    let joined = parts.join(" · ");
    let mut letters = joined.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}
