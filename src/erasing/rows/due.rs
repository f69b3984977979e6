//! What is older than it is kept, and how long that is.

use crate::audit;
use crate::clock::Moment;
use crate::db::{Tx, bind};
use crate::erasing::retention::Kind;
use crate::events::PaperNumber;
use crate::refusal::Outcome;

pub fn days(tx: &Tx<'_>, kind: Kind) -> Outcome<Option<u32>> {
    tx.one(
        "select days from retention where kind = ?1",
        bind![kind],
        |row| row.get("days"),
    )
}

pub fn set_days(tx: &Tx<'_>, kind: Kind, days: Option<u32>) -> Outcome<()> {
    match days {
        Some(days) => tx.run(
            "insert into retention (kind, days) values (?1, ?2)
             on conflict (kind) do update set days = excluded.days",
            bind![kind, days],
        )?,
        None => tx.run("delete from retention where kind = ?1", bind![kind])?,
    };
    Ok(())
}

/// Papers whose life ended before a moment and of which something of a kind is still there.
macro_rules! papers {
    ($what:literal) => {
        papers!("p.number", $what, " order by p.number limit ?2")
    };
    (count $what:literal) => {
        papers!("count(*) as n", $what, "")
    };
    ($wanted:literal, $what:literal, $rest:literal) => {
        concat!(
            "select ",
            $wanted,
            " from papers p where p.state in ('returned', 'withdrawn', 'sent_back') and p.updated_at < ?1 and (",
            $what,
            ")",
            $rest
        )
    };
}

/// The statements of each kind: those that are due, and how many.
const fn statements(kind: Kind) -> Option<(&'static str, &'static str)> {
    Some(match kind {
        Kind::Texts => (
            papers!(
                "exists (select 1 from drafts d join manuscripts m on m.id = d.manuscript_id
                 join files f on f.id = m.file_id where d.paper = p.number and f.size > 0)"
            ),
            papers!(count
                "exists (select 1 from drafts d join manuscripts m on m.id = d.manuscript_id
                 join files f on f.id = m.file_id where d.paper = p.number and f.size > 0)"
            ),
        ),
        Kind::Feedback => (
            papers!(
                "exists (select 1 from drafts d join returns r on r.draft_id = d.id where d.paper = p.number and r.letter <> '')
                 or exists (select 1 from drafts d join pieces n on n.draft_id = d.id where d.paper = p.number and n.words <> '')"
            ),
            papers!(count
                "exists (select 1 from drafts d join returns r on r.draft_id = d.id where d.paper = p.number and r.letter <> '')
                 or exists (select 1 from drafts d join pieces n on n.draft_id = d.id where d.paper = p.number and n.words <> '')"
            ),
        ),
        Kind::Words => (
            papers!(
                "exists (select 1 from events e join event_words w on w.seq = e.seq where e.paper = p.number)
                 or exists (select 1 from questions q where q.paper = p.number and q.question <> '')"
            ),
            papers!(count
                "exists (select 1 from events e join event_words w on w.seq = e.seq where e.paper = p.number)
                 or exists (select 1 from questions q where q.paper = p.number and q.question <> '')"
            ),
        ),
        Kind::Mails => (
            "select id from deliveries where finished_at < ?1 and facts <> '{}' order by id limit ?2",
            "select count(*) as n from deliveries where finished_at < ?1 and facts <> '{}'",
        ),
        Kind::Looks | Kind::Signings => return None,
    })
}

/// How many are due.
pub fn count(tx: &Tx<'_>, kind: Kind, before: Moment) -> Outcome<i64> {
    let counting = match (kind, statements(kind)) {
        (Kind::Looks, _) => return audit::count_looks(tx, before),
        (_, Some((_, counting))) => counting,
        (_, None) => {
            "select (select count(*) from sessions where expires_at < ?1)
                  + (select count(*) from sign_in_codes where expires_at < ?1)
                  + (select count(*) from sign_in_links where expires_at < ?1) as n"
        }
    };
    let found = tx.one(counting, bind![before], |row| row.get("n"))?;
    Ok(found.unwrap_or(0))
}

/// A first few papers of which something is due.
pub fn papers(tx: &Tx<'_>, kind: Kind, before: Moment, limit: u32) -> Outcome<Vec<PaperNumber>> {
    match statements(kind) {
        Some((finding, _)) => tx.all(finding, bind![before, limit], |row| row.get("number")),
        None => Ok(Vec::new()),
    }
}

/// A first few mails that are due.
pub fn mails(tx: &Tx<'_>, before: Moment, limit: u32) -> Outcome<Vec<i64>> {
    match statements(Kind::Mails) {
        Some((finding, _)) => tx.all(finding, bind![before, limit], |row| row.get("id")),
        None => Ok(Vec::new()),
    }
}

/// Ways in that ended before a moment.
pub fn forget_signings(tx: &Tx<'_>, before: Moment) -> Outcome<usize> {
    let mut gone = 0;
    for statement in [
        "delete from sessions where expires_at < ?1",
        "delete from sign_in_codes where expires_at < ?1",
        "delete from sign_in_links where expires_at < ?1",
    ] {
        gone += tx.run(statement, bind![before])?;
    }
    Ok(gone)
}
