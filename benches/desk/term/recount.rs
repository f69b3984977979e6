//! The same figures once more, counted by another road: event by event, with opening hours looked up minute by minute.
//! Nothing of the reports, of the promise or of their tables is used; the two must agree to the second.

mod events;
mod opening;

use std::collections::{BTreeMap, BTreeSet};

use jiff::Zoned;
use paperdesk::centre::Centre;
use paperdesk::clock::Moment;
use paperdesk::db::Tx;
use paperdesk::refusal::Outcome;
use paperdesk::reports::Report;
use paperdesk::reports::case::Verdict;
use paperdesk::reports::turnaround::BANDS;

use events::{Draft, drafts};
use opening::Opening;

/// Counts everything anew and compares it with a report on the same days.
pub fn agrees(tx: &Tx<'_>, centre: &Centre, report: &Report) -> Outcome<()> {
    let clock = Opening::new(centre, tx.now().0);
    let drafts = drafts(tx, &clock)?;
    let now = tx.now().0;
    let figures = &report.figures;
    let count =
        |fits: &dyn Fn(&Draft) -> bool| number(drafts.iter().filter(|one| fits(one)).count());
    assert_eq!(figures.count.papers, count(&|one| one.is_first));
    assert_eq!(figures.count.next_drafts, count(&|one| !one.is_first));
    assert_eq!(figures.count.returned, count(&|one| one.returned.is_some()));
    assert_eq!(
        figures.count.withdrawn,
        count(&|one| one.ended == "withdrawn")
    );
    assert_eq!(
        figures.count.sent_back,
        count(&|one| one.ended == "sent_back")
    );
    let students: BTreeSet<i64> = drafts.iter().map(|one| one.student).collect();
    assert_eq!(figures.count.students, number(students.len()));
    turnaround(report, &drafts);
    promises(report, &drafts, now);
    by_time(report, &drafts, centre);
    by_course(report, &drafts);
    by_tutor(report, &drafts);
    notes(tx, report)
}

fn number(length: usize) -> u32 {
    u32::try_from(length).unwrap()
}

fn turnaround(report: &Report, drafts: &[Draft]) {
    let took: Vec<[i64; 3]> = drafts
        .iter()
        .filter_map(|one| Some(one.returned?.2))
        .collect();
    let ranked = |part: &dyn Fn(&[i64; 3]) -> i64| {
        let mut all: Vec<i64> = took.iter().map(|one| part(one) / 1000).collect();
        all.sort_unstable();
        // The smallest length that so many of a hundred do not exceed.
        let at = |per_cent: usize| {
            let fits = |length: &&i64| {
                all.iter().filter(|other| other <= length).count() * 100 >= all.len() * per_cent
            };
            all.iter().find(fits).copied().unwrap_or(0)
        };
        (at(50), at(90))
    };
    let ours = &report.figures.turnaround;
    assert_eq!(
        (ours.whole.p50, ours.whole.p90),
        ranked(&|one| one[0] + one[1])
    );
    assert_eq!((ours.waiting.p50, ours.waiting.p90), ranked(&|one| one[0]));
    assert_eq!((ours.marking.p50, ours.marking.p90), ranked(&|one| one[1]));
    assert_eq!((ours.opening.p50, ours.opening.p90), ranked(&|one| one[2]));
    let mut bands = vec![0; BANDS.len() + 1];
    for one in &took {
        let seconds = (one[0] + one[1]) / 1000;
        let band = BANDS.iter().position(|most| seconds <= *most);
        bands[band.unwrap_or(BANDS.len())] += 1;
    }
    assert_eq!(ours.bands.to_vec(), bands);
}

fn verdict(draft: &Draft, now: i64) -> Verdict {
    match (&draft.returned, draft.ended) {
        (None, "withdrawn" | "sent_back") => Verdict::Ended,
        (Some((at, ..)), _) if *at > draft.due => Verdict::Missed,
        (Some(_), _) if draft.told == draft.due => Verdict::Kept,
        (Some(_), _) => Verdict::KeptMoved,
        (None, "asked") => Verdict::Running,
        (None, _) if now > draft.due => Verdict::Missed,
        (None, _) => Verdict::Running,
    }
}

