//! Statements about who wants which news: choices, and the habits of each person.

use std::collections::HashMap;

use crate::db::{Row, Tx, bind};
use crate::events::PaperNumber;
use crate::outbox::subscriptions::chosen::Of;
use crate::outbox::subscriptions::{
    Channel, Habits, Narrow, Rule, Subscription, SubscriptionId, Topic,
};
use crate::people::PersonId;
use crate::refusal::Outcome;

fn read(row: &Row<'_>) -> Outcome<Subscription> {
    Ok(Subscription {
        id: row.get("id")?,
        topic: row.get("topic")?,
        event: row.get("event")?,
        course: row.get("course")?,
        tutor: row.get("tutor")?,
        paper: row.get("paper")?,
        state: row.get("state")?,
        channel: row.get("channel")?,
    })
}

/// Everything that a person chose, in the order in which they did.
///
/// # Errors
/// When the database fails.
pub fn of_person(tx: &Tx<'_>, person: PersonId) -> Outcome<Vec<Subscription>> {
    tx.all(
        "select s.id, s.topic, s.event, c.code as course, t.name as tutor, s.paper, s.state, s.channel
         from subscriptions s
         left join courses c on c.id = s.course_id
         left join people t on t.id = s.tutor_id
         where s.person_id = ?1 order by s.id",
        bind![person],
        read,
    )
}

/// Whether there are such a course, tutor and state.
pub fn is_known(tx: &Tx<'_>, typed: &Narrow<'_>) -> Outcome<bool> {
    let known = tx.one(
        "select (?1 is null or exists (select 1 from courses where code = ?1))
            and (?2 is null or exists (select 1 from person_roles where person_id = ?2 and role = 'tutor'))
            and (?3 is null or ?3 in ('waiting', 'assigned', 'marking', 'returned', 'needs_info', 'withdrawn', 'sent_back'))
                as yes",
        bind![typed.course, typed.tutor, typed.state],
        |row| row.get("yes"),
    )?;
    Ok(known.unwrap_or(false))
}

/// Keeps a choice; one that is about the same becomes this one.
pub fn insert(tx: &Tx<'_>, person: PersonId, choice: &Narrow<'_>) -> Outcome<()> {
    tx.run(
        "insert or replace into subscriptions
             (person_id, topic, event, course_id, tutor_id, paper, state, channel, made_at)
         values (?1, ?2, ?3, (select id from courses where code = ?4), ?5, ?6, ?7, ?8, ?9)",
        bind![
            person,
            choice.topic,
            choice.event,
            choice.course,
            choice.tutor,
            choice.paper,
            choice.state,
            choice.channel,
            tx.now(),
        ],
    )?;
    Ok(())
}

pub fn delete(tx: &Tx<'_>, person: PersonId, id: SubscriptionId) -> Outcome<usize> {
    tx.run(
        "delete from subscriptions where id = ?1 and person_id = ?2",
        bind![id, person],
    )
}

/// Forgets what was chosen of a whole topic.
pub fn clear(tx: &Tx<'_>, person: PersonId, topic: Topic) -> Outcome<()> {
    tx.run(
        "delete from subscriptions where person_id = ?1 and topic = ?2 and event is null and course_id is null
             and tutor_id is null and paper is null and state is null",
        bind![person, topic],
    )?;
    Ok(())
}

/// Forgets whatever was chosen of a topic, also about some papers alone.
pub fn clear_all(tx: &Tx<'_>, person: PersonId, topic: Topic) -> Outcome<()> {
    tx.run(
        "delete from subscriptions where person_id = ?1 and topic = ?2",
        bind![person, topic],
    )?;
    Ok(())
}

/// Forgets what was chosen of all that happens to one paper.
pub fn clear_paper(tx: &Tx<'_>, person: PersonId, paper: PaperNumber) -> Outcome<()> {
    tx.run(
        "delete from subscriptions where person_id = ?1 and paper = ?2",
        bind![person, paper],
    )?;
    Ok(())
}

/// Whatever came in a digest comes no more.
pub fn stop_digests(tx: &Tx<'_>, person: PersonId) -> Outcome<()> {
    tx.run(
        "delete from subscriptions where person_id = ?1 and channel = 'digest' and topic = 'happened'",
        bind![person],
    )?;
    tx.run(
        "update subscriptions set channel = 'none' where person_id = ?1 and channel = 'digest'",
        bind![person],
    )?;
    Ok(())
}

/// What was chosen of one paper.
pub fn on_paper(
    tx: &Tx<'_>,
    person: PersonId,
    paper: PaperNumber,
) -> Outcome<Option<(Topic, Channel)>> {
    tx.one(
        "select topic, channel from subscriptions where paper = ?2 and person_id = ?1
         order by topic = 'everything' desc, id desc limit 1",
        bind![person, paper],
        |row| Ok((row.get("topic")?, row.get("channel")?)),
    )
}

