//! Statements about papers on their way.

use super::first_since;
use crate::clock::Moment;
use crate::db::{Row, Tx, bind};
use crate::events::PaperNumber;
use crate::flow::{MOST, MOST_STANDING, Spell, Thing};
use crate::refusal::Outcome;

/// One thing that happened to a paper.
pub struct Happened {
    pub kind: String,
    pub paper: PaperNumber,
    /// How long the step took that ended with it, in milliseconds: until somebody had it, until it was begun, and the whole
    /// way from sending in to the return.
    pub took: Option<i64>,
    /// False: a correction of what was returned before.
    pub is_first: bool,
}

/// What happened since a moment, the newest first.
pub fn happened(tx: &Tx<'_>, since: Moment) -> Outcome<Vec<Happened>> {
    let from = first_event(tx, since)?;
    tx.all(
        "select e.kind, e.paper,
                case when e.kind in ('assigned', 'claimed', 'taken_over', 'returned')
                     then e.at - (select max(d.sent_at) from drafts d where d.paper = e.paper and d.sent_at <= e.at)
                     when e.kind = 'marking_began'
                     then e.at - (select max(a.began_at) from assignments a where a.paper = e.paper and a.began_at <= e.at)
                end as took,
                case e.kind when 'returned' then coalesce(json_extract(e.data, '$.version'), 1) = 1 else 1 end as is_first
         from events e where e.seq >= ?1 order by e.seq desc limit ?2",
        bind![from, MOST],
        |row| {
            Ok(Happened {
                kind: row.get("kind")?,
                paper: row.get("paper")?,
                took: row.get("took")?,
                is_first: row.get("is_first")?,
            })
        },
    )
}

fn first_event(tx: &Tx<'_>, since: Moment) -> Outcome<i64> {
    let newest = tx.one(
        "select seq from events order by seq desc limit 1",
        &[],
        |row| row.get("seq"),
    )?;
    first_since(newest.unwrap_or(0), since, |seq| {
        tx.one(
            "select seq, at from events where seq >= ?1 order by seq limit 1",
            bind![seq],
            |row| Ok((row.get("seq")?, row.get("at")?)),
        )
    })
}

/// The drafts that were sent in since a moment, the newest first, and whether the text of each could be read.
pub fn stored(tx: &Tx<'_>, since: Moment) -> Outcome<Vec<(PaperNumber, bool)>> {
    tx.all(
        "select d.paper, m.unread_why is null as could_be_read
         from drafts d indexed by drafts_by_sending join manuscripts m on m.id = d.manuscript_id
         where d.sent_at >= ?1 order by d.sent_at desc limit ?2",
        bind![since, MOST],
        |row| Ok((row.get("paper")?, row.get("could_be_read")?)),
    )
}

/// How long a paper has stood since the moment in a column.
fn stood(tx: &Tx<'_>, row: &Row<'_>) -> Outcome<Spell> {
    let since: Moment = row.get("since")?;
    Ok(Spell {
        millis: Some(tx.now().0 - since.0),
        thing: Some(Thing::Paper(row.get("number")?)),
    })
}

/// What is being prepared and is not sent yet, touched within the last day.
pub fn being_prepared(tx: &Tx<'_>) -> Outcome<Vec<Spell>> {
    tx.all(
        "select updated_at from preparations indexed by preparations_by_age
         where updated_at >= ?1 and sent_as is null order by updated_at limit ?2",
        bind![tx.now().plus_days(-1), MOST_STANDING],
        |row| {
            let since: Moment = row.get("updated_at")?;
            Ok(Spell {
                millis: Some(tx.now().0 - since.0),
                thing: None,
            })
        },
    )
}

/// Papers that nobody has, by promise; since they came, came back, or came as a next draft.
pub fn waiting(tx: &Tx<'_>) -> Outcome<Vec<Spell>> {
    tx.all(
        "select p.number,
                coalesce((select max(e.at) from events e where e.paper = p.number
                            and e.kind in ('submitted', 'draft_added', 'handed_back', 'question_answered')), p.submitted_at) as since
         from papers p indexed by papers_waiting where p.state = 'waiting' order by p.promised_at, p.number limit ?1",
        bind![MOST_STANDING],
        |row| stood(tx, row),
    )
}

/// Papers that somebody has and has not begun.
pub fn assigned(tx: &Tx<'_>) -> Outcome<Vec<Spell>> {
    tx.all(
        "select p.number,
                coalesce((select a.began_at from assignments a where a.paper = p.number and a.ended_at is null), p.updated_at) as since
         from papers p indexed by papers_by_state where p.state = 'assigned' order by p.number limit ?1",
        bind![MOST_STANDING],
        |row| stood(tx, row),
    )
}

/// Papers that are being marked, since they were begun.
pub fn being_marked(tx: &Tx<'_>) -> Outcome<Vec<Spell>> {
    tx.all(
        "select p.number,
                coalesce((select d.begun_at from drafts d where d.paper = p.number and d.n = p.draft), p.updated_at) as since
         from papers p indexed by papers_by_state where p.state = 'marking' order by p.number limit ?1",
        bind![MOST_STANDING],
        |row| stood(tx, row),
    )
}

/// Of the papers on which somebody works or should, those whose newest draft could not be read; of the first by promise.
pub fn unread(tx: &Tx<'_>) -> Outcome<Vec<Spell>> {
    tx.all(
        "select p.number, d.sent_at as since
         from (select number, draft from papers indexed by papers_running
               where state in ('waiting', 'assigned', 'marking') order by promised_at, number limit ?1) p
         join drafts d on d.paper = p.number and d.n = p.draft
         join manuscripts m on m.id = d.manuscript_id
         where m.unread_why is not null",
        bind![MOST_STANDING],
        |row| stood(tx, row),
    )
}
