//! Every page of the staff is rendered once with something in each place, so that no template asks for what is not there.

use super::all_papers::{AllPapersPage, List};
use super::assign::{AssignPage, Board};
use super::desk::{DeskPage, Facts};
use super::given::told;
use super::{Page, Pages, Shell, Times};
use crate::assignments::suggest::{Free, Scene, Seeking, Words};
use crate::assignments::{Given, Load, Undoable};
use crate::centre::Centre;
use crate::clock::Moment;
use crate::feedback::effort::Pace;
use crate::papers::search::{Counted, Found, Search};
use crate::papers::{Named, Paper, PaperNumber, Queue, State, Waiting};
use crate::people::PersonId;
use crate::refusal::FieldError;
use crate::tutors::Shift;

const NOW: Moment = Moment(1_794_500_000_000);

fn times() -> Times {
    Times::new(&Centre::default(), NOW)
}

fn named(id: i64, name: &str) -> Named {
    Named {
        id: PersonId(id),
        name: name.to_owned(),
        email: format!("{name}@example.edu"),
    }
}

fn paper(number: i64, state: State, hours: i64) -> Paper {
    Paper {
        number: PaperNumber(number),
        id: String::new(),
        student: named(1, "Ada"),
        title: "Gardens & <b>cities</b>".to_owned(),
        course: "SOC 201".to_owned(),
        due_on: Some("2020-01-01".to_owned()),
        state,
        tutor: (state != State::Waiting).then(|| named(2, "Ben")),
        draft: 2,
        words: 1284,
        concerns: vec!["Does it flow?".to_owned()],
        question: "Does the second part say too much?".to_owned(),
        consent_teacher: false,
        submitted_at: NOW.plus_minutes(-19 * 60),
        promised_at: NOW.plus_minutes(hours * 60),
        expected_at: None,
        clock_left: (state == State::NeedsInfo).then_some(3600),
        updated_at: NOW,
        version: 1,
    }
}

fn render<P: Page>(page: &P, errors: &[FieldError]) -> String {
    let pages = Pages::open().expect("templates");
    pages
        .render(&Shell::new(("The centre", ""), None, "/"), page, errors)
        .expect("a page")
}

/// The same paper as the board knows it.
fn waiting_paper(number: i64, hours: i64) -> Waiting {
    let paper = paper(number, State::Waiting, hours);
    Waiting {
        number: paper.number,
        title: paper.title,
        writer: paper.student.name,
        course: paper.course,
        draft: paper.draft,
        words: paper.words,
        submitted_at: paper.submitted_at,
        promised_at: paper.promised_at,
    }
}

/// A tutor who takes as many papers as come.
pub(super) fn load(id: i64, name: &str, open: u32) -> Load {
    Load {
        tutor: PersonId(id),
        name: name.to_owned(),
        open,
        today: 0,
        at_once: None,
        a_day: None,
        serves: Vec::new(),
        languages: String::new(),
    }
}

/// Seventy tutors; the third read the last draft of every paper and takes four papers.
fn scene(waiting: &[Waiting]) -> Scene {
    let tutors = (0..70).map(|n| {
        let open = u32::try_from(70 - n).expect("few");
        let mut load = load(n, &format!("Tutor {n}"), open);
        if n == 3 {
            load.at_once = Some(4);
            load.serves = vec!["SOC 201".to_owned()];
        }
        Free {
            load,
            shifts: vec![Shift {
                begins: NOW,
                ends: NOW.plus_minutes(90),
            }],
            has_hours: true,
            apart: Vec::new(),
            languages: Vec::new(),
        }
    });
    let papers = waiting.iter().map(|paper| Seeking {
        paper: paper.clone(),
        student: PersonId(500),
        code: String::new(),
        last: Some(PersonId(3)),
        language: Words::of(""),
    });
    Scene {
        tutors: tutors.collect(),
        papers: papers.collect(),
        now: NOW,
    }
}

fn board(waiting: &[Waiting]) -> Board {
    let count = i64::try_from(waiting.len()).expect("few");
    Board {
        queue: Queue {
            waiting: count,
            oldest: waiting.first().map(|paper| paper.submitted_at),
            due: count.min(2),
        },
        marking: waiting.is_empty().then(|| (4, Some(NOW.plus_minutes(60)))),
        scene: scene(waiting),
        gives: true,
        attention: Vec::new(),
        undoable: vec![Undoable {
            paper: PaperNumber(1009),
            title: "Just given".to_owned(),
            tutor: "Ben".to_owned(),
            by: "Cora".to_owned(),
            until: NOW.plus_minutes(9),
        }],
    }
}

