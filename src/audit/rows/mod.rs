//! Every statement about the audit.

mod shown;

use super::Link;
use super::chain::Anchor;
use crate::clock::Moment;
use crate::db::{Row, Tx, bind};
use crate::refusal::Outcome;

pub use shown::{Asked, Entry, Seen, entries, seen};

/// What a link is of, as it stands in its row.
pub(super) struct Written {
    pub at: Moment,
    pub by: Option<i64>,
    pub act: String,
    pub subject: String,
    pub subject_id: Option<i64>,
    pub details: String,
    pub salt: Vec<u8>,
}

/// A link with what it is of; nothing where that was forgotten.
pub(super) struct Joint {
    pub seq: Link,
    pub digest: Vec<u8>,
    pub prev: Vec<u8>,
    pub hash: Vec<u8>,
    pub written: Option<Written>,
}

pub(super) fn last(tx: &Tx<'_>) -> Outcome<Option<Anchor>> {
    tx.one(
        "select seq, hash from audit order by seq desc limit 1",
        &[],
        |row| {
            Ok(Anchor {
                seq: row.get("seq")?,
                hash: row.get("hash")?,
            })
        },
    )
}

/// Whether this database has an audit at all: copies from before there was one do not.
///
/// # Errors
/// When the database fails.
pub fn is_kept(tx: &Tx<'_>) -> Outcome<bool> {
    let found = tx.one(
        "select 1 as yes from sqlite_master where type = 'table' and name = 'audit_facts'",
        &[],
        |row| row.get("yes"),
    )?;
    Ok(found.unwrap_or(false))
}

/// How many links there have ever been, as the engine remembers it even where the last ones are gone.
pub(super) fn ever(tx: &Tx<'_>) -> Outcome<i64> {
    let found = tx.one(
        "select seq from sqlite_sequence where name = 'audit'",
        &[],
        |row| row.get("seq"),
    )?;
    Ok(found.unwrap_or(0))
}

pub(super) fn insert(
    tx: &Tx<'_>,
    seq: Link,
    digest: &Vec<u8>,
    (prev, hash): (&Vec<u8>, &Vec<u8>),
) -> Outcome<()> {
    tx.run(
        "insert into audit (seq, digest, prev, hash) values (?1, ?2, ?3, ?4)",
        bind![seq, digest, prev, hash],
    )?;
    Ok(())
}

pub(super) fn insert_facts(tx: &Tx<'_>, seq: Link, written: &Written) -> Outcome<()> {
    tx.run(
        "insert into audit_facts (seq, at, actor_id, act, subject, subject_id, details, salt)
         values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        bind![
            seq,
            written.at,
            written.by,
            &written.act,
            &written.subject,
            written.subject_id,
            &written.details,
            &written.salt
        ],
    )?;
    Ok(())
}

/// Links after a place, in their order, each with what it is of.
pub(super) fn links(tx: &Tx<'_>, after: Link, limit: u32) -> Outcome<Vec<Joint>> {
    tx.all(
        "select a.seq, a.digest, a.prev, a.hash, f.at, f.actor_id, f.act, f.subject, f.subject_id, f.details, f.salt
         from audit a left join audit_facts f on f.seq = a.seq
         where a.seq > ?1 order by a.seq limit ?2",
        bind![after, limit],
        |row| {
            Ok(Joint {
                seq: row.get("seq")?,
                digest: row.get("digest")?,
                prev: row.get("prev")?,
                hash: row.get("hash")?,
                written: match row.get::<Option<Moment>>("at")? {
                    Some(at) => Some(read_written(row, at)?),
                    None => None,
                },
            })
        },
    )
}

fn read_written(row: &Row<'_>, at: Moment) -> Outcome<Written> {
    Ok(Written {
        at,
        by: row.get("actor_id")?,
        act: row.get("act")?,
        subject: row.get("subject")?,
        subject_id: row.get("subject_id")?,
        details: row.get("details")?,
        salt: row.get("salt")?,
    })
}

/// How many entries belong to no link.
pub(super) fn loose(tx: &Tx<'_>) -> Outcome<i64> {
    let found = tx.one(
        "select count(*) as n from audit_facts f where not exists (select 1 from audit a where a.seq = f.seq)",
        &[],
        |row| row.get("n"),
    )?;
    Ok(found.unwrap_or(0))
}

/// Of how many links the desk says that it forgot what they are of.
pub(super) fn forgotten(tx: &Tx<'_>) -> Outcome<i64> {
    let found = tx.one(
        "select coalesce(sum(json_extract(details, '$.count')), 0) as n from audit_facts
         where act = 'swept' and json_extract(details, '$.kind') = 'looks'",
        &[],
        |row| row.get("n"),
    )?;
    Ok(found.unwrap_or(0))
}

/// Whether somebody's look at a paper was written down between two moments.
pub(super) fn has_looked(
    tx: &Tx<'_>,
    (person, paper): (i64, i64),
    (from, until): (Moment, Moment),
) -> Outcome<bool> {
    let found = tx.one(
        "select 1 as yes from audit_facts
         where subject = 'paper' and subject_id = ?2 and actor_id = ?1 and act = 'viewed' and at > ?3 and at <= ?4",
        bind![person, paper, from, until],
        |row| row.get("yes"),
    )?;
    Ok(found.unwrap_or(false))
}

/// How many looks at papers were written down before a moment.
///
/// # Errors
/// When the database fails.
pub fn count_looks(tx: &Tx<'_>, before: Moment) -> Outcome<i64> {
    let found = tx.one(
        "select count(*) as n from audit_facts where act in ('viewed', 'downloaded') and at < ?1",
        bind![before],
        |row| row.get("n"),
    )?;
    Ok(found.unwrap_or(0))
}

/// Forgets what some links are of: looks at papers before a moment, at most `limit` of them, the oldest first.
pub(super) fn delete_looks(tx: &Tx<'_>, before: Moment, limit: u32) -> Outcome<usize> {
    tx.run(
        "delete from audit_facts where seq in
            (select seq from audit_facts where act in ('viewed', 'downloaded') and at < ?1 order by seq limit ?2)",
        bind![before, limit],
    )
}
