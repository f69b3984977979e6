//! Whoever writes the mails: a letter into words, words into a mail, and a signature where there is a key.

use std::sync::Arc;

use crate::events::PaperNumber;
use crate::mail::{self, Envelope, Signer};
use crate::outbox::{Delivery, Scribe};
use crate::pages::Pages;
use crate::refusal::Fault;

/// Writes a delivery's letter and makes a mail of it; a pure function of the delivery.
#[must_use]
pub fn scribe(pages: &Arc<Pages>, mail_from: &str, public_url: &str) -> Scribe {
    let (pages, from, url) = (
        Arc::clone(pages),
        mail_from.to_owned(),
        public_url.to_owned(),
    );
    Arc::new(move |delivery: &Delivery| {
        let written = pages.letter(delivery, &url)?;
        let domain = delivery
            .message_id
            .rsplit('@')
            .next()
            .unwrap_or("localhost");
        // One root that never was a mail: all mail about a paper hangs from it, in whatever order it arrives.
        let root = delivery
            .paper
            .map(|PaperNumber(number)| format!("paper-{number}@{domain}"));
        let stop = delivery
            .stop_token
            .as_ref()
            .map(|token| format!("{url}/stop/{token}/{}", delivery.letter.stops()));
        mail::compose(&Envelope {
            from: &from,
            to_name: &delivery.name,
            to: &delivery.recipient,
            message_id: &delivery.message_id,
            thread_root: root.as_deref(),
            in_reply_to: root.as_deref(),
            date: delivery.due_at.0,
            subject: &written.subject,
            text: &written.text,
            html: &written.html,
            unsubscribe: stop.as_deref(),
            reply_to: delivery.answer_to.as_deref(),
        })
        .map_err(|error| Fault::from_error("composing a mail", error))
    })
}

/// The same, and each mail is signed where there is a key.
#[must_use]
pub fn signed_by(signer: Option<Signer>, scribe: Scribe) -> Scribe {
    let Some(signer) = signer else {
        return scribe;
    };
    Arc::new(move |delivery: &Delivery| {
        signer
            .sign(&scribe(delivery)?)
            .map_err(|error| Fault::from_error("signing a mail", error))
    })
}
