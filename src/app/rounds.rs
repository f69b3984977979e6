//! What the desk looks through by itself, again and again, while it serves.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch::Receiver;
use tokio::task::JoinHandle;

use super::Desk;
use crate::audit::{self, Looks};
use crate::client::outward::{Outward, Reach};
use crate::db::Db;
use crate::erasing::retention;
use crate::hooks;
use crate::outbox::gathering;
use crate::papers::{preparation, search};
use crate::refusal::Outcome;
use crate::{assignments, feedback, idempotency, roster, watch};

const DAY: Duration = Duration::from_hours(24);
const HOUR: Duration = Duration::from_hours(1);
const MINUTE: Duration = Duration::from_mins(1);
/// A desk that is killed loses the looks at papers of so long at most; one that is stopped loses none.
const LOOKS: Duration = Duration::from_secs(5);

/// A paper is found by its words so long after it came, and not sooner: many are indexed at once for less.
const WORDS: Duration = Duration::from_millis(500);

/// Begins all of them; each goes on until it is stopped.
pub(super) fn begin(db: &Db, looks: &Looks) -> [JoinHandle<()>; 7] {
    [
        tokio::spawn(hourly(db.clone())),
        tokio::spawn(minutely(db.clone())),
        tokio::spawn(watchful(db.clone())),
        tokio::spawn(gathering(db.clone())),
        tokio::spawn(daily(db.clone())),
        tokio::spawn(self::looks(db.clone(), looks.clone())),
        tokio::spawn(words(db.clone())),
    ]
}

/// Lets go of what was prepared and never sent, of answers and lists of people that were kept for a day, and of what the
/// centre keeps no longer.
async fn hourly(db: Db) {
    loop {
        tokio::time::sleep(HOUR).await;
        let failed = |failure| {
            tracing::warn!(%failure, "what is old could not be swept");
            0
        };
        // One deed for a few at a time, so that nobody's own deed waits long.
        while db.write(preparation::sweep).await.unwrap_or_else(failed) > 0 {}
        while db.write(idempotency::sweep).await.unwrap_or_else(failed) > 0 {}
        while db.write(roster::sweep).await.unwrap_or_else(failed) > 0 {}
        while db.write(retention::sweep).await.unwrap_or_else(failed) > 0 {}
    }
}

/// Looks after papers on which nothing moves, and tells each matter once to whoever can help it.
async fn watchful(db: Db) {
    loop {
        tokio::time::sleep(MINUTE).await;
        if let Err(failure) = watch_once(&db).await {
            tracing::warn!(%failure, "papers could not be watched over");
        }
    }
}

/// One round of the watch: what was told before one of its deeds failed stays told.
async fn watch_once(db: &Db) -> Outcome<()> {
    let found = db.read(watch::look).await?;
    for numbers in watch::portions(&found) {
        db.write(move |tx| watch::tell(tx, &numbers)).await?;
    }
    Ok(())
}

/// Makes one mail of what waits to be told together, for each whose digest has come or whose short hold is over.
async fn gathering(db: Db) {
    loop {
        tokio::time::sleep(MINUTE / 4).await;
        if let Err(failure) = gather_once(&db).await {
            tracing::warn!(%failure, "digests could not be made");
        }
    }
}

/// One round: each mail is a deed of its own, so that one which fails is made again and none is made twice.
async fn gather_once(db: &Db) -> Outcome<()> {
    for batch in db.read(gathering::due).await? {
        db.write(move |tx| gathering::make(tx, batch)).await?;
    }
    Ok(())
}

/// Ends claims that ran out, and forgets what notes said before they were returned.
async fn minutely(db: Db) {
    loop {
        tokio::time::sleep(MINUTE).await;
        for deed in [assignments::lapse, feedback::forget_versions] {
            if let Err(failure) = db.write(deed).await {
                tracing::warn!(%failure, "claims and versions could not be looked through");
            }
        }
    }
}

/// Tells webhooks, and only addresses in the public network, until the desk closes.
pub(super) fn webhooks(
    desk: &Desk,
    public_url: &str,
    closing: Receiver<bool>,
) -> impl Future<Output = ()> + Send + use<> {
    let outward = Arc::new(Outward::within(Reach::global()));
    let runner = hooks::Runner::new(desk.db.clone(), outward, public_url, rand::random);
    let runner = runner.counting(desk.tallies.webhooks.clone());
    runner.work(closing)
}

/// Writes down who looked at which paper, some seconds after they did.
async fn looks(db: Db, looks: Looks) {
    loop {
        tokio::time::sleep(LOOKS).await;
        if let Err(failure) = looks.settle(&db).await {
            tracing::warn!(%failure, "looks at papers wait to be written down");
        }
    }
}

/// Indexes the words of papers that came or changed, a few at a time.
async fn words(db: Db) {
    loop {
        tokio::time::sleep(WORDS).await;
        let done = match db.read(search::has_to_index).await {
            Ok(true) => db.write(search::index).await,
            waits => waits,
        };
        if let Err(failure) = done {
            tracing::warn!(%failure, "the words of papers wait to be indexed");
        }
    }
}

/// Says once a day where the audit stands: whoever keeps the log can prove later that nothing was changed before.
async fn daily(db: Db) {
    loop {
        match db.read(audit::anchor).await {
            Ok(Some(anchor)) => tracing::info!(%anchor, "the audit stands here"),
            Ok(None) => {}
            Err(failure) => tracing::warn!(%failure, "the audit could not be looked at"),
        }
        tokio::time::sleep(DAY).await;
    }
}
