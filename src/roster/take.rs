//! Doing what a row was shown to change, and nothing else.

use super::plan::{Plan, plan};
use super::{Row, Verdict};
use crate::db::Tx;
use crate::people::{self, Person};
use crate::refusal::{Outcome, Refusal};
use crate::{sign_in, tutors};

/// Does what was shown of a row; whoever is new is invited by mail where that is wanted. What would change something
/// else by now is left as it is. Done once more, it changes nothing.
///
/// # Errors
/// A refusal that says why it cannot be taken any more.
pub fn take(
    tx: &Tx<'_>,
    by: &Person,
    (row, shown): (&Row, &Verdict),
    invite: bool,
) -> Outcome<Verdict> {
    if !matches!(shown, Verdict::New(_) | Verdict::Changed(_)) {
        return Ok(shown.clone());
    }
    let todo = plan(tx, by, row)?;
    let verdict = todo.verdict();
    if verdict == *shown {
        carry_out(tx, by, &todo, invite)?;
        return Ok(verdict);
    }
    Ok(match verdict {
        Verdict::New(changes) | Verdict::Changed(changes) => Verdict::Moved(changes),
        other => other,
    })
}

fn carry_out(tx: &Tx<'_>, by: &Person, todo: &Plan, invite: bool) -> Outcome<()> {
    let id = match &todo.known {
        Some(person) => {
            if person.name != todo.name {
                people::rename(tx, by, person.id, &todo.name)?;
            }
            people::set_roles(tx, by, person.id, &todo.roles)?;
            person.id
        }
        None => people::add_by(tx, by, (&todo.email, &todo.name), &todo.roles)?.id,
    };
    if let Some(facts) = &todo.facts {
        tutors::settle(tx, by, id, facts)?;
    }
    for (first, last) in &todo.away {
        tutors::add_away(tx, by, id, (first, last))?;
    }
    if invite && todo.known.is_none() {
        let person = people::find(tx, id)?.ok_or_else(Refusal::not_found)?;
        sign_in::invite(tx, &person, Some(by))?;
    }
    Ok(())
}