fn promises(report: &Report, drafts: &[Draft], now: i64) {
    let of = |which: Verdict| {
        let these = drafts.iter().filter(|one| verdict(one, now) == which);
        number(these.count())
    };
    let ours = &report.figures.promises;
    assert_eq!(ours.kept, of(Verdict::Kept));
    assert_eq!(ours.kept_moved, of(Verdict::KeptMoved));
    assert_eq!(ours.missed, of(Verdict::Missed));
    assert_eq!(ours.running, of(Verdict::Running));
    assert_eq!(ours.ended, of(Verdict::Ended));
    assert_eq!(ours.unknown, 0);
}

fn by_time(report: &Report, drafts: &[Draft], centre: &Centre) {
    let mut weeks: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    let mut hours = [[0; 24]; 7];
    for draft in drafts {
        let at = Zoned::new(Moment(draft.sent).timestamp(), centre.zone());
        let week = weeks.entry(at.strftime("%G-%V").to_string()).or_default();
        if draft.is_first {
            week.0 += 1;
        } else {
            week.1 += 1;
        }
        let day: usize = at.strftime("%u").to_string().parse().unwrap();
        let hour: usize = at.strftime("%-H").to_string().parse().unwrap();
        hours[day - 1][hour] += 1;
    }
    let ours = report
        .weeks
        .iter()
        .filter(|week| week.papers + week.next_drafts > 0);
    let ours: BTreeMap<String, (u32, u32)> = ours
        .map(|week| {
            (
                week.monday.strftime("%G-%V").to_string(),
                (week.papers, week.next_drafts),
            )
        })
        .collect();
    assert_eq!(ours, weeks);
    assert_eq!(report.arrivals, hours);
}

fn by_course(report: &Report, drafts: &[Draft]) {
    let mut courses: BTreeMap<&str, (u32, BTreeSet<i64>, u32)> = BTreeMap::new();
    for draft in drafts {
        let course = courses.entry(&draft.course).or_default();
        course.0 += 1;
        course.1.insert(draft.student);
        course.2 += u32::from(draft.returned.is_some());
    }
    assert_eq!(report.courses.len(), courses.len());
    for ours in &report.courses {
        let (drafts, students, returned) = &courses[ours.course.as_str()];
        assert_eq!(
            (ours.drafts, ours.students),
            (*drafts, number(students.len()))
        );
        assert_eq!(ours.returned, *returned);
    }
}

fn by_tutor(report: &Report, drafts: &[Draft]) {
    let mut tutors: BTreeMap<i64, u32> = BTreeMap::new();
    for (_, tutor, _) in drafts.iter().filter_map(|one| one.returned) {
        *tutors.entry(tutor).or_default() += 1;
    }
    let returned = report.tutors.iter().filter(|one| one.returned > 0);
    let ours: BTreeMap<i64, u32> = returned.map(|one| (one.id.0, one.returned)).collect();
    assert_eq!(ours, tutors);
}

/// Notes and plans, straight from the rows: nobody corrects anything in a simulated term.
fn notes(tx: &Tx<'_>, report: &Report) -> Outcome<()> {
    for kind in &report.uptake.kinds {
        let count =
            |sql: &str| tx.one(sql, &[kind.kind.as_str().into()], |row| row.get::<u32>("n"));
        let notes = count(
            "select count(*) as n from returned_notes where kind = ?1
             and return_id in (select id from returns where undone_at is null)",
        )?;
        let planned = count(
            "select count(*) as n from plan_items i where i.set_aside = 0 and i.piece_id in
             (select n.piece_id from returned_notes n where n.kind = ?1)",
        )?;
        assert_eq!((Some(kind.notes), Some(kind.planned)), (notes, planned));
    }
    let answers = tx.one("select count(*) as n from surveys", &[], |row| row.get("n"))?;
    assert_eq!(Some(report.uptake.helped.iter().sum::<u32>()), answers);
    let away = tx.one("select count(*) as n from turned_away", &[], |row| {
        row.get("n")
    })?;
    let ours = report.unserved.own_measure + report.unserved.course_full;
    assert_eq!(Some(ours), away);
    Ok(())
}
