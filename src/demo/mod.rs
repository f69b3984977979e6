//! stub to be overwritten by the helper who writes the demo
use crate::{app::Desk, clock::Moment, people::Role, refusal::Outcome};
pub const FACES: [(Role, &str); 0] = [];
pub const DAYS: i64 = 24;
pub async fn furnish(_: &Desk, _: Moment) -> Outcome<()> { Ok(()) }
