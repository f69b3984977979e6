//! Erasing: all that names a person goes, at once and for good; what counts stays and names nobody. And letting go, by and
//! by, of what the centre keeps no longer.

pub mod retention;
mod rows;

use crate::audit::{self, Act, Subject};
use crate::db::Tx;
use crate::events::PaperNumber;
use crate::people::{self, Person, PersonId};
use crate::refusal::{Kind, Outcome, Refusal};

pub use rows::Goes;

/// What erasing somebody would do, before anything is done.
#[derive(Clone, Debug)]
pub struct Preview {
    /// Who.
    pub person: Person,
    /// What would go.
    pub goes: Goes,
    /// Papers that must come to an end first: their own, or on their desk.
    pub open: Vec<PaperNumber>,
    /// What else stands against it, in a sentence.
    pub refusal: Option<Refusal>,
}

/// Looks at what erasing somebody would do.
///
/// # Errors
/// `NotFound` where there is nobody, or they were erased already.
pub fn look(tx: &Tx<'_>, by: &Person, id: PersonId) -> Outcome<Preview> {
    let person = people::find(tx, id)?.ok_or_else(Refusal::not_found)?;
    if people::is_erased(tx, id)? {
        return Err(Refusal::not_found().into());
    }
    let open = rows::open_papers(tx, id)?;
    Ok(Preview {
        goes: rows::goes(tx, id)?,
        refusal: why_not(tx, by, &person)?,
        open,
        person,
    })
}

fn why_not(tx: &Tx<'_>, by: &Person, person: &Person) -> Outcome<Option<Refusal>> {
    if by.id == person.id {
        let says = "Nobody erases themself. Ask somebody else who looks after the desk.";
        return Ok(Some(Refusal::conflict(says)));
    }
    if !by.may_change(person) {
        let says = "Only an admin can do this to an admin.";
        return Ok(Some(Refusal::new(Kind::NotAllowed, says)));
    }
    if people::merged::leads_to(tx, person.id)?.is_some() {
        let says = "This account was merged into another one. Erase that: this one goes with it.";
        return Ok(Some(Refusal::conflict(says)));
    }
    Ok(None)
}

/// Erases a person: their name and addresses, their papers' texts and files, what was written about these, every mail to
/// them or about them. That they were here, and what happened when, stays as numbers. It cannot be undone.
///
/// # Errors
/// A refusal at the field `address` where it is not theirs, `Conflict` while they have open papers or are the last admin.
pub fn erase(tx: &Tx<'_>, by: &Person, id: PersonId, address: &str) -> Outcome<()> {
    let preview = look(tx, by, id)?;
    if let Some(refusal) = preview.refusal {
        return Err(refusal.into());
    }
    if let Some(first) = preview.open.first() {
        let says = format!("{first} is still open. Let it come to its end first.");
        return Err(Refusal::conflict(says).into());
    }
    if !address.trim().eq_ignore_ascii_case(&preview.person.email) {
        return Err(Refusal::field("address", "Type their address as it stands above").into());
    }
    people::disable(tx, by, id)?;
    for account in people::merged::accounts(tx, id)? {
        for paper in rows::papers_of(tx, account)? {
            rows::forget_text(tx, paper)?;
            rows::forget_feedback(tx, paper)?;
            rows::forget_words(tx, paper)?;
            rows::forget_mails(tx, paper)?;
            rows::forget_wishes(tx, paper)?;
        }
        rows::forget_person(tx, account)?;
    }
    rows::sweep_files(tx)?;
    let papers = serde_json::json!({ "papers": preview.goes.papers });
    let what = (Act::PersonErased, Subject::Person(id.0));
    audit::note(tx, Some(by.id.0), what, &papers).map(drop)
}
