//! Finding papers: by where they stand, who has them, who wrote them, what they are for, and by free words.

use super::{Paper, PaperNumber, State, are_writers_hidden, rows, seen};
use crate::db::Tx;
use crate::people::{Person, PersonId, Role};
use crate::refusal::Outcome;

/// What is looked for; what is not named may be anything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Where it stands.
    pub state: Option<State>,
    /// Who has it, or had it last.
    pub tutor: Option<PersonId>,
    /// Who wrote it.
    pub student: Option<PersonId>,
    /// What it is for: as typed, or the code of a known course; upper or lower case.
    pub course: Option<String>,
    /// Free words: part of its title, its course, or its student's name or address.
    pub words: Option<String>,
}

/// The papers that this person may see among those wanted, newest first, before a number; at most `limit`.
///
/// # Errors
/// When the database fails.
pub fn search(
    tx: &Tx<'_>,
    person: &Person,
    wanted: &Wanted,
    (before, limit): (PaperNumber, u32),
) -> Outcome<Vec<Paper>> {
    let hidden = are_writers_hidden(tx, person)?;
    if hidden && wanted.student.is_some_and(|wanted| wanted != person.id) {
        return Ok(Vec::new());
    }
    let look = rows::found::Look {
        person,
        hidden,
        wanted,
        words: wanted.words.as_deref().map(pattern),
        before,
        limit,
    };
    let only_writes = !person.oversees() && !person.is(Role::Tutor);
    let found = match (wanted.student, wanted.state) {
        (None, _) if only_writes => rows::found::of_student(tx, &look, person.id),
        (Some(student), _) => rows::found::of_student(tx, &look, student),
        (None, Some(state)) => rows::found::in_state(tx, &look, state),
        (None, None) if person.oversees() => rows::found::of_everybody(tx, &look),
        (None, None) => rows::found::of_tutor(tx, &look),
    }?;
    let seen = |paper| seen::seen(person, hidden, paper);
    Ok(found.into_iter().map(seen).collect())
}

/// Free words as a pattern in which no letter means anything but itself.
fn pattern(words: &str) -> String {
    let mut pattern = String::from("%");
    for letter in words.trim().chars() {
        if matches!(letter, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    pattern
}