#[test]
fn the_board_shows_who_waits_and_keeps_what_was_chosen() {
    let waiting: Vec<_> = (0..51).map(|n| waiting_paper(1001 + n, n - 1)).collect();
    let page = AssignPage::of(board(&waiting), &times(), (String::new(), String::new()))
        .with(&[PaperNumber(1002)], PersonId(3));
    let html = render(
        &page,
        &[FieldError {
            field: "tutor".to_owned(),
            says: "Choose a tutor".to_owned(),
        }],
    );
    for part in [
        "51 waiting · oldest has waited 19 h · 2 due back today",
        "60 min late",
        "65 more tutors",
        "Tutor 69 (1 open)",
        "There until",
        "the last read by Tutor 3",
    ] {
        assert!(html.contains(part), "{part}\n{html}");
    }
    assert!(
        html.contains("value=\"P-1002\" checked") && html.contains("value=\"3\" selected"),
        "{html}"
    );
    assert!(
        html.contains("after=") && !html.contains("P-1051\"") && !html.contains("<b>cities"),
        "{html}"
    );
}

#[test]
fn an_empty_board_says_what_goes_on_elsewhere() {
    let html = render(
        &AssignPage::of(board(&[]), &times(), (String::new(), String::new())),
        &[],
    );
    assert!(
        html.contains("4 papers are being marked") && !html.contains("class=\"dock\""),
        "{html}"
    );
}

#[test]
fn what_was_given_and_what_was_not_is_told_in_one_breath() {
    let not = Given::Not(PaperNumber(1002), "Bea is marking P-1002.".to_owned());
    let (all, says) = told(&[Given::Done(PaperNumber(1001)), not], "Ben");
    assert!(!all);
    assert_eq!(
        says,
        "P-1001 is with Ben. You can undo this for ten minutes; nobody is told before. Bea is marking P-1002."
    );
}

#[test]
fn the_list_of_all_papers_has_every_state() {
    let papers = State::ALL
        .iter()
        .zip(1001..)
        .map(|(state, n)| paper(n, *state, 30))
        .collect();
    let list = List {
        search: Search::default(),
        found: Found {
            papers,
            ..Found::default()
        },
        counted: Counted::Exactly(7),
        is_later: true,
        views: Vec::new(),
        tutors: Vec::new(),
        courses: Vec::new(),
    };
    let html = render(&AllPapersPage::of(list, &times()), &[]);
    assert!(
        html.contains("Clock stands still")
            && html.contains(">Returned<")
            && html.contains("Newest"),
        "{html}"
    );
}

#[test]
fn a_desk_has_its_three_piles_or_a_calm_sentence() {
    let queue = Queue {
        waiting: 3,
        oldest: Some(NOW.plus_minutes(-120)),
        due: 1,
    };
    let held = [State::Marking, State::Assigned, State::NeedsInfo]
        .iter()
        .zip(1001..);
    let held = held.map(|(state, n)| {
        (
            paper(n, *state, -2),
            (*state == State::NeedsInfo).then(|| "Which one?".to_owned()),
            (*state == State::Marking).then_some(NOW),
        )
    });
    let facts = |held, open, claims| Facts {
        second: Vec::new(),
        pace: Pace::default(),
        held,
        open,
        known: vec![PaperNumber(1009)],
        lately: Vec::new(),
        queue,
        claims,
        load: load(9, "Bea", 3),
        there: (false, Vec::new()),
        blind: false,
    };
    let open = vec![waiting_paper(1009, 3)];
    let html = render(
        &DeskPage::of(facts(held.collect(), open, true), &times()),
        &[],
    );
    for part in [
        "2 h late",
        "1,284 words, about 30 min",
        "You asked: Which one?",
        "Draft 2",
        "id=\"open\"",
        "/desk/P-1009/claim",
        "saved ",
        "You read the last draft",
    ] {
        assert!(html.contains(part), "{part}\n{html}");
    }
    let html = render(
        &DeskPage::of(facts(Vec::new(), Vec::new(), false), &times()),
        &[],
    );
    assert!(
        html.contains("Nothing on your desk.") && html.contains("3 papers are waiting"),
        "{html}"
    );
}
