//! Programs that act as people of the demo: one at work, one whose token soon ends, one that was shut out.

use super::cast::FACES;
use crate::db::Tx;
use crate::people::{self, Email};
use crate::refusal::{Outcome, Refusal};
use crate::sign_in::{self, Lifetime, NewToken, Scope, TokenId};

/// The token that is still used when the demo opens, and the one that was revoked by then.
pub struct Programs {
    used: TokenId,
    revoked: TokenId,
}

/// Lets the programs in; nobody hears their secrets.
///
/// # Errors
/// When a deed is refused or the database fails.
pub fn let_in(tx: &Tx<'_>) -> Outcome<Programs> {
    let (tutor, admin) = (FACES[1].1, FACES[3].1);
    let course_system = &[Scope::PapersSubmit, Scope::PapersRead, Scope::EventsRead];
    let revoked = token(
        tx,
        admin,
        ("Course system, first try", course_system, "180d"),
    )?;
    let used = token(tx, admin, ("Course system", course_system, "365d"))?;
    token(tx, tutor, ("My calendar", &[Scope::PapersRead], "30d"))?;
    Ok(Programs { used, revoked })
}

fn token(
    tx: &Tx<'_>,
    email: &str,
    (name, scopes, lasts): (&str, &[Scope], &str),
) -> Outcome<TokenId> {
    let email = Email::parse(email).ok_or_else(Refusal::not_found)?;
    let person = people::find_by_email(tx, &email)?.ok_or_else(Refusal::not_found)?;
    let new = NewToken {
        name,
        scopes,
        lasts: Lifetime::parse(lasts),
        form: None,
    };
    sign_in::create_token(tx, Some(&person), &person, &new).map(|(id, _)| id)
}

impl Programs {
    /// What became of them until the demo opens.
    ///
    /// # Errors
    /// When the database fails.
    pub fn go_on(&self, tx: &Tx<'_>) -> Outcome<()> {
        sign_in::revoke_token(tx, None, self.revoked)?;
        sign_in::touch_token(tx, self.used)
    }
}
