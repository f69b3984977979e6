//! Sends one paper to a desk on another machine.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use serde_json::Value;

use super::afar::{self, Afar};
use super::progress::Bar;
use super::{Stop, print};
use crate::client::{Desk, Known, Manuscript, Paper, Progress, Taken, Trouble, Words, class};
use crate::pages::words;

/// Shown under `paperdesk submit --help`.
pub const EXAMPLE: &str = "The token comes from PAPERDESK_TOKEN, or from the file that PAPERDESK_TOKEN_FILE names. The same paper sent again is not \
     taken twice.\n\nExample:\n  paperdesk submit essay.docx --student ana@example.edu --server https://desk.example.edu";

/// How often the bar moves.
const TICK: Duration = Duration::from_millis(100);
const MEBIBYTE: u64 = 1024 * 1024;

/// A paper to be sent.
#[derive(Debug, clap::Args)]
pub struct Ask {
    /// The paper: docx, odt, rtf, pdf, txt or md
    file: PathBuf,
    /// The student's address; somebody unknown gets an account
    #[arg(long, value_name = "EMAIL")]
    student: String,
    /// What the student is called, where the desk does not know them yet
    #[arg(long, default_value = "", hide_default_value = true)]
    name: String,
    /// What the paper is called [default: what stands in it]
    #[arg(long, default_value = "", hide_default_value = true)]
    title: String,
    /// What it is for: a course
    #[arg(long, default_value = "", hide_default_value = true)]
    subject: String,
    /// The student's own question
    #[arg(long, default_value = "", hide_default_value = true)]
    description: String,
    /// The course's own due date, like 2026-12-04
    #[arg(long, value_name = "DATE", default_value = "", hide_default_value = true, value_parser = class::date)]
    due_on: String,
    /// The student agreed that the course's teacher is told
    #[arg(long)]
    consent_teacher: bool,
    #[command(flatten)]
    afar: Afar,
    /// Print the paper as JSON
    #[arg(long)]
    json: bool,
}

/// Sends it.
///
/// # Errors
/// Why it was not sent, or not taken.
pub fn run(ask: Ask) -> Result<(), Stop> {
    let desk = ask.afar.desk()?;
    let manuscript = Manuscript::open(&ask.file).map_err(Stop::failed)?;
    let words = Words {
        student_email: ask.student,
        student_name: ask.name,
        title: ask.title,
        subject: ask.subject,
        description: ask.description,
        due_on: ask.due_on,
        consent_teacher: ask.consent_teacher,
    };
    let paper = Paper::new(words, manuscript).map_err(Stop::failed)?;
    let taken = afar::runtime()?.block_on(watched(&desk, &paper))?;
    if ask.json {
        return print::json(&as_json(taken));
    }
    print::say(&print::plain(&sentence(&taken)))
}

async fn watched(desk: &Desk, paper: &Paper) -> Result<Taken, Trouble> {
    let (bar, progress) = (Bar::new(), Arc::new(Progress::default()));
    let mut sending = std::pin::pin!(desk.send(paper, &progress));
    loop {
        tokio::select! {
            taken = &mut sending => return taken,
            () = tokio::time::sleep(TICK) => draw(&bar, paper, &progress),
        }
    }
}

fn draw(bar: &Bar, paper: &Paper, progress: &Progress) {
    let (sent, size) = (progress.sent(), paper.manuscript.size);
    let tenths = |bytes: u64| {
        let tenths = bytes * 10 / MEBIBYTE;
        format!("{}.{}", tenths / 10, tenths % 10)
    };
    let tries = match progress.tries() {
        0 | 1 => String::new(),
        tries => format!(", try {tries}"),
    };
    let words = format!("{} of {} MiB{tries}", tenths(sent), tenths(size));
    bar.show(&paper.manuscript.name, (sent, size), &words);
}

fn as_json(taken: Taken) -> Value {
    let mut all = taken.paper.all;
    if let Some(paper) = all.as_object_mut() {
        paper.insert("was_there".to_owned(), taken.was_there.into());
    }
    all
}

fn sentence(taken: &Taken) -> String {
    let paper = &taken.paper;
    let what = if taken.was_there {
        "was already there".to_owned()
    } else {
        format!(
            "is at the desk, {}",
            words::counted(paper.words, "word", "words")
        )
    };
    format!("{} {what}; {}", paper.reference, standing(paper))
}

/// The promise, as long as it counts.
fn standing(paper: &Known) -> String {
    if let "returned" | "withdrawn" | "sent_back" = paper.status.as_str() {
        return format!("it is {} by now", paper.status.replace('_', " "));
    }
    let promise = paper.promised_at.parse::<Timestamp>().map_or_else(
        |_| paper.promised_at.clone(),
        |at| at.strftime("%Y-%m-%d %H:%M UTC").to_string(),
    );
    format!("feedback is promised by {promise}")
}
