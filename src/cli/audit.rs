//! The audit at the command line: proving that nobody changed it, and reading it.

use std::path::PathBuf;

use clap::Subcommand;
use serde::Serialize;

use super::{Stop, desk, print};
use crate::audit::{self, Anchor, Asked, Entry, Sound, Verdict};
use crate::config::Settings;
use crate::db::{self, Tx};
use crate::refusal::{Outcome, Refusal};

/// Shown under `paperdesk audit --help`.
pub const EXAMPLE: &str = "Example:\n  paperdesk audit verify";

/// What can be asked about the audit.
#[derive(Debug, Subcommand)]
pub enum Ask {
    /// Prove that nothing in the audit was changed, taken out or put in between
    #[command(after_help = "Example:\n  paperdesk audit verify\n  \
            paperdesk audit verify --anchor 1042:9f86d081…   (as an earlier run or the log said)")]
    Verify {
        /// Where the audit stood once, as PLACE:FINGERPRINT: it must still go through there
        #[arg(long, value_name = "PLACE:FINGERPRINT")]
        anchor: Option<String>,
        /// A backup, in place of the desk in the data dir
        #[arg(long, value_name = "FILE")]
        backup: Option<PathBuf>,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Print the newest entries, the newest first
    #[command(after_help = "Example:\n  paperdesk audit list --limit 20 --json")]
    List {
        /// How many
        #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=10_000))]
        limit: u32,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

/// Does what was asked.
///
/// # Errors
/// When the audit is broken: with a sentence that says where; or when it cannot be read.
pub fn run(settings: &Settings, ask: &Ask) -> Result<(), Stop> {
    match ask {
        Ask::Verify {
            anchor,
            backup,
            json,
        } => {
            let anchor = anchor.as_deref().map(read_anchor).transpose()?;
            let mut found = None;
            let look = |tx: &Tx<'_>| prove(tx, anchor.as_ref());
            match backup {
                Some(file) => {
                    db::verify(file, |tx| {
                        if audit::is_kept(tx)? {
                            found = Some(look(tx)?);
                        }
                        Ok(())
                    })?;
                }
                None => found = Some(desk::open(settings)?.read_now(look)?),
            }
            let sound = found
                .ok_or_else(|| Stop::failed("This copy is from before there was an audit."))?;
            tell(&sound, *json)
        }
        Ask::List { limit, json } => {
            let db = desk::open(settings)?;
            let entries = db.read_now(|tx| audit::entries(tx, &Asked::default(), *limit))?;
            list(&entries, *json)
        }
    }
}

fn read_anchor(text: &str) -> Result<Anchor, Stop> {
    Anchor::parse(text).ok_or_else(|| {
        Stop::usage(
            "an anchor is a place, a colon and 64 hexadecimal digits, as `audit verify` prints it",
        )
    })
}

/// Looks the chain through.
///
/// # Errors
/// A refusal that says at which link it is broken, and how.
pub(super) fn prove(tx: &Tx<'_>, anchor: Option<&Anchor>) -> Outcome<Sound> {
    match audit::verify(tx, anchor)? {
        Verdict::Whole(sound) => Ok(sound),
        Verdict::Broken(link, why) => {
            Err(Refusal::conflict(format!("The audit is broken at link {}: {why}.", link.0)).into())
        }
    }
}

/// What a sound chain is, in a sentence.
pub(super) fn in_words(sound: &Sound) -> String {
    let stands = match &sound.last {
        Some(last) => format!(" It stands at {last}."),
        None => String::new(),
    };
    format!(
        "The audit is whole: {} links, of {} of which the desk forgot what they are of, as the centre chose.{stands}",
        sound.links, sound.forgotten
    )
}

#[derive(Serialize)]
struct Shown {
    whole: bool,
    links: i64,
    forgotten: i64,
    anchor: Option<String>,
}

fn tell(sound: &Sound, as_json: bool) -> Result<(), Stop> {
    if !as_json {
        return print::say(&in_words(sound));
    }
    print::json(&Shown {
        whole: true,
        links: sound.links,
        forgotten: sound.forgotten,
        anchor: sound.last.as_ref().map(ToString::to_string),
    })
}

#[derive(Serialize)]
struct Line<'a> {
    place: i64,
    at: String,
    actor: Option<i64>,
    act: &'static str,
    subject: &'static str,
    subject_id: Option<i64>,
    details: &'a serde_json::Value,
}

impl<'a> From<&'a Entry> for Line<'a> {
    fn from(entry: &'a Entry) -> Self {
        let (subject, subject_id) = entry.subject.parts();
        Self {
            place: entry.seq.0,
            at: format!("{:.0}", entry.at.timestamp()),
            actor: entry.by.as_ref().map(|(id, _)| *id),
            act: entry.act.as_str(),
            subject,
            subject_id,
            details: &entry.details,
        }
    }
}

fn list(entries: &[Entry], as_json: bool) -> Result<(), Stop> {
    let lines: Vec<Line<'_>> = entries.iter().map(Line::from).collect();
    if as_json {
        return print::json(&lines);
    }
    let number = |id: Option<i64>| id.map_or_else(|| "-".to_owned(), |id| id.to_string());
    let rows: Vec<[String; 6]> = lines
        .iter()
        .map(|line| {
            [
                line.place.to_string(),
                line.at.clone(),
                number(line.actor),
                line.act.to_owned(),
                format!("{} {}", line.subject, number(line.subject_id)),
                line.details.to_string(),
            ]
        })
        .collect();
    print::say(&print::columns(
        ["place", "at", "person", "did", "to", "details"],
        &rows,
    ))
}
