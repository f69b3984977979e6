//! Every statement of the watch.

use super::{Due, Facts};
use crate::centre::Centre;
use crate::clock::Moment;
use crate::db::{Row, Tx, bind};
use crate::events::{Matter, PaperNumber, Seq};
use crate::refusal::{Fault, Outcome};
use crate::tutors;

/// Open papers by `$begins`; `?1` is the centre's day, on which a tutor may be away.
macro_rules! select {
    ($begins:literal, $rest:literal) => {
        concat!(
            "select p.number, p.state, p.tutor_id, p.promised_at, p.clock_left is not null as stands_still,
                    c.turnaround_hours, d.sent_at, d.begun_at, a.began_at, a.lease_until,
                    (select min(w.first_day) from tutor_away w
                     where w.person_id = p.tutor_id and ?1 between w.first_day and w.last_day) as away_from,
                    (select max(b.ended_at) from assignments b where b.paper = p.number) as freed_at,
                    (select max(q.answered_at) from questions q where q.paper = p.number) as answered_at,
                    (select q.asked_at from questions q where q.paper = p.number and q.answered_at is null) as asked_at,
                    (select max(s.updated_at) from pieces s where s.draft_id = d.id) as saved_at,
                    (select json_group_array(json_array(n.matter, n.step, n.occasion))
                     from notices n where n.paper = p.number) as told
             from papers p ",
            $begins,
            " join drafts d on d.paper = p.number and d.n = p.draft
              left join courses c on c.id = p.course_id
              left join assignments a on a.paper = p.number and a.ended_at is null
              where p.state in ('waiting', 'assigned', 'marking', 'needs_info') ",
            $rest
        )
    };
}

fn read(row: &Row<'_>, centre: &Centre) -> Outcome<Facts> {
    let away_from: Option<String> = row.get("away_from")?;
    let told: String = row.get("told")?;
    let (sent_at, begun_at): (Moment, Option<Moment>) = (row.get("sent_at")?, row.get("begun_at")?);
    let freed_at: Option<Moment> = row.get("freed_at")?;
    let answered_at: Option<Moment> = row.get("answered_at")?;
    let (held_since, saved_at): (Option<Moment>, Option<Moment>) =
        (row.get("began_at")?, row.get("saved_at")?);
    Ok(Facts {
        number: row.get("number")?,
        state: row.get("state")?,
        tutor: row.get("tutor_id")?,
        promised_at: row.get("promised_at")?,
        stands_still: row.get("stands_still")?,
        turnaround_hours: row.get("turnaround_hours")?,
        waits_since: newest([Some(sent_at), freed_at, answered_at]).unwrap_or(sent_at),
        held_since: newest([
            held_since,
            answered_at.filter(|_| held_since.is_some()),
            None,
        ]),
        // Whoever takes a paper over that was begun starts anew with it, and so does an answer.
        worked_at: begun_at.and_then(|begun| {
            let since = newest([held_since, answered_at, None]);
            newest([Some(begun), saved_at, since])
        }),
        asked_at: row.get("asked_at")?,
        lease_until: row.get("lease_until")?,
        away_since: away_from.and_then(|day| tutors::day_begun(centre, &day)),
        told: read_told(&told)?,
    })
}

fn newest(all: [Option<Moment>; 3]) -> Option<Moment> {
    all.into_iter().flatten().max()
}

fn read_told(json: &str) -> Outcome<Vec<(Matter, u32, Moment)>> {
    serde_json::from_str(json)
        .map_err(|error| Fault::from_error("reading what was told", error).into())
}

/// Open papers after one of them, by number; at most 500.
///
/// # Errors
/// When the database fails.
pub fn open_after(tx: &Tx<'_>, centre: &Centre, after: PaperNumber) -> Outcome<Vec<Facts>> {
    tx.all(
        select!(
            "indexed by papers_by_state",
            "and p.number > ?2 order by p.number limit 500"
        ),
        bind![tutors::today(centre, tx.now()), after],
        |row| read(row, centre),
    )
}

/// One paper, if it is open.
pub(super) fn of(tx: &Tx<'_>, centre: &Centre, number: PaperNumber) -> Outcome<Option<Facts>> {
    tx.one(
        select!("", "and p.number = ?2"),
        bind![tutors::today(centre, tx.now()), number],
        |row| read(row, centre),
    )
}

/// Open papers about which something was told, by promise; at most 200.
pub(super) fn noticed(tx: &Tx<'_>, centre: &Centre) -> Outcome<Vec<Facts>> {
    tx.all(
        select!(
            "indexed by papers_by_state",
            "and exists (select 1 from notices m where m.paper = p.number)
             order by p.promised_at, p.number limit 200"
        ),
        bind![tutors::today(centre, tx.now())],
        |row| read(row, centre),
    )
}

/// Writes down that something counts as told; `said` is the event, unless something graver was said in its place.
pub(super) fn insert(
    tx: &Tx<'_>,
    number: PaperNumber,
    due: &Due,
    said: Option<Seq>,
) -> Outcome<()> {
    tx.run(
        "insert into notices (paper, matter, step, occasion, noticed_at, seq) values (?1, ?2, ?3, ?4, ?5, ?6)",
        bind![
            number,
            due.matter,
            due.step.number(),
            due.occasion,
            tx.now(),
            said,
        ],
    )?;
    Ok(())
}
