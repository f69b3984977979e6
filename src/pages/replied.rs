//! What a student answered by mail, as the paper's page shows it.

use serde::Serialize;

use super::Times;
use crate::papers::replies::Reply;

/// An answer by mail.
#[derive(Serialize)]
pub(super) struct Replied {
    when: String,
    iso: String,
    lines: Vec<String>,
}

/// All answers, in their order.
pub(super) fn replied(all: &[Reply], times: &Times) -> Vec<Replied> {
    let one = |reply: &Reply| Replied {
        when: times.clock(reply.at),
        iso: times.iso(reply.at),
        lines: reply.words.lines().map(str::to_owned).collect(),
    };
    all.iter().map(one).collect()
}
