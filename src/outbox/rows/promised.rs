//! Statements that promise a delivery, call it back, or ask for another try.

use crate::clock::Moment;
use crate::db::{Tx, bind};
use crate::events::PaperNumber;
use crate::outbox::{DeliveryId, Hold, Recipient, State, Telling};
use crate::refusal::Outcome;

pub struct Promised {
    pub message_id: String,
    pub lane: u32,
    pub state: State,
    pub hold: Option<Hold>,
    pub due_at: Moment,
    pub expires_at: Moment,
    pub quiet_until: Option<Moment>,
}

pub fn insert(
    tx: &Tx<'_>,
    telling: &Telling<'_>,
    to: &Recipient,
    promised: &Promised,
) -> Outcome<DeliveryId> {
    let (event, paper) = telling.about.unzip();
    let id = tx.insert(
        "insert into deliveries
             (message_id, event_seq, paper, person_id, recipient, name, letter, facts, why,
              lane, state, hold, created_at, due_at, expires_at, quiet_until)
         values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
        bind![
            &promised.message_id,
            event,
            paper,
            to.person,
            &to.email,
            &to.name,
            telling.letter,
            telling.facts,
            telling.why,
            promised.lane,
            promised.state,
            promised.hold,
            tx.now(),
            promised.due_at,
            promised.expires_at,
            promised.quiet_until,
        ],
    )?;
    tx.mark("delivery", id);
    Ok(DeliveryId(id))
}

pub fn cancel_held(tx: &Tx<'_>, paper: PaperNumber) -> Outcome<usize> {
    tx.run(
        "update deliveries set state = 'cancelled', hold = null, finished_at = ?2
         where paper = ?1 and state = 'held' and hold = 'undo'",
        bind![paper, tx.now()],
    )
}

pub fn cancel(tx: &Tx<'_>, id: DeliveryId) -> Outcome<usize> {
    tx.run(
        "update deliveries set state = 'cancelled', hold = null, finished_at = ?2 where id = ?1",
        bind![id, tx.now()],
    )
}

/// Another address; what was written for the old one is forgotten, because it names it.
pub fn set_address(tx: &Tx<'_>, id: DeliveryId, address: &str, why: &str) -> Outcome<()> {
    tx.run(
        "update deliveries set recipient = ?2, why = ?3 where id = ?1",
        bind![id, address, why],
    )?;
    tx.run("delete from mails where delivery_id = ?1", bind![id])?;
    Ok(())
}

pub fn set_pending(tx: &Tx<'_>, id: DeliveryId, expires_at: Moment) -> Outcome<usize> {
    tx.run(
        "update deliveries
         set state = 'pending', hold = null, due_at = ?2, quiet_until = null, crashes = 0, finished_at = null,
             expires_at = case letter when 'sign_in_code' then expires_at else ?3 end
         where id = ?1",
        bind![id, tx.now(), expires_at],
    )
}

pub fn set_all_pending(tx: &Tx<'_>, state: State, expires_at: Moment) -> Outcome<usize> {
    tx.run(
        "update deliveries
         set state = 'pending', hold = null, due_at = ?2, quiet_until = null, expires_at = ?3, crashes = 0,
             finished_at = null
         where state = ?1 and hold is not 'undo' and letter <> 'sign_in_code'
           and not (letter = 'invitation' and state = 'failed')
           and recipient not in (select address from suppressions)",
        bind![state, tx.now(), expires_at],
    )
}

/// After a restore: what was not sent yet may have been sent since the backup, so a person decides.
///
/// # Errors
/// When the database fails.
pub fn hold_everything_unsent(tx: &Tx<'_>) -> Outcome<usize> {
    tx.run(
        "update deliveries set state = 'held', hold = 'restored', leased_until = null, boot = null
         where state in ('pending', 'sending', 'held')",
        &[],
    )
}
