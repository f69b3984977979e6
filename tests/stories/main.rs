//! What the desk promises, told one story at a time.
#![expect(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "a story that cannot go on has failed"
)]

mod cast;
mod desk;
mod doors;
mod invariants;
mod letters;
mod mail;
mod outbox;
mod post_office;
mod seat;
mod telling_everyone;
