//! Whatever happens to a paper is told to those who chose to hear of it.

use super::{State, rows};
use crate::db::Tx;
use crate::events::{self, Event, Seq};
use crate::outbox::subscriptions::news::{self, Happening, News};
use crate::papers::{PaperNumber, Said, UNDO_MINUTES};
use crate::refusal::Outcome;

/// Tells it to whoever follows this paper, or papers like it. What is undone before it was told is told to nobody.
///
/// # Errors
/// When the database fails.
pub fn happened(tx: &Tx<'_>, seq: Seq, number: PaperNumber, said: &Said<'_>) -> Outcome<()> {
    let undoes = matches!(
        said.event,
        Event::ReturnUndone { .. } | Event::HandedBack { undone: true, .. }
    );
    if undoes || !news::is_wanted(tx, number)? {
        return Ok(());
    }
    let (Some(mut happened), Some(paper)) = (events::find(tx, seq)?, rows::find(tx, number)?)
    else {
        return Ok(());
    };
    if said.actor == Some(paper.student.id) {
        happened.actor = Some("Its student".to_owned());
    }
    let can_be_undone = matches!(
        said.event,
        Event::Assigned { .. } | Event::Claimed { .. } | Event::Returned { .. }
    ) && paper.state != State::Waiting;
    let what = Happening {
        seq,
        kind: &said.event.kind(),
        paper: number,
        actor: said.actor,
        sure_at: tx
            .now()
            .plus_minutes(if can_be_undone { UNDO_MINUTES } else { 0 }),
    };
    let told = News {
        reference: number.to_string(),
        title: &paper.title,
        says: &happened.sentence(),
        at: tx.now(),
    };
    news::spread(tx, what, &told)
}
