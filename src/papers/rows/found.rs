//! Statements that find papers for one person: each begins at the index that fits, and all share what is asked beside.

use super::{read, select};
use crate::db::{Tx, Value, bind};
use crate::papers::search::Wanted;
use crate::papers::{Paper, PaperNumber, State};
use crate::people::{Person, PersonId, Role};
use crate::refusal::{Fault, Outcome};

/// Those of some papers that are there, in no order.
///
/// # Errors
/// When the database fails.
pub fn all_of(tx: &Tx<'_>, numbers: &[PaperNumber]) -> Outcome<Vec<Paper>> {
    let listed = serde_json::to_string(numbers)
        .map_err(|error| Fault::from_error("listing papers", error))?;
    tx.all(
        select!("where p.number in (select value from json_each(?1))"),
        bind![listed],
        read,
    )
}

/// One look for papers.
pub struct Look<'a> {
    /// Who looks: only what they may see is found.
    pub person: &'a Person,
    /// Whether they do not see who wrote the papers of others.
    pub hidden: bool,
    /// What they look for.
    pub wanted: &'a Wanted,
    /// Their free words, as a pattern.
    pub words: Option<String>,
    /// Only papers before this one.
    pub before: PaperNumber,
    /// At most so many.
    pub limit: u32,
}

/// `?1` is what the statement begins with; `?2` who looks, `?3` whether they oversee, `?4` whether they are a tutor.
macro_rules! found {
    ($begins:literal) => {
        select!(concat!(
            "where ",
            $begins,
            " and p.number < ?5
              and (?3 or p.student_id = ?2
                   or (?4 and (p.tutor_id = ?2
                               or (p.state = 'waiting'
                                   and not exists (select 1 from kept_apart a
                                                   where a.tutor_id = ?2 and a.student_id = p.student_id)))))
              and (?6 is null or p.state = ?6)
              and (?7 is null or p.tutor_id = ?7)
              and (?8 is null or p.course = ?8 collate nocase
                   or exists (select 1 from courses k where k.id = p.course_id and k.code = ?8))
              and (?9 is null or p.title like ?9 escape '\\' or p.course like ?9 escape '\\'
                   or (not ?11 and (s.name like ?9 escape '\\' or s.email like ?9 escape '\\')))
              order by p.number desc limit ?10"
        ))
    };
}

fn values<'a>(look: &'a Look<'_>, begins: Value<'a>) -> [Value<'a>; 11] {
    let Look { person, wanted, .. } = look;
    [
        begins,
        person.id.into(),
        person.oversees().into(),
        person.is(Role::Tutor).into(),
        look.before.into(),
        wanted.state.into(),
        wanted.tutor.into(),
        wanted.course.as_ref().into(),
        look.words.as_ref().into(),
        look.limit.into(),
        look.hidden.into(),
    ]
}

pub fn of_student(tx: &Tx<'_>, look: &Look<'_>, student: PersonId) -> Outcome<Vec<Paper>> {
    let values = values(look, student.into());
    tx.all(found!("p.student_id = ?1"), &values, read)
}

pub fn in_state(tx: &Tx<'_>, look: &Look<'_>, state: State) -> Outcome<Vec<Paper>> {
    let values = values(look, state.into());
    tx.all(found!("p.state = ?1"), &values, read)
}

pub fn of_everybody(tx: &Tx<'_>, look: &Look<'_>) -> Outcome<Vec<Paper>> {
    tx.all(found!("?1 is null"), &values(look, Value::Null), read)
}

/// What a tutor has or had, wrote, or could take.
pub fn of_tutor(tx: &Tx<'_>, look: &Look<'_>) -> Outcome<Vec<Paper>> {
    tx.all(
        found!(
            "?1 is null and p.number in (
                 select number from papers where tutor_id = ?2
                 union select number from papers where student_id = ?2
                 union select number from papers where state = 'waiting')"
        ),
        &values(look, Value::Null),
        read,
    )
}

/// A paper by its own id, if this person may see it.
///
/// # Errors
/// When the database fails.
pub fn by_id(tx: &Tx<'_>, person: &Person, id: &str) -> Outcome<Option<Paper>> {
    tx.one(
        select!(
            "where p.id = ?1
               and (p.student_id = ?2 or ?3
                    or (?4 and (p.tutor_id = ?2 or p.state = 'waiting')))"
        ),
        bind![id, person.id, person.oversees(), person.is(Role::Tutor)],
        read,
    )
}
