//! The audit as it is read: entries with names, and who opened a paper.

use crate::audit::{Act, Link, Subject};
use crate::clock::Moment;
use crate::db::{Row, Tx, bind};
use crate::refusal::{Fault, Outcome};

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
                (who.reads_second = 1
                 or exists (select 1 from second_readings s join drafts d on d.id = s.draft_id
                            where d.paper = f.subject_id and s.asked_at <= f.at))
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
