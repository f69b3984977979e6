//! The student for whom somebody else sends in a paper.

use super::{Email, Person, Role, added, clean_name, find_by_email};
use crate::db::Tx;
use crate::refusal::{Kind, Outcome, Refusal};

/// The student with this address. Whoever watches over all papers may name anybody: somebody we do not know yet gets an
/// account and can sign in by mail. All others may name only themselves.
///
/// # Errors
/// A refusal at the field `student_email`, or `NotAllowed`.
pub fn student_for(tx: &Tx<'_>, by: &Person, typed: &str, name: &str) -> Outcome<Person> {
    let field = |says: &str| Refusal::field("student_email", says);
    let email = Email::parse(typed)
        .ok_or_else(|| field("Enter the student's address, like name@example.edu"))?;
    if !by.oversees() && by.email != email.as_str() {
        let says = "Only a coordinator or an admin sends in papers for somebody else.";
        return Err(Refusal::new(Kind::NotAllowed, says).into());
    }
    match find_by_email(tx, &email)? {
        Some(person) if person.disabled => Err(field("This account is disabled").into()),
        Some(person) if person.is(Role::Student) => Ok(person),
        Some(_) => Err(field("The person with this address is not a student here").into()),
        None => {
            let name = clean_name(name);
            let name = if name.is_empty() {
                email.name_guess()
            } else {
                name
            };
            added(tx, Some(by), (email.as_str(), &name), &[Role::Student])
        }
    }
}
