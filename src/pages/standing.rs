//! Where a paper stands, as its student reads it.

use super::Times;
use crate::clock::Moment;
use crate::papers::{Paper, State};

/// The state in a few words: "With Mara".
#[must_use]
pub fn word(paper: &Paper) -> String {
    match paper.state {
        State::Waiting => "Received".to_owned(),
        State::Assigned | State::Marking => format!("With {}", tutor(paper)),
        State::Returned => "Returned".to_owned(),
        State::NeedsInfo => "We need something from you".to_owned(),
        State::SentBack => "Sent back".to_owned(),
        State::Withdrawn => "Withdrawn".to_owned(),
    }
}

/// The state and the promise in a sentence or two; `since` is when its tutor got it.
#[must_use]
pub fn sentence(paper: &Paper, since: Option<Moment>, times: &Times) -> String {
    let changed = times.within(paper.updated_at);
    match paper.state {
        State::Waiting => format!(
            "Received {}. {}",
            times.within(paper.submitted_at),
            back(paper, times)
        ),
        State::Assigned | State::Marking => {
            let since = since.map_or_else(String::new, |since| {
                format!(" since {}", times.within(since))
            });
            format!("With {}{since}. {}", tutor(paper), back(paper, times))
        }
        State::Returned => format!("{} returned feedback {changed}.", tutor(paper)),
        State::NeedsInfo => {
            "We need something from you. The clock stands still until you answer.".to_owned()
        }
        State::SentBack => {
            format!("Sent back without feedback {changed}. The reason stands with the paper.")
        }
        State::Withdrawn => format!("You withdrew it {changed}."),
    }
}

/// Who has it, or had it last.
#[must_use]
pub fn tutor(paper: &Paper) -> &str {
    paper
        .tutor
        .as_ref()
        .map_or("a tutor", |tutor| tutor.name.as_str())
}

fn back(paper: &Paper, times: &Times) -> String {
    let by = times.within(paper.promised_at);
    if times.is_past(paper.promised_at) {
        let late = format!("It should have been back by {by}. We are late, and we are sorry.");
        let expected = paper.expected_at.filter(|moment| !times.is_past(*moment));
        return expected.map_or(late.clone(), |moment| {
            format!("{late} We expect it by {}.", times.within(moment))
        });
    }
    format!("Back by {by}.")
}

#[cfg(test)]
pub(super) mod tests {
    use super::{sentence, word};
    use crate::centre::Centre;
    use crate::clock::Moment;
    use crate::pages::Times;
    use crate::papers::{Named, Paper, PaperNumber, State};
    use crate::people::PersonId;

    pub(in crate::pages) fn moment(text: &str) -> Moment {
        text.parse::<jiff::Timestamp>()
            .map(|at| Moment(at.as_millisecond()))
            .expect("a time")
    }

    pub(in crate::pages) fn times() -> Times {
        Times::new(&Centre::default(), moment("2026-11-10T12:00:00Z"))
    }

    fn named(id: i64, name: &str) -> Named {
        Named {
            id: PersonId(id),
            name: name.into(),
            email: format!("{}@example.edu", name.to_lowercase()),
        }
    }

    pub(in crate::pages) fn paper(state: State) -> Paper {
        Paper {
            number: PaperNumber(1042),
            id: String::new(),
            student: named(1, "Ada"),
            title: "Community <gardens>".into(),
            course: "SOC 201".into(),
            due_on: Some("2026-12-04".into()),
            state,
            tutor: Some(named(2, "Ben")).filter(|_| state != State::Waiting),
            draft: 1,
            words: 1284,
            concerns: vec!["Is my main point clear?".into()],
            question: "Does the second part say too much?".into(),
            consent_teacher: false,
            submitted_at: moment("2026-11-09T08:00:00Z"),
            promised_at: moment("2026-11-12T17:00:00Z"),
            clock_left: None,
            expected_at: None,
            updated_at: moment("2026-11-10T09:00:00Z"),
            version: 1,
        }
    }

    #[test]
    fn a_student_reads_who_has_it_and_when_it_comes_back() {
        let since = Some(moment("2026-11-10T09:00:00Z"));
        let (waiting, marking) = (paper(State::Waiting), paper(State::Marking));
        assert_eq!(
            sentence(&waiting, None, &times()),
            "Received yesterday 08:00. Back by Thu 12 Nov 17:00."
        );
        assert_eq!(
            sentence(&marking, since, &times()),
            "With Ben since today 09:00. Back by Thu 12 Nov 17:00."
        );
        assert_eq!(
            sentence(&paper(State::Returned), None, &times()),
            "Ben returned feedback today 09:00."
        );
        assert_eq!(word(&marking), "With Ben");
    }

    #[test]
    fn a_missed_promise_is_said_aloud() {
        let late = Paper {
            promised_at: moment("2026-11-10T11:00:00Z"),
            ..paper(State::Waiting)
        };
        assert!(
            sentence(&late, None, &times())
                .ends_with("back by today 11:00. We are late, and we are sorry.")
        );
        let told = Paper {
            expected_at: Some(moment("2026-11-11T11:00:00Z")),
            ..late
        };
        assert!(sentence(&told, None, &times()).ends_with("We expect it by tomorrow 11:00."));
    }
}
