//! What the desk promises, told one story at a time.
#![expect(clippy::unwrap_used, reason = "a story that cannot go on has failed")]

mod backups;
mod cast;
mod choosing;
mod closing;
mod coming_back;
mod command_line;
mod deeds;
mod desk;
mod doors;
mod files;
mod finding_tutors;
mod giving;
mod hooks;
mod invariants;
mod kill;
mod letters;
mod looking_after;
mod mail;
mod marking;
mod outbox;
mod pipeline;
mod place;
mod post_office;
mod post_round;
mod private;
mod program;
mod programs;
mod queue;
mod remembering;
mod reports;
mod seat;
mod sending_in;
mod server;
mod sessions;
mod signing_in;
mod telling_everyone;
#[path = "../../benches/desk/term/mod.rs"]
mod term;
mod tokens;
mod watching;
mod wire;
mod writing;
