//! The demo: some weeks of an invented centre, lived through the desk's own deeds on a clock that runs ahead.

mod calendar;
mod cast;
mod chance;
mod deeds;
mod essays;
mod hooks;
mod notes;
mod plan;
mod policies;
mod post;
mod programs;
mod subjects;
#[cfg(test)]
mod tests;
mod weeks;

use std::sync::Arc;

use crate::app::{self, Desk};
use crate::clock::Moment;
use crate::db::Db;
use crate::outbox::{self, Courier};
use crate::refusal::Outcome;
use crate::watch;

pub use cast::FACES;
use deeds::{Stage, Standing};
use plan::Act;
use post::Post;

/// How many days of the centre's life are lived before the demo opens.
pub const DAYS: i64 = 24;

const MAIL_FROM: &str = "Northfield Writing Centre <writing@example.edu>";
const MAIL_FROM_BARE: &str = "writing@example.edu";
const DOMAIN: &str = "example.edu";
/// Longer than the wait after a mail was put off once, in seconds.
const NEXT_TRY: i64 = 60;

/// Lives the weeks before `now` on a fresh desk whose clock is held `DAYS` earlier; the clock then stands at `now`.
///
/// # Errors
/// When a deed is refused or the database fails.
pub async fn furnish(desk: &Desk, now: Moment) -> Outcome<()> {
    let (cast, programs) = desk
        .db
        .write(|tx| {
            outbox::introduce_relay(tx, true, DOMAIN)?;
            Ok((cast::gather(tx)?, programs::let_in(tx)?))
        })
        .await?;
    let stage = Arc::new(Stage {
        cast,
        plan: weeks::plan(now),
    });
    let bank = Arc::clone(&stage);
    desk.db
        .write(move |tx| notes::fill_bank(tx, &bank.cast.coordinators[0], &bank.cast.tutors))
        .await?;
    let mut round = Round::new(desk);
    let mut standing: Vec<Option<Standing>> = vec![None; stage.plan.pieces.len()];
    for (n, scene) in stage.plan.scenes.iter().enumerate() {
        round.live_until(scene.at);
        let (acting, before) = (Arc::clone(&stage), standing[scene.piece]);
        if !matches!(scene.act, Act::Post) {
            let after = desk
                .db
                .write(move |tx| acting.perform(tx, &acting.plan.scenes[n], before))
                .await?;
            standing[scene.piece] = Some(after);
        }
        let next = stage.plan.scenes.get(n + 1).map_or(now, |next| next.at);
        if scene.act.tells() && next > scene.at {
            round.carry(next).await?;
        }
    }
    round.live_until(now);
    let known = Arc::clone(&stage);
    let done = desk.db.write(move |tx| {
        cast::write_down(tx, &known.cast)?;
        programs.go_on(tx)?;
        hooks::connect(tx)
    });
    done.await?;
    for numbers in watch::portions(&desk.db.read(watch::look).await?) {
        desk.db.write(move |tx| watch::tell(tx, &numbers)).await?;
    }
    hooks::tell(&desk.db, &desk.settings.public_url).await?;
    round.carry(now).await
}

/// Time that goes by, and the mail that is carried meanwhile.
struct Round {
    db: Db,
    post: Arc<Post>,
    courier: Courier<Post>,
}

impl Round {
    fn new(desk: &Desk) -> Self {
        let post = Arc::new(Post::default());
        let scribe = app::scribe(&desk.pages, MAIL_FROM, &desk.settings.public_url);
        let from = (MAIL_FROM_BARE.to_owned(), 1);
        let courier = Courier::new(desk.db.clone(), Arc::clone(&post), scribe, from);
        Self {
            db: desk.db.clone(),
            post,
            courier,
        }
    }

    fn live_until(&self, moment: Moment) {
        let clock = self.db.clock();
        clock.advance_seconds(moment.seconds_since(clock.now()).max(0));
    }

    /// Carries what is due, and what was put off once more where there is time before the next scene.
    async fn carry(&mut self, next: Moment) -> Outcome<()> {
        // The first look lets go what was held until now, and only the second finds it due.
        self.courier.carry_all_due().await?;
        self.courier.carry_all_due().await?;
        let again = self.db.clock().now().plus_seconds(NEXT_TRY);
        if self.post.has_put_off() && again <= next {
            self.live_until(again);
            self.courier.carry_all_due().await?;
        }
        Ok(())
    }
}
