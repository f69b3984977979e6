use super::case::{Case, Fate, Verdict};
use super::groups;
use super::turnaround::{Promises, Spread, Turnaround, per_cent};
use crate::centre::Centre;
use crate::clock::Moment;
use crate::drafts::DraftId;
use crate::papers::PaperNumber;
use crate::people::PersonId;

/// Monday 2 November 2026, 09:00 UTC.
const MONDAY: Moment = Moment(1_793_610_000_000);

fn hour(hours: i64) -> Moment {
    MONDAY.plus_minutes(60 * hours)
}

/// A draft sent in on Monday at nine, taken after two hours, returned after ten, promised within two days.
fn case() -> Case {
    Case {
        draft: DraftId(1),
        paper: PaperNumber(1001),
        n: 1,
        student: PersonId(1),
        course: "SOC 201".to_owned(),
        words: 1284,
        due_on: None,
        concerns: Vec::new(),
        sent_at: hour(0),
        fate: Fate::Returned(hour(10)),
        tutor: Some(PersonId(2)),
        promised: Some((Some(hour(48)), hour(48))),
        held: vec![(hour(2), Some(hour(10)))],
        asked: Vec::new(),
    }
}

fn took(case: &Case) -> (i64, i64, i64) {
    let took = case.took().unwrap();
    assert_eq!(took.whole, took.waiting + took.marking);
    (took.whole / 3600, took.waiting / 3600, took.marking / 3600)
}

#[test]
fn time_is_split_into_waiting_for_a_tutor_and_being_with_one() {
    assert_eq!(took(&case()), (10, 2, 8));
    let handed_back = Case {
        held: vec![(hour(1), Some(hour(3))), (hour(6), Some(hour(10)))],
        ..case()
    };
    assert_eq!(took(&handed_back), (10, 4, 6));
}

#[test]
fn time_in_which_its_student_was_asked_counts_nowhere() {
    let asked = Case {
        // First while it waited, then while a tutor had it.
        asked: vec![(hour(1), Some(hour(2))), (hour(5), Some(hour(8)))],
        ..case()
    };
    assert_eq!(took(&asked), (6, 1, 5));
}

#[test]
fn nobody_waits_at_night_in_opening_time() {
    let centre = Centre {
        opens_at: 9 * 60,
        closes_at: 17 * 60,
        ..Centre::default()
    };
    let over_night = Case {
        fate: Fate::Returned(hour(25)),
        ..case()
    };
    let open = over_night.took_of_opening(&centre);
    assert_eq!((took(&over_night).0, open), (25, Some(9 * 3600)));
}

#[test]
fn a_promise_is_judged_as_it_stood_in_the_end_and_one_that_moved_is_told_apart() {
    let now = hour(100);
    let of = |fate, promised| {
        let case = Case {
            fate,
            promised,
            ..case()
        };
        case.verdict(now)
    };
    let (told, moved) = (
        Some((Some(hour(48)), hour(48))),
        Some((Some(hour(8)), hour(48))),
    );
    assert_eq!(of(Fate::Returned(hour(48)), told), Verdict::Kept);
    assert_eq!(of(Fate::Returned(hour(10)), moved), Verdict::KeptMoved);
    assert_eq!(of(Fate::Returned(hour(49)), moved), Verdict::Missed);
    assert_eq!(of(Fate::Open, told), Verdict::Missed);
    assert_eq!(of(Fate::Withdrawn, told), Verdict::Ended);
    assert_eq!(of(Fate::Open, None), Verdict::Unknown);
}

#[test]
fn a_promise_whose_clock_stands_still_is_not_missed() {
    let waits = Case {
        fate: Fate::Open,
        asked: vec![(hour(5), None)],
        ..case()
    };
    assert_eq!(waits.verdict(hour(100)), Verdict::Running);
}

#[test]
fn percentiles_are_lengths_that_occurred() {
    let ten: Vec<i64> = (1..=10).rev().collect();
    assert_eq!(Spread::of(ten), Spread { p50: 5, p90: 9 });
    assert_eq!(Spread::of(vec![7]), Spread { p50: 7, p90: 7 });
    assert_eq!(Spread::of(Vec::new()), Spread::default());
}

#[test]
fn a_share_is_whole_only_where_all_are() {
    assert_eq!(
        [per_cent(199, 200), per_cent(200, 200), per_cent(0, 0)],
        [Some(99), Some(100), None]
    );
}

#[test]
fn what_was_not_returned_has_no_turnaround() {
    let open = Case {
        fate: Fate::Open,
        ..case()
    };
    let turnaround = Turnaround::of(&[case(), open], &Centre::default());
    assert_eq!((turnaround.returned, turnaround.bands[1]), (1, 1));
}

#[test]
fn a_course_is_one_however_its_letters_are_typed() {
    let typed = Case {
        course: "soc 201".to_owned(),
        fate: Fate::Open,
        ..case()
    };
    let courses = groups::courses(&[case(), typed], hour(20));
    assert_eq!(courses.len(), 1);
    let course = &courses[0];
    assert_eq!((course.drafts, course.students, course.returned), (2, 1, 1));
    let promises = Promises {
        kept: 1,
        running: 1,
        ..Promises::default()
    };
    assert_eq!(course.promises, promises);
}
