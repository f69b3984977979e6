//! Two accounts of one person become one: everything that the one had is the other's from then on.

pub mod alike;
mod rows;

use crate::audit::{self, Act, Subject};
use crate::db::Tx;
use crate::events::PaperNumber;
use crate::people::{self, Person, PersonId, Role, merged};
use crate::refusal::{Kind, Outcome, Refusal};
use crate::tutors;

pub use rows::Moving;

/// Two accounts that could become one, and what would move.
pub struct Pair {
    /// The account that stays.
    pub kept: Person,
    /// The account that goes.
    pub gone: Person,
    /// What of it would be the other's.
    pub moving: Moving,
    /// Why they cannot be merged as they are.
    pub refusal: Option<Refusal>,
}

/// Looks at two accounts side by side.
///
/// # Errors
/// `NotFound` where one of them is not there.
pub fn look(tx: &Tx<'_>, by: &Person, (kept, gone): (PersonId, PersonId)) -> Outcome<Pair> {
    let find = |id| -> Outcome<Person> {
        let person = people::find(tx, id)?.ok_or_else(Refusal::not_found)?;
        if merged::leads_to(tx, id)?.is_some() || people::is_erased(tx, id)? {
            return Err(Refusal::not_found().into());
        }
        Ok(person)
    };
    let (kept, gone) = (find(kept)?, find(gone)?);
    Ok(Pair {
        refusal: why_not(tx, by, (&kept, &gone))?,
        moving: rows::moving(tx, gone.id)?,
        kept,
        gone,
    })
}

/// Merges an account into another, for good. The other one keeps its address, or gets that of the one that goes; the
/// address that is not kept finds the person, and signs nobody in.
///
/// # Errors
/// Why they cannot be merged; `NotFound` where one of them is not there.
pub fn merge(
    tx: &Tx<'_>,
    by: &Person,
    (kept, gone): (PersonId, PersonId),
    keep_the_others_address: bool,
) -> Outcome<()> {
    let pair = look(tx, by, (kept, gone))?;
    if let Some(refusal) = pair.refusal {
        return Err(refusal.into());
    }
    let both = (&pair.kept, &pair.gone);
    people::merged::absorb(tx, by, both, keep_the_others_address)?;
    rows::move_all(tx, gone, kept)?;
    let now = people::find(tx, kept)?.ok_or_else(Refusal::not_found)?;
    let roles: Vec<&str> = now.roles.iter().map(|role| role.as_str()).collect();
    let details = serde_json::json!({ "other": gone.0, "roles": roles });
    audit::note(
        tx,
        Some(by.id.0),
        (Act::Merged, Subject::Person(kept.0)),
        &details,
    )?;
    rows::forget_codes(tx, (&pair.kept.email, &pair.gone.email))
}

/// What stands against it.
fn why_not(tx: &Tx<'_>, by: &Person, (kept, gone): (&Person, &Person)) -> Outcome<Option<Refusal>> {
    let no = |says: String| Ok(Some(Refusal::conflict(says)));
    if kept.id == gone.id {
        return no("This is one account already.".to_owned());
    }
    let works_here = |person: &Person| person.is_staff();
    if (works_here(kept) || works_here(gone)) && !by.is(Role::Admin) {
        let says = "Only an admin merges accounts of people who work here.";
        return Ok(Some(Refusal::new(Kind::NotAllowed, says)));
    }
    if gone.id == by.id {
        return no(
            "This is your own account. Open your own page and merge the other one into it."
                .to_owned(),
        );
    }
    if kept.disabled {
        return no(format!(
            "{} may not come in. Merge it into the account that may.",
            kept.email
        ));
    }
    if tutors::are_apart(tx, kept.id, gone.id)? || tutors::are_apart(tx, gone.id, kept.id)? {
        return no("They are kept apart, so they are not one person.".to_owned());
    }
    if let Some(paper) = rows::worked_on(tx, kept.id, gone.id)? {
        return no(format!(
            "One of them had {}, a paper by the other, so they are not one person.",
            PaperNumber(paper)
        ));
    }
    if rows::is_read_second(tx, gone.id)? {
        return no(format!(
            "What {} wrote lies with a second reader. Let that come to its end first.",
            gone.name
        ));
    }
    Ok(None)
}
