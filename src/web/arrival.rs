//! What somebody is told as they sign in: who they are, and whether our mail reaches them.

use super::answers::Answer;
use super::guards::Visitor;
use crate::db::Tx;
use crate::outbox::{self, Suppression};
use crate::pages::suppressed::{does_not_reach_you, reached_after_all};
use crate::people::Person;
use crate::refusal::Outcome;
use crate::sign_in::Token;

/// Somebody who has just signed in, and what is to be said about mail to them, with whether it reaches them by now.
pub(super) struct Arrival {
    person: Person,
    token: Token,
    unreached: Option<(Suppression, bool)>,
}

/// They used something that we mailed, so mail reaches them.
pub(super) fn by_mail(tx: &Tx<'_>, begun: Option<(Person, Token)>) -> Outcome<Option<Arrival>> {
    let Some((person, token)) = begun else {
        return Ok(None);
    };
    let before = outbox::reaches(tx, &person.email)?;
    Ok(Some(Arrival {
        unreached: before.map(|one| (one, true)),
        person,
        token,
    }))
}

/// They came in some other way, which says nothing about mail.
pub(super) fn by_hand(tx: &Tx<'_>, (person, token): (Person, Token)) -> Outcome<Arrival> {
    let known = outbox::suppression(tx, &person.email)?;
    Ok(Arrival {
        unreached: known.map(|one| (one, false)),
        person,
        token,
    })
}

/// The way on, with their session.
pub(super) fn welcome(visitor: &Visitor, arrival: Arrival, next: String) -> Answer {
    let times = visitor.times();
    let answer = match &arrival.unreached {
        None => {
            let says = format!("You are signed in as {}.", arrival.person.name);
            Answer::told(next, says)
        }
        Some((one, true)) => Answer::told(next, reached_after_all(one, &times)),
        Some((one, false)) => Answer::warned(next, does_not_reach_you(one, &times)),
    };
    answer.with_session(arrival.token)
}
