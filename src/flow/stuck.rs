//! What keeps papers and news from going on, the worst first.

use super::Span;
use super::rows::keepers;
use crate::clock::Moment;
use crate::db::Tx;
use crate::outbox;
use crate::refusal::Outcome;

/// A mail that may go is gone within seconds; after so long something keeps it.
const DUE_MINUTES: i64 = 5;

/// What keeps something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keeper {
    /// The mail server takes nothing, or cannot be reached; mails wait.
    MailServer,
    /// Somebody stopped all mail, or that to some destinations; counted is whatever waits.
    MailStopped {
        /// The destinations; empty: all mail.
        to: Vec<String>,
    },
    /// No mail server is set, or mails came back with a backup.
    MailKept {
        /// False: no mail server is set.
        configured: bool,
    },
    /// Mails might have gone and have not.
    MailDue,
    /// Mails were given up in the time that is looked at.
    MailGivenUp,
    /// Webhooks take nothing.
    Webhooks,
    /// Nobody has papers that are due back.
    PastPromise,
    /// Tutors have papers that are due back.
    LateInHand,
    /// Students were asked something and have not answered: no fault of the desk's.
    Asked,
}

/// Something that stands still.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stuck {
    /// What keeps it.
    pub by: Keeper,
    /// How many mails, webhooks or papers, counted up to `MOST_STANDING`.
    pub count: i64,
    /// Since when: there is trouble, the first of them stands there, or the earliest promise.
    pub since: Moment,
}

impl Stuck {
    /// Whether it is a matter for somebody at the desk.
    #[must_use]
    pub fn is_trouble(&self) -> bool {
        self.by != Keeper::Asked
    }

    fn some(by: Keeper, (count, since): keepers::Kept) -> Option<Self> {
        let since = since.filter(|_| count > 0)?;
        Some(Self { by, count, since })
    }
}

/// All that stands still, the worst first; empty: everything flows.
///
/// # Errors
/// When the database fails.
pub fn stuck(tx: &Tx<'_>, span: Span) -> Outcome<Vec<Stuck>> {
    let since = span.before(tx.now());
    let others = [
        (Keeper::MailGivenUp, keepers::mails_given_up(tx, since)?),
        (Keeper::Webhooks, keepers::webhooks_that_fail(tx)?),
        (Keeper::PastPromise, keepers::waiting_past_promise(tx)?),
        (Keeper::LateInHand, keepers::in_hand_past_promise(tx)?),
        (Keeper::Asked, keepers::asked(tx)?),
    ];
    let all = mail(tx)?.into_iter().chain(others);
    Ok(all.filter_map(|(by, kept)| Stuck::some(by, kept)).collect())
}

/// Webhooks that take nothing, if there are such.
///
/// # Errors
/// When the database fails.
pub fn webhooks(tx: &Tx<'_>) -> Outcome<Option<Stuck>> {
    let kept = keepers::webhooks_that_fail(tx)?;
    Ok(Stuck::some(Keeper::Webhooks, kept))
}

/// What keeps mail: of several reasons why mails that are due do not go, the first is told.
fn mail(tx: &Tx<'_>) -> Outcome<[(Keeper, keepers::Kept); 2]> {
    let relay = outbox::relay(tx)?;
    let (waiting, _) = keepers::mails_waiting(tx)?;
    let stops = outbox::stops(tx)?;
    let trouble = relay.trouble_at.filter(|_| relay.troubles > 0);
    let stopped = stops.iter().map(|stop| stop.at).min();
    let due = match (trouble, stopped) {
        (Some(_), _) if waiting > 0 => (Keeper::MailServer, (waiting, trouble)),
        (_, Some(_)) if waiting > 0 => {
            let named: Option<_> = stops.into_iter().map(|stop| stop.destination).collect();
            let to = named.unwrap_or_default();
            (Keeper::MailStopped { to }, (waiting, stopped))
        }
        _ => {
            let since = tx.now().plus_minutes(-DUE_MINUTES);
            (Keeper::MailDue, keepers::mails_due_before(tx, since)?)
        }
    };
    let configured = relay.configured;
    let kept = (Keeper::MailKept { configured }, keepers::mails_kept(tx)?);
    Ok([due, kept])
}
