use super::{Free, Language, Scene, Seeking, Words};
use crate::assignments::Load;
use crate::clock::Moment;
use crate::papers::{PaperNumber, Waiting};
use crate::people::PersonId;
use crate::tutors::Shift;

pub(super) mod dice;
mod solver;

const NOW: Moment = Moment(1_793_610_000_000);
const HOUR: i64 = 60;

/// A paper promised in so many hours, for a course.
fn paper(number: i64, hours: i64, course: &str) -> Seeking {
    Seeking {
        paper: Waiting {
            number: PaperNumber(number),
            title: "Gardens".into(),
            writer: "Ada King".into(),
            course: course.into(),
            draft: 1,
            words: 900,
            submitted_at: NOW,
            promised_at: NOW.plus_minutes(hours * HOUR),
        },
        student: PersonId(1000 + number),
        code: String::new(),
        last: None,
        language: Words::of(""),
    }
}

/// A tutor with so many open papers who takes so many, there from so many hours on for two days.
fn tutor(id: i64, (open, takes): (u32, u32), from: i64) -> Free {
    Free {
        load: Load {
            tutor: PersonId(id),
            name: format!("Tutor {id}"),
            open,
            today: 0,
            at_once: Some(takes),
            a_day: None,
            serves: Vec::new(),
            languages: String::new(),
        },
        shifts: vec![Shift {
            begins: NOW.plus_minutes(from * HOUR),
            ends: NOW.plus_minutes((from + 48) * HOUR),
        }],
        has_hours: true,
        apart: Vec::new(),
        languages: Vec::new(),
    }
}

fn scene(papers: Vec<Seeking>, tutors: Vec<Free>) -> Scene {
    Scene {
        papers,
        tutors,
        now: NOW,
    }
}

/// The tutor of each paper, by number; 0 where it waits.
fn chosen(scene: &Scene) -> Vec<i64> {
    let chosen = scene.suggest().into_iter();
    chosen
        .map(|one| {
            one.tutor
                .map_or(0, |(place, _)| scene.tutors[place].load.tutor.0)
        })
        .collect()
}

#[test]
fn the_emptier_desk_comes_first_measured_by_what_its_tutor_takes() {
    let tutors = vec![tutor(1, (2, 4), 0), tutor(2, (3, 12), 0)];
    assert_eq!(chosen(&scene(vec![paper(1, 48, "")], tutors)), [2]);
}

#[test]
fn where_there_is_not_room_for_all_the_sooner_promise_is_served() {
    let tutors = vec![tutor(1, (3, 4), 0), tutor(2, (4, 4), 0)];
    let papers = vec![paper(1, 3, ""), paper(2, 48, "")];
    assert_eq!(chosen(&scene(papers, tutors)), [1, 0]);
}

#[test]
fn whoever_comes_after_the_promise_is_passed_over_for_a_fuller_desk() {
    let tutors = vec![tutor(1, (0, 4), 60), tutor(2, (3, 4), 40)];
    assert_eq!(chosen(&scene(vec![paper(1, 48, "")], tutors)), [2]);
}

#[test]
fn nobody_is_suggested_who_comes_days_after_the_promise() {
    let tutors = vec![tutor(1, (0, 4), 48 + 3 * 24)];
    assert_eq!(chosen(&scene(vec![paper(1, 48, "")], tutors)), [0]);
}

#[test]
fn the_pressing_paper_goes_to_whoever_is_there_sooner() {
    let tutors = vec![tutor(1, (0, 4), 20), tutor(2, (0, 4), 0)];
    let papers = vec![paper(1, 24, ""), paper(2, 100, "")];
    assert_eq!(chosen(&scene(papers, tutors)), [2, 1]);
}

#[test]
fn a_course_goes_to_those_who_read_it_as_long_as_they_have_room() {
    let mut reader = tutor(1, (2, 4), 0);
    reader.load.serves = vec!["SOC".into()];
    let mut other = tutor(2, (0, 4), 0);
    other.load.serves = vec!["BIO".into()];
    let papers = (1..=3).map(|n| paper(n, 48, "SOC 201")).collect();
    assert_eq!(chosen(&scene(papers, vec![reader, other])), [1, 1, 2]);
}

#[test]
fn the_last_drafts_tutor_gets_the_next_one_though_they_have_one_more() {
    let mut next = paper(1, 48, "SOC 201");
    next.last = Some(PersonId(1));
    let mut known = tutor(1, (1, 4), 0);
    known.load.serves = vec!["BIO".into()];
    let tutors = |open| {
        let mut known = known.clone();
        known.load.open = open;
        vec![known, tutor(2, (0, 4), 0)]
    };
    assert_eq!(chosen(&scene(vec![next.clone()], tutors(1))), [1]);
    assert_eq!(chosen(&scene(vec![next.clone()], tutors(3))), [2]);
    let offered = scene(vec![next], tutors(3)).suggest();
    assert_eq!(offered[0].options, [0, 1], "they stand first to choose");
}

