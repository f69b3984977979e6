//! Nobody leaves with papers still on their desk: they go back to the queue or to somebody else in the same step.

use super::{hand_back, open_of, refuse_if_holding, take_over};
use crate::db::Tx;
use crate::papers;
use crate::people::{self, Person, PersonId, Role};
use crate::refusal::{Failure, Fault, Outcome, Refusal};

/// What happens to the papers of somebody who leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Onward {
    /// Back to the queue.
    Queue,
    /// To this tutor.
    To(PersonId),
}

/// Shuts the door to a person who has no papers any more.
///
/// # Errors
/// `Conflict` with how many they have; as `people::disable`.
pub fn disable(tx: &Tx<'_>, by: &Person, id: PersonId) -> Outcome<()> {
    refuse_if_holding(tx, id)?;
    people::disable(tx, by, id)
}

/// Shuts the door to a person, and passes on every paper they have, in one step.
///
/// # Errors
/// A refusal at the field `onward` where they have papers and nothing was chosen, or somebody who cannot take them all;
/// as `people::disable`.
pub fn disable_and_pass_on(
    tx: &Tx<'_>,
    by: &Person,
    id: PersonId,
    onward: Option<Onward>,
) -> Outcome<()> {
    let leaving = people::find(tx, id)?.ok_or_else(Refusal::not_found)?;
    if open_of(tx, id)? == 0 {
        return people::disable(tx, by, id);
    }
    let missing = || Refusal::field("onward", "Choose what happens to their papers");
    let onward = onward.ok_or_else(missing)?;
    people::disable(tx, by, id)?;
    let reason = format!("{} may not come in any more.", leaving.name);
    while open_of(tx, id)? > 0 {
        pass_on(tx, by, id, (onward, &reason))?;
    }
    Ok(())
}

/// A first few of their papers, those that are due first.
fn pass_on(
    tx: &Tx<'_>,
    by: &Person,
    from: PersonId,
    (onward, reason): (Onward, &str),
) -> Outcome<()> {
    let all = papers::of_tutor(tx, from)?;
    if all.is_empty() {
        return Err(Fault::new("papers of somebody who leaves cannot be found").into());
    }
    for paper in all {
        match onward {
            Onward::Queue => hand_back(tx, by, paper.number, reason)?,
            Onward::To(tutor) => {
                let gives = take_over(tx, by, paper.number, (tutor, reason));
                gives.map_err(|failure| at_onward(failure, &paper.number.to_string()))?;
            }
        }
    }
    Ok(())
}

/// Whoever cannot take one of them is refused at the field of the form.
fn at_onward(failure: Failure, reference: &str) -> Failure {
    match failure {
        Failure::Refused(refusal) if !refusal.fields.is_empty() => {
            let says = format!("Choose another tutor: this one cannot take {reference}");
            Refusal::field("onward", says).into()
        }
        other => other,
    }
}

/// Gives a person these roles and no others: whoever is no tutor any more could not open the papers they still have.
///
/// # Errors
/// `Conflict` with how many they have; as `people::set_roles`.
pub fn set_roles(tx: &Tx<'_>, by: &Person, id: PersonId, roles: &[Role]) -> Outcome<()> {
    people::set_roles(tx, by, id, roles)?;
    if roles.contains(&Role::Tutor) {
        Ok(())
    } else {
        refuse_if_holding(tx, id)
    }
}
