//! The demo centre's policies beside the usual ones: a holiday to come, a question of its own, a course with its rules, and
//! no mail about the queue but to those who want it.

use super::DAYS;
use crate::centre;
use crate::db::Tx;
use crate::outbox::Letter;
use crate::outbox::own::{self, OwnWords};
use crate::outbox::subscriptions::defaults::{self, Setting};
use crate::outbox::subscriptions::{Channel, Topic};
use crate::papers::courses::{self, TypedCourse};
use crate::papers::intake;
use crate::people::{Person, Role};
use crate::refusal::Outcome;

/// So many days after the demo opens, a holiday begins.
const TO_COME: i64 = 19;

/// The receipt in the centre's own words: its subject and its body.
const RECEIPT: (&str, &str) = (
    "[{paper}] {title}",
    "Thank you for sending us “{title}”. It is with us, and its reference is {paper}.\n\nYou have our feedback by {promised}. We write to you when a tutor takes it, and again when the feedback is ready.\n\nUntil then you can look after it here:",
);

/// Settles them as an admin does, so that history says who it was.
pub fn settle(tx: &Tx<'_>, admin: &Person) -> Outcome<()> {
    let begins = tx.now().plus_days(DAYS + TO_COME).timestamp();
    let first = begins.to_zoned(super::cast::centre().zone()).date();
    let last = first.checked_add(jiff::Span::new().days(2)).ok();
    centre::add_holiday(tx, admin, (Some(first), last), "Staff days")?;
    intake::add(tx, admin, "Which language do you write best?")?;
    let class = TypedCourse {
        code: "SOC 201".to_owned(),
        title: "Cities and public space".to_owned(),
        teacher: "judith.carrow@example.edu".to_owned(),
        turnaround_hours: String::new(),
        weekly_cap: "40".to_owned(),
    };
    courses::change(tx, admin, &class)?;
    let receipt = OwnWords::typed(RECEIPT.0, RECEIPT.1);
    own::settle(tx, admin, (Letter::Received, "Receipt"), &receipt)?;
    let no_alerts = [Role::Tutor, Role::Coordinator].map(|role| Setting {
        role,
        topic: Topic::Queue,
        channel: Channel::Never,
        called: format!("Mail, {}: A paper joins the queue", role.as_str()),
    });
    defaults::settle(tx, admin, &no_alerts)
}
