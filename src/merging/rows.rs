//! Every statement about what moves when two accounts become one.

use crate::db::{Tx, bind};
use crate::people::PersonId;
use crate::refusal::Outcome;

/// What an account has that would be another's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moving {
    /// Papers they sent in.
    pub papers: i64,
    /// Papers they are preparing.
    pub prepared: i64,
    /// Papers they have as a tutor.
    pub held: i64,
    /// Feedback they returned.
    pub returned: i64,
    /// Comments in their bank.
    pub snippets: i64,
    /// Courses they teach.
    pub courses: i64,
    /// Students or tutors they are kept apart from.
    pub apart: i64,
    /// Whether something is known of them as a tutor: limits, courses, hours, days away.
    pub facts: bool,
    /// Browsers in which they are signed in.
    pub sessions: i64,
    /// API tokens that work.
    pub tokens: i64,
}

pub fn moving(tx: &Tx<'_>, id: PersonId) -> Outcome<Moving> {
    let found = tx.one(
        "select (select count(*) from papers where student_id = ?1) as papers,
                (select count(*) from preparations where person_id = ?1 and sent_as is null) as prepared,
                (select count(*) from papers where tutor_id = ?1 and state in ('assigned', 'marking', 'needs_info')) as held,
                (select count(*) from returns where tutor_id = ?1 and undone_at is null) as returned,
                (select count(*) from snippets where owner_id = ?1) as snippets,
                (select count(*) from courses where teacher_id = ?1) as courses,
                (select count(*) from kept_apart where ?1 in (tutor_id, student_id)) as apart,
                exists (select 1 from tutors where person_id = ?1
                        union all select 1 from tutor_hours where person_id = ?1
                        union all select 1 from tutor_away where person_id = ?1) as facts,
                (select count(*) from sessions s join people p on p.id = s.person_id
                 where p.id = ?1 and s.auth_epoch = p.auth_epoch and s.expires_at > ?2) as sessions,
                (select count(*) from api_tokens where person_id = ?1 and revoked_at is null) as tokens",
        bind![id, tx.now()],
        |row| {
            Ok(Moving {
                papers: row.get("papers")?,
                prepared: row.get("prepared")?,
                held: row.get("held")?,
                returned: row.get("returned")?,
                snippets: row.get("snippets")?,
                courses: row.get("courses")?,
                apart: row.get("apart")?,
                facts: row.get("facts")?,
                sessions: row.get("sessions")?,
                tokens: row.get("tokens")?,
            })
        },
    )?;
    Ok(found.unwrap_or_default())
}

/// A paper by one of them that the other had or read a second time.
pub fn worked_on(tx: &Tx<'_>, one: PersonId, other: PersonId) -> Outcome<Option<i64>> {
    tx.one(
        "select p.number from papers p
         where (p.student_id = ?1 or p.student_id = ?2)
         and (exists (select 1 from assignments a where a.paper = p.number
                      and a.tutor_id in (?1, ?2) and a.tutor_id <> p.student_id)
              or exists (select 1 from second_readings s join drafts d on d.id = s.draft_id where d.paper = p.number
                         and s.reader_id in (?1, ?2) and s.reader_id <> p.student_id))
         order by p.number limit 1",
        bind![one, other],
        |row| row.get("number"),
    )
}

/// Whether something they wrote lies with a second reader: that would be called off if its tutor became another.
pub fn is_read_second(tx: &Tx<'_>, tutor: PersonId) -> Outcome<bool> {
    let found = tx.one(
        "select 1 as yes from second_readings where tutor_id = ?1 and ended_at is null limit 1",
        bind![tutor],
        |row| row.get("yes"),
    )?;
    Ok(found.unwrap_or(false))
}