#[test]
fn a_language_that_the_student_named_is_worth_one_more_paper_on_the_desk() {
    let mut asks = paper(1, 48, "");
    asks.language = Words::of("Romanian, mostly");
    let mut speaks = tutor(1, (1, 4), 0);
    speaks.languages = vec![Language::called("Romanian")];
    let tutors = |open| {
        let mut speaks = speaks.clone();
        speaks.load.open = open;
        vec![speaks, tutor(2, (0, 4), 0)]
    };
    assert_eq!(chosen(&scene(vec![asks.clone()], tutors(1))), [1]);
    assert_eq!(chosen(&scene(vec![asks], tutors(3))), [2]);
}

#[test]
fn two_who_are_kept_apart_and_a_writer_of_their_own_paper_are_never_suggested() {
    let mut apart = tutor(1, (0, 4), 0);
    apart.apart = vec![PersonId(1001)];
    let own = tutor(1001, (0, 4), 0);
    let scene = scene(vec![paper(1, 48, "")], vec![apart, own]);
    assert_eq!(chosen(&scene), [0]);
    assert_eq!(scene.suggest()[0].options, [] as [usize; 0]);
}

#[test]
fn a_days_limit_counts_beside_the_open_papers() {
    let mut tired = tutor(1, (0, 9), 0);
    tired.load.a_day = Some(3);
    tired.load.today = 2;
    let papers = (1..=2).map(|n| paper(n, 48, "")).collect();
    assert_eq!(chosen(&scene(papers, vec![tired])), [1, 0]);
}

/// A week as a faculty makes it: seventy tutors who take 3 to 8 papers, some hours, some lists; every seventh paper a
/// next draft.
fn week(papers: i64) -> Scene {
    let courses = ["SOC 201", "BIO 130", "HIS 215", "PHI 120", "ECO 101", ""];
    let tutors = (1..=70).map(|n| {
        let small = u32::try_from(n).unwrap_or(0);
        let mut one = tutor(n, (small % 3, 3 + small % 6), (n * 7) % 31);
        if n % 4 == 0 {
            let at = usize::try_from(n / 4).unwrap_or(0) % 5;
            one.load.serves = vec![courses[at].into(), courses[(at + 1) % 5].into()];
        }
        one
    });
    let papers = (1..=papers).map(|n| {
        let at = usize::try_from(n * n).unwrap_or(0) % courses.len();
        let mut one = paper(n, 30 + n / 5, courses[at]);
        one.last = (n % 7 == 0).then_some(PersonId(1 + n * 3 % 70));
        one
    });
    scene(papers.collect(), tutors.collect())
}

/// The least share of what they take that the fullest desk must have, were nothing weighed but room, shifts and lists:
/// water poured over all desks alike, each paper into the emptiest.
fn best_share(scene: &Scene) -> f64 {
    let mut open: Vec<u32> = scene.tutors.iter().map(|one| one.load.open).collect();
    let share = |at: usize, open: u32| {
        f64::from(open) / f64::from(scene.tutors[at].load.at_once.unwrap_or(1))
    };
    for _ in &scene.papers {
        let emptiest = (0..open.len())
            .min_by(|a, b| share(*a, open[*a] + 1).total_cmp(&share(*b, open[*b] + 1)));
        open[emptiest.expect("tutors")] += 1;
    }
    let shares = open.iter().enumerate().map(|(at, open)| share(at, *open));
    shares.fold(0.0, f64::max)
}

#[test]
fn in_a_real_week_nobody_gets_more_than_they_take_and_no_desk_is_a_paper_fuller_than_it_must_be() {
    for papers in [60, 140, 220] {
        let scene = week(papers);
        let mut got = vec![0_u32; scene.tutors.len()];
        for one in scene.suggest() {
            let (place, _) = one.tutor.expect("there is room for all");
            got[place] += 1;
        }
        let best = best_share(&scene);
        for (tutor, got) in scene.tutors.iter().zip(got) {
            let takes = tutor.load.at_once.expect("a limit");
            let open = tutor.load.open + got;
            assert!(open <= takes, "{} has {open} of {takes}", tutor.load.name);
            let share = f64::from(open) / f64::from(takes);
            let most = best + 1.0 / f64::from(takes) + 1e-9;
            assert!(
                share <= most || got == 0,
                "{papers}: {} has {open} of {takes}, {share} where {best} would do",
                tutor.load.name
            );
        }
    }
}

#[test]
fn five_hundred_papers_over_seventy_tutors_are_all_looked_at() {
    let scene = week(500);
    let room: u32 = scene.tutors.iter().filter_map(|one| one.load.room()).sum();
    let placed = chosen(&scene)
        .into_iter()
        .filter(|tutor| *tutor > 0)
        .count();
    assert_eq!(placed, usize::try_from(room).expect("a number"));
}
