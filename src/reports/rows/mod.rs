//! Every statement of the reports: each walks the drafts of the period once, whatever else the desk holds.

pub mod beside;
pub mod exports;

use std::collections::HashMap;

use super::case::{Case, Fate, Spell};
use crate::clock::Moment;
use crate::db::{Row, Tx, bind};
use crate::drafts::DraftId;
use crate::papers::State;
use crate::refusal::{Fault, Outcome};

/// Every draft that was sent in from one moment to before another, in that order.
pub fn cases(tx: &Tx<'_>, (from, until): (Moment, Moment)) -> Outcome<Vec<Case>> {
    let mut held = spells(tx, HELD, (from, until))?;
    let mut asked = spells(tx, ASKED, (from, until))?;
    let mut cases = tx.all(
        "select d.id, d.paper, d.n, d.sent_at, d.promised_first, d.promised_last, m.words,
                p.student_id, p.draft = d.n as is_newest, p.state, p.tutor_id, p.due_on,
                coalesce(c.code, p.course) as course, coalesce(w.concerns, p.concerns) as concerns,
                r.returned_at, r.tutor_id as returned_by
         from drafts d indexed by drafts_by_sending
         join papers p on p.number = d.paper
         join manuscripts m on m.id = d.manuscript_id
         left join courses c on c.id = p.course_id
         left join wishes_before w on w.draft_id = d.id
         left join returns r on r.draft_id = d.id and r.version = 1 and r.undone_at is null
         where d.sent_at >= ?1 and d.sent_at < ?2
         order by d.sent_at, d.id",
        bind![from, until],
        read,
    )?;
    for case in &mut cases {
        let own = |spells: Vec<Spell>| -> Vec<Spell> {
            let until = match case.fate {
                Fate::Returned(at) => at,
                _ => Moment(i64::MAX),
            };
            let of_draft =
                |(from, to): &Spell| *from < until && to.is_none_or(|to| to > case.sent_at);
            spells.into_iter().filter(of_draft).collect()
        };
        case.held = own(held.remove(&case.draft).unwrap_or_default());
        case.asked = own(asked.remove(&case.draft).unwrap_or_default());
    }
    Ok(cases)
}

fn read(row: &Row<'_>) -> Outcome<Case> {
    let (first, last): (Option<Moment>, Option<Moment>) =
        (row.get("promised_first")?, row.get("promised_last")?);
    let (is_newest, state): (bool, State) = (row.get("is_newest")?, row.get("state")?);
    let (holder, returned_by) = (row.get("tutor_id")?, row.get("returned_by")?);
    let returned_at: Option<Moment> = row.get("returned_at")?;
    let concerns: String = row.get("concerns")?;
    let fate = match (returned_at, state) {
        (Some(at), _) => Fate::Returned(at),
        (None, State::Withdrawn) if is_newest => Fate::Withdrawn,
        (None, State::SentBack) if is_newest => Fate::SentBack,
        (None, _) => Fate::Open,
    };
    Ok(Case {
        draft: row.get("id")?,
        paper: row.get("paper")?,
        n: row.get("n")?,
        student: row.get("student_id")?,
        course: row.get("course")?,
        words: row.get("words")?,
        due_on: row.get("due_on")?,
        concerns: serde_json::from_str(&concerns)
            .map_err(|error| Fault::from_error("reading what a student wanted", error))?,
        sent_at: row.get("sent_at")?,
        fate,
        tutor: match fate {
            Fate::Returned(_) => returned_by,
            _ if is_newest => holder,
            _ => None,
        },
        promised: last.map(|last| (first, last)),
        held: Vec::new(),
        asked: Vec::new(),
    })
}

const HELD: &str = "select d.id, a.began_at as begins, a.ended_at as ends
     from drafts d indexed by drafts_by_sending
     join assignments a on a.paper = d.paper
     where d.sent_at >= ?1 and d.sent_at < ?2 order by a.id";

const ASKED: &str = "select d.id, q.asked_at as begins, coalesce(q.answered_at, (
         select p.updated_at from papers p
         where p.number = q.paper and p.state in ('withdrawn', 'sent_back'))) as ends
     from drafts d indexed by drafts_by_sending
     join questions q on q.paper = d.paper
     where d.sent_at >= ?1 and d.sent_at < ?2 order by q.id";

/// Spells of the papers of drafts, by draft; those of their other drafts among them.
fn spells(
    tx: &Tx<'_>,
    sql: &str,
    (from, until): (Moment, Moment),
) -> Outcome<HashMap<DraftId, Vec<Spell>>> {
    let mut all: HashMap<DraftId, Vec<Spell>> = HashMap::new();
    let rows = tx.all(sql, bind![from, until], |row| {
        Ok((row.get("id")?, row.get("begins")?, row.get("ends")?))
    });
    for (draft, begins, ends) in rows? {
        all.entry(draft).or_default().push((begins, ends));
    }
    Ok(all)
}
