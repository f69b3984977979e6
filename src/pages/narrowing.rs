//! The fields beside a search, for those who choose and do not type.

use serde::Serialize;

use super::Choice;
use super::words::staff_state;
use crate::papers::State;
use crate::papers::search::{Holder, Key, Search, Standing, What, filter};

/// The filters that the form beside the search has fields for.
const IN_FORM: [Key; 4] = [Key::Is, Key::Late, Key::Tutor, Key::Course];

/// The fields of the form beside the search, and what of the search they do not show.
#[derive(Serialize)]
pub struct Fields {
    rest: String,
    states: Vec<(Choice, bool)>,
    late: bool,
    tutor: String,
    tutors: Vec<Choice>,
    course: String,
    courses: Vec<String>,
}

/// A state as people type it.
#[must_use]
pub const fn word(state: State) -> &'static str {
    match state {
        State::NeedsInfo => "asked",
        State::SentBack => "sent-back",
        other => other.as_str(),
    }
}

impl Fields {
    /// Of a search, with the tutors and courses there are.
    #[must_use]
    pub fn of(search: &Search, tutors: Vec<String>, courses: Vec<String>) -> Self {
        let plain: Vec<&What> = search
            .terms()
            .filter(|term| !term.not)
            .map(|term| &term.what)
            .collect();
        let has = |what: &What| plain.contains(&what);
        let named = plain.iter().find_map(|what| match what {
            What::Tutor(Holder::Nobody) => Some("none".to_owned()),
            What::Tutor(Holder::Me) => Some("me".to_owned()),
            What::Tutor(Holder::Called(name)) => Some(name.clone()),
            _ => None,
        });
        let tutor = named.unwrap_or_default();
        let course = plain.iter().find_map(|what| match what {
            What::Course(course) if course.is_empty() => Some("none".to_owned()),
            What::Course(course) => Some(course.clone()),
            _ => None,
        });
        let state = |state: &State| {
            let choice = Choice {
                value: word(*state).to_owned(),
                label: staff_state(*state).to_owned(),
            };
            (choice, has(&What::Is(Standing::In(*state))))
        };
        let review = Choice::all(&[("review", "For review")]).remove(0);
        let review = (review, has(&What::Is(Standing::ForReview)));
        Self {
            rest: search.without(&IN_FORM),
            states: State::ALL.iter().map(state).chain([review]).collect(),
            late: has(&What::Late(true)),
            tutors: offered(tutors, &tutor),
            tutor,
            course: course.unwrap_or_default(),
            courses,
        }
    }
}

/// The tutors of a select, with whoever was typed otherwise.
fn offered(tutors: Vec<String>, typed: &str) -> Vec<Choice> {
    let mut all = Choice::all(&[("none", "Nobody")]);
    let known = typed.is_empty() || typed == "none" || tutors.iter().any(|name| name == typed);
    if !known {
        all.extend(Choice::all(&[(typed, typed)]));
    }
    all.extend(tutors.into_iter().map(|name| Choice {
        value: name.clone(),
        label: name,
    }));
    all
}

/// What a form of filters asks for, as one search.
#[must_use]
pub fn composed(
    rest: &str,
    (states, late): (&[String], bool),
    (tutor, course): (&str, &str),
) -> String {
    let mut pieces: Vec<String> = states
        .iter()
        .filter(|state| !state.is_empty())
        .map(|state| filter(Key::Is, state))
        .collect();
    if late {
        pieces.push(filter(Key::Late, "yes"));
    }
    for (key, value) in [(Key::Tutor, tutor.trim()), (Key::Course, course.trim())] {
        if !value.is_empty() {
            pieces.push(filter(key, value));
        }
    }
    pieces.extend(Some(rest.trim().to_owned()).filter(|rest| !rest.is_empty()));
    pieces.join(" ")
}