/// Choices that fit a topic and a paper as it stands, the most exact one of a person last; which of those that are about no
/// paper alone, and whose.
macro_rules! fitting {
    ($($found:expr)?; $whose:literal) => {
        concat!(
            "select s.person_id, s.channel, s.paper is not null as of_paper,
                    s.paper is not null or s.tutor_id is not null or s.course_id is not null or s.state is not null as narrowed
             from (", $("select * from subscriptions ", $found, $whose, " union all ",)?
                   "select * from subscriptions where paper = ?2 and topic in (?1, 'everything') ", $whose, ") s
             left join papers p on p.number = ?2
             where (s.tutor_id is null or s.tutor_id = p.tutor_id)
               and (s.course_id is null or s.course_id = p.course_id)
               and (s.state is null or s.state = p.state)
               and (s.event is null or s.event = ?3)
             order by (s.paper is not null) * 16 + (s.tutor_id is not null) * 8 + (s.course_id is not null) * 4
                      + (s.state is not null) * 2 + (s.event is not null), s.id"
        )
    };
}

/// Where choices of some of a topic are found.
macro_rules! narrow {
    () => {
        "indexed by subscriptions_of_some where paper is null and topic = ?1
             and (event is not null or course_id is not null or tutor_id is not null or state is not null) "
    };
}

fn read_rule(row: &Row<'_>) -> Outcome<(PersonId, Rule)> {
    let rule = Rule {
        channel: row.get("channel")?,
        of_paper: row.get("of_paper")?,
        narrowed: row.get("narrowed")?,
        by_centre: false,
    };
    Ok((row.get("person_id")?, rule))
}

/// The choice of one person that decides.
pub fn deciding_for(
    tx: &Tx<'_>,
    person: PersonId,
    (topic, paper, event): Of<'_>,
) -> Outcome<Option<Rule>> {
    let all = tx.all(
        fitting!("where paper is null and topic = ?1 "; "and person_id = ?4"),
        bind![topic, paper, event, person],
        read_rule,
    )?;
    Ok(all.last().map(|(_, rule)| *rule))
}

/// What everybody chose of all of a topic.
pub fn of_all(tx: &Tx<'_>, topic: Topic) -> Outcome<HashMap<PersonId, Rule>> {
    let all = tx.all(
        "select person_id, channel from subscriptions indexed by subscriptions_of_all
         where topic = ?1 and paper is null and event is null and course_id is null and tutor_id is null and state is null",
        bind![topic],
        |row| {
            let rule = Rule {
                channel: row.get("channel")?,
                of_paper: false,
                narrowed: false,
                by_centre: false,
            };
            Ok((row.get("person_id")?, rule))
        },
    )?;
    Ok(all.into_iter().collect())
}

/// Whether anybody chose of some of a topic, but of one paper alone.
pub fn has_narrow(tx: &Tx<'_>, topic: Topic) -> Outcome<bool> {
    let found = tx.one(
        concat!("select 1 as yes from subscriptions ", narrow!(), "limit 1"),
        bind![topic],
        |row| row.get("yes"),
    )?;
    Ok(found.unwrap_or(false))
}

/// What everybody chose that is more exact than all of a topic.
pub fn of_some(tx: &Tx<'_>, (topic, paper, event): Of<'_>) -> Outcome<HashMap<PersonId, Rule>> {
    let all = tx.all(
        fitting!(narrow!(); ""),
        bind![topic, paper, event],
        read_rule,
    )?;
    Ok(all.into_iter().collect())
}

/// What everybody chose of one paper alone.
pub fn of_paper(tx: &Tx<'_>, (topic, paper, event): Of<'_>) -> Outcome<HashMap<PersonId, Rule>> {
    let all = tx.all(fitting!(; ""), bind![topic, paper, event], read_rule)?;
    Ok(all.into_iter().collect())
}

fn read_habits(row: &Row<'_>) -> Outcome<Habits> {
    let (from, to): (Option<u32>, Option<u32>) = (row.get("quiet_from")?, row.get("quiet_to")?);
    Ok(Habits {
        digest_at: row.get("digest_at")?,
        digest_days: row.get("digest_days")?,
        quiet: from.zip(to),
    })
}

/// When a person wants their mail; what is usual where they never said.
///
/// # Errors
/// When the database fails.
pub fn habits_of(tx: &Tx<'_>, person: PersonId) -> Outcome<Habits> {
    let found = tx.one(
        "select digest_at, digest_days, quiet_from, quiet_to from mail_habits where person_id = ?1",
        bind![person],
        read_habits,
    )?;
    Ok(found.unwrap_or_default())
}

/// The habits of everybody who has some of their own.
pub fn every_habit(tx: &Tx<'_>) -> Outcome<HashMap<PersonId, Habits>> {
    let all = tx.all(
        "select person_id, digest_at, digest_days, quiet_from, quiet_to from mail_habits",
        &[],
        |row| Ok((row.get("person_id")?, read_habits(row)?)),
    )?;
    Ok(all.into_iter().collect())
}

/// Keeps a person's habits; none: the usual ones.
pub fn set_habits(tx: &Tx<'_>, person: PersonId, habits: Option<Habits>) -> Outcome<()> {
    tx.run(
        "delete from mail_habits where person_id = ?1",
        bind![person],
    )?;
    let Some(habits) = habits else { return Ok(()) };
    let (from, to) = habits.quiet.unzip();
    tx.run(
        "insert into mail_habits (person_id, digest_at, digest_days, quiet_from, quiet_to)
         values (?1, ?2, ?3, ?4, ?5)",
        bind![person, habits.digest_at, habits.digest_days, from, to],
    )?;
    Ok(())
}
