//! Every statement about the flow. Each looks at the newest few or at what stands in a partial index, never at all.

pub mod keepers;
pub mod mail;
pub mod papers;
pub mod tries;
pub mod webhooks;

use crate::clock::Moment;
use crate::refusal::Outcome;

/// Numbers grow with time, so the first one since a moment is found by halving: some twenty looks at single rows, and no
/// index that every insert would have to keep. `at` gives the number and the moment of the first row from a number on.
fn first_since(
    newest: i64,
    since: Moment,
    at: impl Fn(i64) -> Outcome<Option<(i64, Moment)>>,
) -> Outcome<i64> {
    let (mut before, mut from) = (0, newest.saturating_add(1));
    while from - before > 1 {
        let middle = i64::midpoint(before, from);
        match at(middle)? {
            Some((number, moment)) if moment < since => before = number,
            _ => from = middle,
        }
    }
    Ok(from)
}
