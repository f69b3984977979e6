//! The desk's figures for whoever watches machines: those of the pipeline by the same code as its page, and what was counted
//! since the start. Only from the machine itself.

mod flowing;
mod text;

use rocket::http::{ContentType, Status};
use rocket::{Route, get, routes};

use super::guards::Anyone;
use super::house::House;
use crate::db::Tx;
use crate::outbox::tally::Ending;
use crate::outbox::{self, State};
use crate::papers;
use crate::refusal::Outcome;
use text::Text;

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    routes![metrics]
}

#[get("/metrics")]
async fn metrics(visitor: Anyone, house: &House) -> Result<(ContentType, String), Status> {
    if !visitor.is_local {
        return Err(Status::NotFound);
    }
    let mut text = house
        .db
        .read_apart(figures)
        .await
        .map_err(|_| Status::ServiceUnavailable)?;
    since_the_start(house, &mut text);
    Ok((
        ContentType::new("text", "plain").with_params(("version", "0.0.4")),
        text.written(),
    ))
}

/// What the database knows.
fn figures(tx: &Tx<'_>) -> Outcome<Text> {
    let mut text = Text::default();
    deliveries(tx, &mut text)?;
    let queue = papers::queue(tx, tx.now())?;
    let oldest = queue
        .oldest
        .map_or(0, |oldest| tx.now().seconds_since(oldest));
    let relay = outbox::relay(tx)?;
    let gauges = [
        (
            "paperdesk_papers_waiting",
            "Papers that nobody has, counted up to 1,001.",
            queue.waiting,
        ),
        (
            "paperdesk_papers_waiting_past_promise",
            "Of those, papers whose promise has passed.",
            queue.due,
        ),
        (
            "paperdesk_papers_oldest_waiting_seconds",
            "Since the first of those was sent in.",
            oldest,
        ),
        (
            "paperdesk_relay_configured",
            "1: a mail server is set.",
            i64::from(relay.configured),
        ),
        (
            "paperdesk_relay_troubles",
            "Troubles with the mail server in a row.",
            i64::from(relay.troubles),
        ),
    ];
    for (name, help, value) in gauges {
        text.gauge(name, help, value);
    }
    flowing::write(tx, &mut text)?;
    Ok(text)
}

/// Counted up to 1,001 and no further, so that watching costs the same at any size.
fn deliveries(tx: &Tx<'_>, text: &mut Text) -> Outcome<()> {
    let name = "paperdesk_deliveries";
    text.begin(name, "gauge", "Mails in a state, counted up to 1,001.");
    let open = |state: &&State| !matches!(state, State::Sent | State::Cancelled);
    for state in State::ALL.iter().filter(open) {
        let n = outbox::count_by_state(tx, *state)?;
        text.value(name, &[("state", state.as_str())], n);
    }
    Ok(())
}

/// What this process counted.
fn since_the_start(house: &House, text: &mut Text) {
    let alive = i32::from(house.signs.courier_is_alive());
    let help = "1: the courier made its round within half a minute.";
    text.gauge("paperdesk_courier_alive", help, alive);
    let channels = [
        ("mail", &house.tallies.mail),
        ("webhook", &house.tallies.webhooks),
    ];
    let name = "paperdesk_attempts_total";
    text.begin(
        name,
        "counter",
        "Tries at deliveries since the start, by their answer.",
    );
    for (channel, tally) in channels {
        for ending in Ending::ALL {
            let labels = [("channel", channel), ("answer", ending.as_str())];
            text.value(name, &labels, tally.ended(*ending));
        }
    }
    let name = "paperdesk_first_byte_seconds";
    let help = "From when a delivery might go until its first try began, since the start.";
    text.begin(name, "histogram", help);
    for (channel, tally) in channels {
        text.histogram(name, channel, &tally.first_byte());
    }
    let name = "paperdesk_answer_seconds";
    let help = "From when a delivery might go until the answer to its first try, since the start.";
    text.begin(name, "histogram", help);
    for (channel, tally) in channels {
        text.histogram(name, channel, &tally.answer());
    }
    let name = "paperdesk_spans_total";
    text.begin(
        name,
        "counter",
        "Spans since the start that the collector took, or that were dropped.",
    );
    text.value(name, &[("fate", "taken")], house.spans.taken());
    text.value(name, &[("fate", "dropped")], house.spans.dropped());
}
