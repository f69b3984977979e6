//! What comes to the desk by mail: reports on mail that did not arrive, and what students answer. Everything else, and
//! all that machines answer by themselves, is dropped; nothing that comes in is ever answered.

mod read;
mod words;

use crate::centre;
use crate::db::{Tx, word_enum};
use crate::outbox::{self, Addressed, Report};
use crate::papers::replies;
use crate::people::{self, Email};
use crate::refusal::Outcome;

pub use read::{Came, Verdict, read};

word_enum! {
    /// What became of a mail that came in.
    Filed {
        /// It was a report, and the mail it is about knows of it.
        Report = "report",
        /// It was an answer, and lies with its paper.
        Reply = "reply",
        /// It was dropped.
        Nothing = "nothing",
    }
}

/// Files a mail that came in. Only an address that this desk made tells what it is about, never what a mail says of
/// itself.
///
/// # Errors
/// When the database fails.
pub fn file(tx: &Tx<'_>, came: &Came) -> Outcome<Filed> {
    let secret = outbox::relay(tx)?.secret;
    let mut addressed = came
        .to
        .iter()
        .filter_map(|address| outbox::addressed(&secret, address, tx.now()));
    match addressed.next() {
        Some(Addressed::Mail(delivery)) => {
            let Some(verdict) = &came.verdict else {
                return Ok(Filed::Nothing);
            };
            let report = Report {
                delivery,
                failed: verdict.failed,
                said: verdict.said.clone(),
                print: came.print.clone(),
            };
            outbox::report(tx, &report).map(|()| Filed::Report)
        }
        Some(paper) => file_reply(tx, came, (&secret, &paper)),
        None => Ok(Filed::Nothing),
    }
}

/// An answer is filed where the centre takes answers, a person wrote it, from the address we wrote to, at the address
/// that only they were given.
fn file_reply(tx: &Tx<'_>, came: &Came, (secret, to): (&str, &Addressed)) -> Outcome<Filed> {
    let Addressed::Paper(number, _) = to else {
        return Ok(Filed::Nothing);
    };
    let takes = !came.automatic && !came.words.is_empty() && centre::ways(tx)?.replies_by_mail;
    let sender = came.from.as_deref().and_then(Email::parse);
    let Some(sender) = sender.filter(|_| takes) else {
        return Ok(Filed::Nothing);
    };
    let person = people::find_by_email(tx, &sender)?.filter(|person| !person.disabled);
    let Some(person) = person else {
        return Ok(Filed::Nothing);
    };
    // They may have been written to at an account that is part of theirs by now.
    let accounts = people::merged::accounts(tx, person.id)?;
    if !accounts.iter().any(|id| to.is_of(secret, *id)) {
        return Ok(Filed::Nothing);
    }
    let kept = replies::keep(tx, &person, *number, (&came.words, &came.print))?;
    Ok(if kept { Filed::Reply } else { Filed::Nothing })
}