/// From `?1` to `?2`. What both have, like a comment in the bank, is there once: the row that stays behind is deleted.
/// What is append-only (events, policy changes) and what is history of the account itself (tokens, sessions, links) stays
/// where it was.
const MOVES: [&str; 42] = [
    "update papers set student_id = ?2, version = version + 1 where student_id = ?1",
    "update papers set tutor_id = ?2, version = version + 1 where tutor_id = ?1",
    "update preparations set person_id = ?2 where person_id = ?1",
    "update assignments set tutor_id = ?2 where tutor_id = ?1",
    "update assignments set by_id = ?2 where by_id = ?1",
    "update questions set asked_by = ?2 where asked_by = ?1",
    "update returns set tutor_id = ?2 where tutor_id = ?1",
    "update pieces set author_id = ?2 where author_id = ?1",
    "update second_readings set tutor_id = ?2 where tutor_id = ?1",
    "update second_readings set reader_id = ?2 where reader_id = ?1",
    "update efforts set tutor_id = ?2 where tutor_id = ?1",
    "update courses set teacher_id = ?2 where teacher_id = ?1",
    "update deliveries set person_id = ?2 where person_id = ?1",
    "update hooks set owner_id = ?2 where owner_id = ?1",
    "update hooks set tutor_id = ?2 where tutor_id = ?1",
    "update own_letters set by_id = ?2 where by_id = ?1",
    "update stops set by_id = ?2 where by_id = ?1",
    "update suppressions set by_id = ?2 where by_id = ?1",
    "update replies set person_id = ?2 where person_id = ?1",
    "update rosters set by_id = ?2 where by_id = ?1",
    "update or ignore turned_away set person_id = ?2 where person_id = ?1",
    "delete from turned_away where person_id = ?1",
    "update or ignore openings set person_id = ?2 where person_id = ?1",
    "delete from openings where person_id = ?1",
    "update or ignore views set owner_id = ?2 where owner_id = ?1",
    "delete from views where owner_id = ?1",
    "update or ignore snippets set owner_id = ?2 where owner_id = ?1",
    "delete from snippets where owner_id = ?1",
    "update or ignore tutors set person_id = ?2 where person_id = ?1",
    "delete from tutors where person_id = ?1",
    "update tutor_hours set person_id = ?2 where person_id = ?1
     and not exists (select 1 from tutor_hours has where has.person_id = ?2)",
    "delete from tutor_hours where person_id = ?1",
    "update tutor_away set person_id = ?2 where person_id = ?1
     and (first_day, last_day) not in (select first_day, last_day from tutor_away has where has.person_id = ?2)",
    "delete from tutor_away where person_id = ?1",
    "update or ignore kept_apart set tutor_id = ?2 where tutor_id = ?1",
    "delete from kept_apart where tutor_id = ?1",
    "update or ignore kept_apart set student_id = ?2 where student_id = ?1",
    "delete from kept_apart where student_id = ?1",
    "update kept_apart set by_id = ?2 where by_id = ?1",
    "delete from told_apart where ?1 in (one_id, other_id)",
    "update told_apart set by_id = ?2 where by_id = ?1",
    "delete from kept_answers where person_id = ?1",
];

pub fn move_all(tx: &Tx<'_>, from: PersonId, to: PersonId) -> Outcome<()> {
    for statement in MOVES {
        if statement.contains("?2") {
            tx.run(statement, bind![from, to])?;
        } else {
            tx.run(statement, bind![from])?;
        }
    }
    Ok(())
}

/// Codes that were asked for before let nobody in.
pub fn forget_codes(tx: &Tx<'_>, (one, other): (&str, &str)) -> Outcome<()> {
    tx.run(
        "delete from sign_in_codes where email in (?1, ?2)",
        bind![one, other],
    )?;
    Ok(())
}

/// Somebody who is compared with others: number, name, address.
pub type Somebody = (PersonId, String, String);

/// Everybody who has an account of their own.
pub fn everybody(tx: &Tx<'_>) -> Outcome<Vec<Somebody>> {
    tx.all(
        "select id, name, email from people where merged_into is null order by id",
        &[],
        |row| Ok((row.get("id")?, row.get("name")?, row.get("email")?)),
    )
}

/// Pairs of which somebody said that they are two people, the lower number first.
pub fn told_apart(tx: &Tx<'_>) -> Outcome<Vec<(PersonId, PersonId)>> {
    tx.all("select one_id, other_id from told_apart", &[], |row| {
        Ok((row.get("one_id")?, row.get("other_id")?))
    })
}

pub fn tell_apart(tx: &Tx<'_>, (one, other): (PersonId, PersonId), by: PersonId) -> Outcome<()> {
    tx.run(
        "insert or ignore into told_apart (one_id, other_id, by_id, at) values (min(?1, ?2), max(?1, ?2), ?3, ?4)",
        bind![one, other, by, tx.now()],
    )?;
    Ok(())
}
