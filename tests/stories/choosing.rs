//! What each person chooses about their mail, and what they and others can see of it.

mod again;
mod defaults;
mod digests;
mod feeds;
mod following;
mod why_not;

use crate::desk::Desk;
use crate::seat::Answer;
use paperdesk::outbox::gathering;

/// One round of making digests, as the server makes one now and then.
fn gather(desk: &Desk) {
    for batch in desk.look(gathering::due) {
        desk.deed(move |tx| gathering::make(tx, batch));
    }
}

/// What somebody chose on the page about their mail, everything else as it is usual.
fn choose(desk: &Desk, who: &str, chosen: &[(&str, &str)]) -> Answer {
    let mut form = chosen.to_vec();
    form.push(("digest_at", "08:00"));
    form.extend(["0", "1", "2", "3", "4"].map(|day| ("digest_days", day)));
    desk.seat(who).post("/account/mail", &form)
}

/// To whom mails went since so many were in the tray.
fn told_since(desk: &Desk, before: usize) -> Vec<String> {
    let mut told: Vec<String> = desk
        .carry()
        .split_off(before)
        .into_iter()
        .map(|mail| mail.to)
        .collect();
    told.sort();
    told
}
