//! Every statement about what is kept of a person: `?1`.

mod parts;

use serde_json::Value;

use crate::db::{Tx, bind};
use crate::drafts::ManuscriptId;
use crate::events::PaperNumber;
use crate::people::PersonId;
use crate::refusal::{Fault, Outcome};

pub(super) use parts::{ALL, MAIL};

/// How much is kept of a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// Their papers.
    pub papers: i64,
    /// Letters that were returned to them.
    pub letters: i64,
    /// Mails to them.
    pub mails: i64,
    /// What was written down of what they did.
    pub deeds: i64,
}

/// The rows of one part.
pub(super) fn all(tx: &Tx<'_>, statement: &str, id: PersonId) -> Outcome<Vec<Value>> {
    tx.all(statement, bind![id], |row| {
        let json: String = row.get("json")?;
        let read = serde_json::from_str(&json);
        Ok(read.map_err(|error| Fault::from_error("reading what is kept of somebody", error))?)
    })
}

pub(super) fn papers(tx: &Tx<'_>, id: PersonId) -> Outcome<Vec<PaperNumber>> {
    tx.all(
        "select number from papers where student_id = ?1 order by number",
        bind![id],
        |row| row.get("number"),
    )
}

/// What they handed in and have not sent, the oldest first.
pub(super) fn unsent(tx: &Tx<'_>, id: PersonId) -> Outcome<Vec<ManuscriptId>> {
    tx.all(
        "select manuscript_id from preparations where person_id = ?1 and manuscript_id is not null order by updated_at, id",
        bind![id],
        |row| row.get("manuscript_id"),
    )
}

/// The newest letter on each draft: the paper's number, the draft's, and the letter with its notes.
pub(super) fn letters(tx: &Tx<'_>, id: PersonId) -> Outcome<Vec<(i64, i64, String)>> {
    tx.all(
        "select d.paper, d.n, r.letter || coalesce((select char(10) || group_concat(char(10) || 'Note ' || n.n || iif(n.exact = '', '', ' on “' || n.exact || '”') || ': ' || n.words, '')
                from returned_notes n where n.return_id = r.id), '') as letter
         from returns r join drafts d on d.id = r.draft_id join papers p on p.number = d.paper
         where p.student_id = ?1 and r.undone_at is null
           and r.version = (select max(v.version) from returns v where v.draft_id = d.id and v.undone_at is null)
         order by d.paper, d.n",
        bind![id],
        |row| Ok((row.get("paper")?, row.get("n")?, row.get("letter")?)),
    )
}

/// Mails to them that are kept as they went out, but those that opened a door.
pub(super) fn mails(tx: &Tx<'_>, id: PersonId) -> Outcome<Vec<i64>> {
    tx.all(
        "select d.id from deliveries d join mails m on m.delivery_id = d.id
         where d.person_id = ?1 and d.letter not in ('sign_in_code', 'invitation') order by d.id",
        bind![id],
        |row| row.get("id"),
    )
}

pub(super) fn mail(tx: &Tx<'_>, id: i64) -> Outcome<Vec<u8>> {
    let found = tx.one(
        "select bytes from mails where delivery_id = ?1",
        bind![id],
        |row| row.get("bytes"),
    )?;
    Ok(found.unwrap_or_default())
}

pub(super) fn count(tx: &Tx<'_>, id: PersonId) -> Outcome<Counted> {
    let found = tx.one(
        "select (select count(*) from papers where student_id = ?1) as papers,
                (select count(*) from returns r join drafts d on d.id = r.draft_id join papers p on p.number = d.paper
                 where p.student_id = ?1 and r.undone_at is null) as letters,
                (select count(*) from deliveries where person_id = ?1) as mails,
                (select count(*) from audit_facts where actor_id = ?1) as deeds",
        bind![id],
        |row| {
            Ok(Counted {
                papers: row.get("papers")?,
                letters: row.get("letters")?,
                mails: row.get("mails")?,
                deeds: row.get("deeds")?,
            })
        },
    )?;
    Ok(found.unwrap_or_default())
}
