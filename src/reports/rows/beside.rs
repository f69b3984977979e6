//! Statements about what stands beside the drafts of a period: notes and plans, readers, surveys, and who was not served.

use crate::clock::Moment;
use crate::db::{Tx, bind};
use crate::drafts::DraftId;
use crate::feedback::Kind;
use crate::papers::limits::Measure;
use crate::people::PersonId;
use crate::refusal::Outcome;

/// Notes of one kind on one draft, as they were returned last.
pub struct Noted {
    /// The draft.
    pub draft: DraftId,
    /// Their kind.
    pub kind: Kind,
    /// How many.
    pub notes: u32,
    /// Of those, in the student's plan.
    pub planned: u32,
    /// Of those, put off.
    pub put_off: u32,
    /// Of those planned, done.
    pub done: u32,
}

/// The notes on drafts sent in from one moment to before another.
pub fn noted(tx: &Tx<'_>, (from, until): (Moment, Moment)) -> Outcome<Vec<Noted>> {
    tx.all(
        "select d.id, n.kind, count(*) as notes, coalesce(sum(i.set_aside = 0), 0) as planned,
                coalesce(sum(i.set_aside = 1), 0) as put_off,
                coalesce(sum(i.set_aside = 0 and i.done_at is not null), 0) as done
         from drafts d indexed by drafts_by_sending
         join returns r on r.draft_id = d.id and r.undone_at is null
              and r.version = (select max(v.version) from returns v where v.draft_id = d.id and v.undone_at is null)
         join returned_notes n on n.return_id = r.id
         left join plan_items i on i.piece_id = n.piece_id
         where d.sent_at >= ?1 and d.sent_at < ?2
         group by d.id, n.kind",
        bind![from, until],
        |row| {
            Ok(Noted {
                draft: row.get("id")?,
                kind: row.get("kind")?,
                notes: row.get("notes")?,
                planned: row.get("planned")?,
                put_off: row.get("put_off")?,
                done: row.get("done")?,
            })
        },
    )
}

/// When the students of such drafts opened their feedback first.
pub fn opened(tx: &Tx<'_>, (from, until): (Moment, Moment)) -> Outcome<Vec<(DraftId, Moment)>> {
    tx.all(
        "select d.id, min(o.at) as at
         from drafts d indexed by drafts_by_sending
         join papers p on p.number = d.paper
         join returns r on r.draft_id = d.id and r.undone_at is null
         join openings o on o.return_id = r.id and o.person_id = p.student_id
         where d.sent_at >= ?1 and d.sent_at < ?2
         group by d.id",
        bind![from, until],
        |row| Ok((row.get("id")?, row.get("at")?)),
    )
}

/// How much feedback helped, from 1 to 5, where the students of such drafts said so.
pub fn helped(tx: &Tx<'_>, (from, until): (Moment, Moment)) -> Outcome<Vec<(DraftId, u32)>> {
    tx.all(
        "select d.id, s.helped
         from drafts d indexed by drafts_by_sending
         join surveys s on s.draft_id = d.id
         where d.sent_at >= ?1 and d.sent_at < ?2",
        bind![from, until],
        |row| Ok((row.get("id")?, row.get("helped")?)),
    )
}

/// Students who sent a paper in this time and had sent one before it.
pub fn returning(tx: &Tx<'_>, (from, until): (Moment, Moment)) -> Outcome<Vec<PersonId>> {
    tx.all(
        "select distinct p.student_id
         from drafts d indexed by drafts_by_sending
         join papers p on p.number = d.paper
         where d.sent_at >= ?1 and d.sent_at < ?2
           and exists (select 1 from papers b where b.student_id = p.student_id and b.submitted_at < ?1)",
        bind![from, until],
        |row| row.get("student_id"),
    )
}

/// Who was turned away in this time: for which course, and whose measure was full.
pub fn turned_away(
    tx: &Tx<'_>,
    (from, until): (Moment, Moment),
) -> Outcome<Vec<(PersonId, String, Measure)>> {
    tx.all(
        "select person_id, course, whose from turned_away where at >= ?1 and at < ?2",
        bind![from, until],
        |row| Ok((row.get("person_id")?, row.get("course")?, row.get("whose")?)),
    )
}

/// The names of all who ever had a paper.
pub fn names(tx: &Tx<'_>) -> Outcome<Vec<(PersonId, String)>> {
    tx.all(
        "select p.id, p.name from people p
         where exists (select 1 from person_roles r where r.person_id = p.id and r.role = 'tutor')
            or exists (select 1 from returns t where t.tutor_id = p.id and t.undone_at is null)
            or exists (select 1 from papers q where q.tutor_id = p.id and q.state in ('assigned', 'marking', 'needs_info'))
         order by p.name, p.id",
        &[],
        |row| Ok((row.get("id")?, row.get("name")?)),
    )
}
