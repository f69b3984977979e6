//! The mail at the command line: what waits, what failed and why, sending it again, and a test of the mail server.

use std::time::Duration;

use clap::Subcommand;
use serde::Serialize;

use super::{Stop, desk, print};
use crate::clock::{Clock, Moment};
use crate::config::Settings;
use crate::db::Db;
use crate::mail::{Deadlines, Envelope, Relay, bare, compose};
use crate::outbox::carrier::{Answer, Carrier, Outcome, Parcel};
use crate::outbox::{self, Delivery, DeliveryId, State};
use crate::people::Person;
use crate::refusal::Fault;

/// Shown under `paperdesk mail --help`.
pub const EXAMPLE: &str = "Example:\n  paperdesk mail list --state failed";

/// What can be asked about mail.
#[derive(Debug, Subcommand)]
pub enum Ask {
    /// List mails, newest first
    #[command(after_help = EXAMPLE)]
    List {
        /// Only those that are pending, sending, sent, held, failed or cancelled
        #[arg(long, value_parser = state)]
        state: Option<State>,
        /// How many at most
        #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=10_000))]
        limit: u32,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Try a mail again at once
    #[command(
        after_help = "Example:\n  paperdesk mail retry 1042\n  paperdesk mail retry --all-failed"
    )]
    Retry {
        /// The mail's number
        #[arg(required_unless_present = "all_failed", conflicts_with = "all_failed")]
        id: Option<i64>,
        /// Try every failed mail again
        #[arg(long)]
        all_failed: bool,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// File a mail that came back or answers to a paper: from standard input, as a mail server pipes it
    #[command(
        after_help = "Example:\n  paperdesk --data /var/lib/paperdesk mail receive \"$1\" || exit 75\n\nIn a script that a mail server pipes mail to; $1 is the address it came to."
    )]
    Receive {
        /// The address it came to; without it, what the mail itself says
        to: Option<String>,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Send a test mail now and print the mail server's answer
    #[command(after_help = "Example:\n  paperdesk mail test you@example.edu")]
    Test {
        /// Where to send it
        address: String,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

fn state(word: &str) -> Result<State, String> {
    State::parse(word)
        .ok_or_else(|| "choose pending, sending, sent, held, failed or cancelled".to_owned())
}

/// Does what was asked.
///
/// # Errors
/// What the desk or the mail server refuses, in its own words.
pub fn run(settings: &Settings, ask: &Ask) -> Result<(), Stop> {
    match ask {
        Ask::List { state, limit, json } => list(&desk::open(settings)?, (*state, *limit), *json),
        Ask::Retry {
            id: Some(id), json, ..
        } => retry(&desk::open(settings)?, DeliveryId(*id), *json),
        Ask::Retry { id: None, json, .. } => retry_all_failed(&desk::open(settings)?, *json),
        Ask::Receive { to, json } => {
            super::receive::run(&desk::open(settings)?, to.as_deref(), *json)
        }
        Ask::Test { address, json } => test(settings, address, *json),
    }
}

#[derive(Serialize)]
struct Shown {
    id: i64,
    event_seq: Option<i64>,
    paper_reference: Option<String>,
    channel: &'static str,
    recipient: String,
    letter: &'static str,
    state: &'static str,
    hold: Option<&'static str>,
    attempts: u32,
    due_at: String,
    last_answer: Option<String>,
    message_id: String,
}

impl From<Delivery> for Shown {
    fn from(delivery: Delivery) -> Self {
        Self {
            id: delivery.id.0,
            event_seq: delivery.event.map(|seq| seq.0),
            paper_reference: delivery.paper.map(|paper| paper.to_string()),
            channel: "mail",
            recipient: delivery.recipient,
            letter: delivery.letter.as_str(),
            state: delivery.state.as_str(),
            hold: delivery.hold.map(outbox::Hold::as_str),
            attempts: delivery.attempts,
            due_at: delivery.due_at.timestamp().to_string(),
            last_answer: delivery.last_answer,
            message_id: delivery.message_id,
        }
    }
}

fn list(db: &Db, (state, limit): (Option<State>, u32), json: bool) -> Result<(), Stop> {
    let found = db.read_now(|tx| outbox::list(tx, state, None, limit))?;
    let shown: Vec<Shown> = found.into_iter().map(Shown::from).collect();
    if json {
        return print::json(&shown);
    }
    let row = |mail: Shown| {
        let state = mail.hold.map_or_else(
            || mail.state.to_owned(),
            |hold| format!("{} ({hold})", mail.state),
        );
        let paper = mail.paper_reference.unwrap_or_default();
        let answer = mail.last_answer.unwrap_or_default();
        let letter = mail.letter.to_owned();
        [
            mail.id.to_string(),
            state,
            letter,
            paper,
            mail.recipient,
            mail.attempts.to_string(),
            mail.due_at,
            answer,
        ]
    };
    let rows: Vec<[String; 8]> = shown.into_iter().map(row).collect();
    let heads = [
        "id",
        "state",
        "letter",
        "paper",
        "recipient",
        "tries",
        "due",
        "last answer",
    ];
    print::say(&print::columns(heads, &rows))
}

fn retry(db: &Db, id: DeliveryId, json: bool) -> Result<(), Stop> {
    let known = db.read_now(|tx| outbox::find(tx, id))?.is_some();
    if !known {
        return Err(Stop::failed(format!("There is no mail {}", id.0)));
    }
    db.write_now(move |tx| outbox::send_again(tx, &Person::operator(), id))?;
    retried(1, json)
}

fn retry_all_failed(db: &Db, json: bool) -> Result<(), Stop> {
    let moved = db.write_now(|tx| outbox::send_all_again(tx, State::Failed))?;
    retried(moved, json)
}

fn retried(count: usize, json: bool) -> Result<(), Stop> {
    if json {
        return print::json(&serde_json::json!({ "retried": count }));
    }
    print::say(&match count {
        0 => "No mail has failed.".to_owned(),
        1 => "1 mail is due now; it goes out while the server runs.".to_owned(),
        _ => format!("{count} mails are due now; they go out while the server runs."),
    })
}

fn test(settings: &Settings, address: &str, json: bool) -> Result<(), Stop> {
    let url = settings
        .smtp
        .clone()
        .ok_or_else(|| Stop::usage("No mail server is set; set `smtp` first"))?;
    let parcel = test_mail(settings, address, Clock::Machine.now())?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Fault::from_error("starting the async runtime", error))?;
    let answer = runtime.block_on(async {
        let relay = Relay::with_deadlines(url, 1, patient());
        let answer = relay.carry(&parcel).await;
        relay.close().await;
        answer
    });
    told(&answer, json)
}

fn told(answer: &Answer, json: bool) -> Result<(), Stop> {
    let sent = answer.outcome == Outcome::Sent;
    if json {
        print::json(&serde_json::json!({ "sent": sent, "answer": answer.said }))?;
        return if sent { Ok(()) } else { Err(Stop::quietly()) };
    }
    if sent {
        return print::say(&format!("The mail server took it: {}", answer.said));
    }
    Err(Stop::failed(format!(
        "The mail server did not take it: {}",
        answer.said
    )))
}

fn test_mail(settings: &Settings, address: &str, now: Moment) -> Result<Parcel, Stop> {
    let unusable = |_| Stop::usage(format!("{address} is not an address that we can write to"));
    let to = bare(address).map_err(unusable)?;
    let from = bare(&settings.mail_from).map_err(unusable)?;
    let domain = from.rsplit('@').next().unwrap_or_default();
    let says = format!(
        "This is a test from {}. If you can read it, mail arrives.",
        settings.public_url
    );
    let bytes = compose(&Envelope {
        from: &settings.mail_from,
        to_name: "",
        to: &to,
        message_id: &format!("{}@{domain}", uuid::Uuid::now_v7().simple()),
        thread_root: None,
        in_reply_to: None,
        date: now.0,
        subject: "A test mail from Paperdesk",
        text: &format!("{says}\n"),
        html: &format!("<p>{says}</p>\n"),
        unsubscribe: None,
        reply_to: None,
    })
    .map_err(|unsendable| Stop::failed(unsendable.to_string()))?;
    let bytes = match settings.signer() {
        Some(signer) => signer
            .sign(&bytes)
            .map_err(|unsendable| Stop::failed(unsendable.to_string()))?,
        None => bytes,
    };
    Ok(Parcel { from, to, bytes })
}

/// As long as a person at a terminal waits.
fn patient() -> Deadlines {
    Deadlines::of(Duration::from_secs(15))
}
