//! Every statement about the audit.

use super::chain::Anchor;
use super::{Act, Link, Subject};
use crate::clock::Moment;
use crate::db::{Row, Tx, bind};
use crate::refusal::{Fault, Outcome};

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

/// Which entries are asked for.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// By whom, by their number; nobody in particular: by everybody.
    pub by: Option<i64>,
    /// What was done.
    pub act: Option<Act>,
    /// On which paper, by its number.
    pub paper: Option<i64>,
    /// From this moment on.
    pub from: Option<Moment>,
    /// Before this moment.
    pub until: Option<Moment>,
    /// Those before this place.
    pub before: Option<Link>,
}

/// An entry, with the names that belong to its numbers today.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its place.
    pub seq: Link,
    /// When.
    pub at: Moment,
    /// Who, by number and name; nobody: the command line or the desk itself.
    pub by: Option<(i64, String)>,
    /// What they did.
    pub act: Act,
    /// To what.
    pub subject: Subject,
    /// What that is called: a person, a token, a policy.
    pub named: Option<String>,
    /// What is to be said beside it.
    pub details: serde_json::Value,
}

/// Somebody who opened a paper that is not theirs, or took it with them.
#[derive(Clone, Debug)]
pub struct Seen {
    /// When.
    pub at: Moment,
    /// Who.
    pub name: String,
    /// Opened or downloaded.
    pub act: Act,
    /// They may have come to it as a second reader alone, of whom its student is told nothing.
    pub stays_behind: bool,
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

/// Entries, the newest first; at most `limit`.
///
/// # Errors
/// When the database fails.
pub fn entries(tx: &Tx<'_>, asked: &Asked, limit: u32) -> Outcome<Vec<Entry>> {
    tx.all(
        "select f.seq, f.at, f.actor_id, a.name as actor, f.act, f.subject, f.subject_id, f.details,
                case f.subject
                    when 'person' then (select p.name from people p where p.id = f.subject_id)
                    when 'token' then (select t.name from api_tokens t where t.id = f.subject_id)
                    when 'setting' then (select c.what from policy_changes c where c.id = f.subject_id)
                end as named
         from audit_facts f left join people a on a.id = f.actor_id
         where (?1 is null or f.actor_id = ?1) and (?2 is null or f.act = ?2)
           and (?3 is null or (f.subject = 'paper' and f.subject_id = ?3))
           and (?4 is null or f.at >= ?4) and (?5 is null or f.at < ?5) and (?6 is null or f.seq < ?6)
         order by f.seq desc limit ?7",
        bind![
            asked.by,
            asked.act,
            asked.paper,
            asked.from,
            asked.until,
            asked.before,
            limit
        ],
        read,
    )
}

fn read(row: &Row<'_>) -> Outcome<Entry> {
    let (word, id): (String, Option<i64>) = (row.get("subject")?, row.get("subject_id")?);
    let subject = Subject::of(&word, id);
    let by: Option<i64> = row.get("actor_id")?;
    let name: Option<String> = row.get("actor")?;
    let details: String = row.get("details")?;
    Ok(Entry {
        seq: row.get("seq")?,
        at: row.get("at")?,
        by: by.map(|id| (id, name.unwrap_or_default())),
        act: row.get("act")?,
        subject: subject.ok_or_else(|| Fault::new(format!("the audit knows no {word}")))?,
        named: row.get("named")?,
        details: serde_json::from_str(&details)
            .map_err(|error| Fault::from_error("reading the audit", error))?,
    })
}

/// Who opened a paper beside its own student, the newest first; at most `limit`. An account that was merged into another
/// is that other person.
///
/// # Errors
/// When the database fails.
pub fn seen(tx: &Tx<'_>, paper: i64, limit: u32) -> Outcome<Vec<Seen>> {
    tx.all(
        "select f.at, f.act, who.name,
                who.reads_second = 1
                and not exists (select 1 from person_roles r where r.person_id = who.id and r.role in ('coordinator', 'admin'))
                and not exists (select 1 from assignments g where g.paper = f.subject_id and g.tutor_id = who.id) as stays_behind
         from audit_facts f
         join papers p on p.number = f.subject_id
         join people had on had.id = f.actor_id
         join people who on who.id = coalesce(had.merged_into, had.id)
         where f.subject = 'paper' and f.subject_id = ?1 and f.act in ('viewed', 'downloaded') and who.id <> p.student_id
         order by f.seq desc limit ?2",
        bind![paper, limit],
        |row| {
            Ok(Seen {
                at: row.get("at")?,
                name: row.get("name")?,
                act: row.get("act")?,
                stays_behind: row.get("stays_behind")?,
            })
        },
    )
}
