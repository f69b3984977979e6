//! What keeps papers and news from going on, the worst first.

use super::Span;
use super::rows::keepers;
use crate::clock::Moment;
use crate::db::Tx;
use crate::outbox;
use crate::refusal::Outcome;

/// A mail that may go is gone within seconds; after so long something keeps it.
const DUE_MINUTES: i64 = 5;

/// Something that stands still: how many of them, and since when. All are counted up to `MOST_STANDING`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stuck {
    /// The mail server takes nothing, or cannot be reached; so many mails wait.
    MailServer {
        /// How many mails.
        mails: i64,
        /// Since when there is trouble.
        since: Moment,
    },
    /// Somebody stopped all mail, or that to some destinations.
    MailStopped {
        /// How many mails wait, whatever they wait for.
        mails: i64,
        /// The destinations; empty: all mail.
        to: Vec<String>,
        /// Since when.
        since: Moment,
    },
    /// No mail server is set, or mails came back with a backup.
    MailKept {
        /// How many mails.
        mails: i64,
        /// Since the first of them.
        since: Moment,
        /// False: no mail server is set.
        configured: bool,
    },
    /// Mails might have gone and have not.
    MailDue {
        /// How many mails.
        mails: i64,
        /// Since when the first might have gone.
        since: Moment,
    },
    /// Mails were given up in the time that is looked at.
    MailGivenUp {
        /// How many mails.
        mails: i64,
        /// Since the first of them.
        since: Moment,
    },
    /// Webhooks take nothing.
    Webhooks {
        /// How many webhooks.
        hooks: i64,
        /// Since the first of them.
        since: Moment,
    },
    /// Nobody has papers that are due back.
    PastPromise {
        /// How many papers.
        papers: i64,
        /// The earliest promise.
        since: Moment,
    },
    /// Tutors have papers that are due back.
    LateInHand {
        /// How many papers.
        papers: i64,
        /// The earliest promise.
        since: Moment,
    },
    /// Students were asked something and have not answered: no fault of the desk's.
    Asked {
        /// How many papers.
        papers: i64,
        /// Since the first question.
        since: Moment,
    },
}

impl Stuck {
    /// Whether it is a matter for somebody at the desk.
    #[must_use]
    pub const fn is_trouble(&self) -> bool {
        !matches!(self, Self::Asked { .. })
    }
}

/// All that stands still, the worst first; empty: everything flows.
///
/// # Errors
/// When the database fails.
pub fn stuck(tx: &Tx<'_>, span: Span) -> Outcome<Vec<Stuck>> {
    let mut all = mail(tx)?;
    let given_up = keepers::mails_given_up(tx, span.before(tx.now()))?;
    all.extend(some(given_up, |mails, since| Stuck::MailGivenUp {
        mails,
        since,
    }));
    let failing = keepers::webhooks_that_fail(tx)?;
    all.extend(some(failing, |hooks, since| Stuck::Webhooks {
        hooks,
        since,
    }));
    let waiting = keepers::waiting_past_promise(tx)?;
    all.extend(some(waiting, |papers, since| Stuck::PastPromise {
        papers,
        since,
    }));
    let in_hand = keepers::in_hand_past_promise(tx)?;
    all.extend(some(in_hand, |papers, since| Stuck::LateInHand {
        papers,
        since,
    }));
    let asked = keepers::asked(tx)?;
    all.extend(some(asked, |papers, since| Stuck::Asked { papers, since }));
    Ok(all)
}

fn some((n, since): keepers::Kept, stuck: impl Fn(i64, Moment) -> Stuck) -> Option<Stuck> {
    since.filter(|_| n > 0).map(|since| stuck(n, since))
}

/// What keeps mail: of several reasons why mails that are due do not go, the first is told.
fn mail(tx: &Tx<'_>) -> Outcome<Vec<Stuck>> {
    let relay = outbox::relay(tx)?;
    let (waiting, _) = keepers::mails_waiting(tx)?;
    let stops = outbox::stops(tx)?;
    let mut all = Vec::new();
    let trouble = relay
        .trouble_at
        .filter(|_| relay.troubles > 0 && waiting > 0);
    let stopped = stops
        .iter()
        .map(|stop| stop.at)
        .min()
        .filter(|_| waiting > 0);
    if let Some(since) = trouble {
        all.push(Stuck::MailServer {
            mails: waiting,
            since,
        });
    } else if let Some(since) = stopped {
        let everything = stops.iter().any(|stop| stop.destination.is_none());
        let named = stops.iter().filter_map(|stop| stop.destination.clone());
        let to = if everything {
            Vec::new()
        } else {
            named.collect()
        };
        all.push(Stuck::MailStopped {
            mails: waiting,
            to,
            since,
        });
    } else {
        let due = keepers::mails_due_before(tx, tx.now().plus_minutes(-DUE_MINUTES))?;
        all.extend(some(due, |mails, since| Stuck::MailDue { mails, since }));
    }
    let configured = relay.configured;
    let kept = keepers::mails_kept(tx)?;
    all.extend(some(kept, |mails, since| Stuck::MailKept {
        mails,
        since,
        configured,
    }));
    Ok(all)
}
