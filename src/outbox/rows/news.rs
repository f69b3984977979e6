//! Statements about whatever happens to papers, and about what a week of news was for one person.

use crate::clock::Moment;
use crate::db::{Tx, bind};
use crate::events::PaperNumber;
use crate::outbox::subscriptions::Topic;
use crate::outbox::subscriptions::preview::Past;
use crate::people::{Person, PersonId};
use crate::refusal::Outcome;

pub fn is_wanted(tx: &Tx<'_>, paper: PaperNumber) -> Outcome<bool> {
    let wanted = tx.one(
        "select exists (select 1 from subscriptions where paper is null and topic = 'happened')
             or exists (select 1 from subscriptions where paper = ?1 and topic = 'happened') as yes",
        bind![paper],
        |row| row.get("yes"),
    )?;
    Ok(wanted.unwrap_or(false))
}

/// Whoever chose to hear of anything and may see this paper: who oversees, whoever has it, and tutors while it waits in
/// their queue. Its own student is told by rules, and by nothing else.
pub fn who_may_see(tx: &Tx<'_>, paper: PaperNumber) -> Outcome<Vec<PersonId>> {
    tx.all(
        "select distinct s.person_id from papers p
         join (select person_id from subscriptions where paper is null and topic = 'happened'
               union select person_id from subscriptions where paper = ?1 and topic = 'happened') s
         join people who on who.id = s.person_id and who.disabled_at is null
         where p.number = ?1 and p.student_id <> s.person_id
           and (exists (select 1 from person_roles r where r.person_id = s.person_id and r.role in ('coordinator', 'admin'))
                or (exists (select 1 from person_roles r where r.person_id = s.person_id and r.role = 'tutor')
                    and (p.tutor_id = s.person_id or p.state = 'waiting')
                    and not exists (select 1 from kept_apart k where k.tutor_id = s.person_id and k.student_id = p.student_id)))",
        bind![paper],
        |row| row.get("person_id"),
    )
}

/// What a person was told, or was not told by their own choice, since a moment; the newest first, at most 500.
pub fn past(tx: &Tx<'_>, person: PersonId, since: Moment) -> Outcome<Vec<Past>> {
    tx.all(
        "select created_at as at, paper, letter from deliveries
         where person_id = ?1 and created_at >= ?2 and state <> 'cancelled'
           and letter not in ('digest', 'news', 'sign_in_code', 'invitation', 'test')
         union all
         select at, paper, letter from gathered
         where person_id = ?1 and at >= ?2 and into_letter = 'digest' and letter <> 'news'
         union all
         select e.at, e.paper, u.letter from events e cross join untold u on u.event_seq = e.seq
         where e.at >= ?2 and u.why in ('chose', 'centre', 'muted', 'narrowed') and ?1 in (select value from json_each(u.people))
         order by at desc limit 500",
        bind![person, since],
        |row| {
            let (letter, paper) = (row.get("letter")?, row.get("paper")?);
            Ok(Past {
                at: row.get("at")?,
                paper,
                topic: Topic::of(letter),
                letter,
                event: None,
            })
        },
    )
}

/// What happened since a moment to papers that a person chose and may see now, without what they were told by a letter;
/// the newest first, at most 500.
pub fn happened(tx: &Tx<'_>, person: &Person, since: Moment) -> Outcome<Vec<Past>> {
    tx.all(
        "select e.at, e.paper, e.kind from events e join papers p on p.number = e.paper
         where e.at >= ?2 and e.actor_id is not ?1 and p.student_id <> ?1
           and e.kind <> 'return_undone' and json_extract(e.data, '$.undone') is not 1
           and (?3 or p.tutor_id = ?1
                or (p.state = 'waiting'
                    and not exists (select 1 from kept_apart k where k.tutor_id = ?1 and k.student_id = p.student_id)))
           and exists (select 1 from subscriptions s where s.person_id = ?1 and s.topic = 'happened'
                       and (s.event is null or s.event = e.kind) and (s.paper is null or s.paper = e.paper)
                       and (s.course_id is null or s.course_id = p.course_id)
                       and (s.tutor_id is null or s.tutor_id = p.tutor_id)
                       and (s.state is null or s.state = p.state))
           and not exists (select 1 from deliveries d where d.event_seq = e.seq and d.person_id = ?1 and d.letter <> 'news')
         order by e.seq desc limit 500",
        bind![person.id, since, person.oversees()],
        |row| {
            Ok(Past {
                at: row.get("at")?,
                paper: row.get("paper")?,
                topic: Some(Topic::Happened),
                letter: crate::outbox::Letter::News,
                event: Some(row.get("kind")?),
            })
        },
    )
}
