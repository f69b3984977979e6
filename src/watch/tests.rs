use super::{Due, Facts, Matter, Step, due, portions, standing};
use crate::centre::Centre;
use crate::clock::Moment;
use crate::papers::{PaperNumber, State};
use crate::people::PersonId;

/// Monday 9 November 2026, 09:00 UTC.
const NINE: Moment = Moment(1_794_214_800_000);

fn hours(after: i64) -> Moment {
    NINE.plus_minutes(after * 60)
}

/// A paper that came in at nine under 48 whole hours.
fn paper(state: State) -> Facts {
    Facts {
        number: PaperNumber(1042),
        state,
        tutor: Some(PersonId(2)).filter(|_| state != State::Waiting),
        promised_at: hours(48),
        stands_still: state == State::NeedsInfo,
        turnaround_hours: None,
        waits_since: NINE,
        held_since: None,
        worked_at: None,
        asked_at: None,
        lease_until: None,
        away_since: None,
        told: Vec::new(),
    }
}

fn matters(facts: &Facts, now: Moment) -> Vec<(Matter, Step)> {
    let all = due(facts, &Centre::default(), now);
    all.iter().map(|one| (one.matter, one.step)).collect()
}

/// The hours at which each of these facts first speaks, up to a fortnight.
fn first_told(facts: &Facts, matter: Matter, step: Step) -> Option<i64> {
    (0..14 * 24).find(|hour| matters(facts, hours(*hour)).contains(&(matter, step)))
}

#[test]
fn each_matter_speaks_at_its_hour_and_not_before() {
    use Matter::{AtRisk, Away, Idle, Lease, Missed, Unanswered, Unopened, Untaken};
    let waiting = paper(State::Waiting);
    let assigned = Facts {
        held_since: Some(NINE),
        lease_until: Some(hours(24)),
        ..paper(State::Assigned)
    };
    let marking = Facts {
        worked_at: Some(hours(1)),
        away_since: Some(hours(5)),
        ..paper(State::Marking)
    };
    let asked = Facts {
        asked_at: Some(NINE),
        ..paper(State::NeedsInfo)
    };
    let told = |facts, matter, step| first_told(facts, matter, step);
    assert_eq!(told(&waiting, Untaken, Step::First), Some(12));
    assert_eq!(told(&waiting, AtRisk, Step::First), Some(36));
    assert_eq!(told(&waiting, Missed, Step::First), Some(48));
    assert_eq!(told(&assigned, Unopened, Step::First), Some(12));
    assert_eq!(told(&assigned, Unopened, Step::Second), Some(24));
    assert_eq!(told(&assigned, Lease, Step::First), Some(20));
    assert_eq!(told(&marking, Idle, Step::First), Some(13));
    assert_eq!(told(&marking, Idle, Step::Second), Some(25));
    assert_eq!(told(&marking, Away, Step::First), Some(5));
    assert_eq!(told(&asked, Unanswered, Step::First), Some(72));
    assert_eq!(told(&asked, Unanswered, Step::Second), Some(168));
    assert_eq!(told(&asked, Missed, Step::First), None);
}

#[test]
fn closed_hours_bring_nothing_nearer() {
    let nine_to_five = Centre {
        opens_at: 9 * 60,
        closes_at: 17 * 60,
        turnaround_hours: 16,
        ..Centre::default()
    };
    let taken = Facts {
        held_since: Some(hours(6)),
        promised_at: hours(80),
        ..paper(State::Assigned)
    };
    let speaks = |hour: i64| !due(&taken, &nine_to_five, hours(hour)).is_empty();
    // Given at three; four opening hours later it is eleven on Tuesday.
    assert!(!speaks(23) && !speaks(25) && speaks(26));
}

#[test]
fn the_gravest_comes_first_and_what_was_told_is_not_told_again() {
    let mut late = paper(State::Waiting);
    let all = matters(&late, hours(100));
    assert_eq!(
        all,
        [
            (Matter::Missed, Step::First),
            (Matter::Untaken, Step::First)
        ]
    );
    late.told = vec![
        (Matter::Missed, 1, late.promised_at),
        (Matter::Untaken, 1, NINE),
    ];
    assert_eq!(matters(&late, hours(100)), []);
    assert_eq!(standing(&late), Some((Matter::Missed, late.promised_at)));
    let promised_anew = Facts {
        promised_at: hours(99),
        ..late
    };
    assert_eq!(
        matters(&promised_anew, hours(100)),
        [(Matter::Missed, Step::First)]
    );
    assert_eq!(standing(&promised_anew), Some((Matter::Untaken, NINE)));
}

#[test]
fn work_starts_the_clock_of_an_idle_paper_anew() {
    let idle = Facts {
        worked_at: Some(NINE),
        told: vec![(Matter::Idle, 1, NINE)],
        promised_at: hours(400),
        ..paper(State::Marking)
    };
    assert_eq!(standing(&idle), Some((Matter::Idle, NINE)));
    let written = Facts {
        worked_at: Some(hours(13)),
        ..idle
    };
    assert_eq!(standing(&written), None);
    assert_eq!(matters(&written, hours(24)), []);
    assert_eq!(matters(&written, hours(25)), [(Matter::Idle, Step::First)]);
}

#[test]
fn a_few_are_told_one_by_one_and_many_together() {
    let numbers = |n: i64| (1..=n).map(PaperNumber).collect::<Vec<_>>();
    let sizes = |n| {
        portions(&numbers(n))
            .iter()
            .map(Vec::len)
            .collect::<Vec<_>>()
    };
    assert_eq!(sizes(0), [0_usize; 0]);
    assert_eq!(sizes(3), [1, 1, 1]);
    assert_eq!(sizes(4), [4]);
    assert_eq!(sizes(450), [200, 200, 50]);
}

#[test]
fn a_due_matter_is_told_once_for_each_moment_it_is_about() {
    let due_once = Due {
        matter: Matter::AtRisk,
        step: Step::First,
        occasion: hours(48),
    };
    let all = due(&paper(State::Waiting), &Centre::default(), hours(40));
    assert_eq!(all.first(), Some(&due_once));
}
