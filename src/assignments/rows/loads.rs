//! Statements about how much tutors have, beside what they take.

use crate::assignments::Load;
use crate::clock::Moment;
use crate::db::{Row, Tx, bind};
use crate::people::PersonId;
use crate::refusal::Outcome;

/// `?1` is the moment with which the day began.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select t.id, t.name, f.at_once, f.a_day, f.serves, f.languages,
                    coalesce(has.papers, 0) as open, coalesce(took.papers, 0) as today
             from people t
             join person_roles r on r.person_id = t.id and r.role = 'tutor'
             left join tutors f on f.person_id = t.id
             left join (select tutor_id, count(*) as papers from papers indexed by papers_by_tutor
                        where state in ('assigned', 'marking', 'needs_info') group by tutor_id) has
                 on has.tutor_id = t.id
             left join (select tutor_id, count(*) as papers from assignments indexed by assignments_by_start
                        where began_at >= ?1 and (ended_how is null or ended_how = 'returned')
                        group by tutor_id) took on took.tutor_id = t.id
             where t.disabled_at is null ",
            $rest
        )
    };
}

fn read(row: &Row<'_>) -> Outcome<Load> {
    let serves: Option<String> = row.get("serves")?;
    let languages: Option<String> = row.get("languages")?;
    Ok(Load {
        tutor: row.get("id")?,
        name: row.get("name")?,
        at_once: row.get("at_once")?,
        a_day: row.get("a_day")?,
        serves: serves
            .unwrap_or_default()
            .lines()
            .map(str::to_owned)
            .collect(),
        languages: languages.unwrap_or_default(),
        open: row.get("open")?,
        today: row.get("today")?,
    })
}

pub fn all(tx: &Tx<'_>, day_began: Moment) -> Outcome<Vec<Load>> {
    tx.all(select!("order by t.name, t.id"), bind![day_began], read)
}

/// Papers that a tutor had at any time since a moment: from when, until when (nothing: they have it still), and whether
/// it was returned. What was given by mistake and taken back at once counts for nothing.
pub fn held_since(
    tx: &Tx<'_>,
    tutor: PersonId,
    since: Moment,
) -> Outcome<Vec<(Moment, Option<Moment>, bool)>> {
    tx.all(
        "select began_at, ended_at, coalesce(ended_how = 'returned', 0) as returned
         from assignments indexed by assignments_by_tutor
         where tutor_id = ?1 and (ended_at >= ?2 or ended_at is null) and ended_how is not 'undone'
         order by began_at, id",
        bind![tutor, since],
        |row| {
            Ok((
                row.get("began_at")?,
                row.get("ended_at")?,
                row.get("returned")?,
            ))
        },
    )
}

pub fn of(tx: &Tx<'_>, day_began: Moment, tutor: PersonId) -> Outcome<Option<Load>> {
    tx.one(select!("and t.id = ?2"), bind![day_began, tutor], read)
}
