//! Sends the papers of a whole class to a desk on another machine: first looks, then sends, and may be run again.

mod report;

use std::path::PathBuf;

use tokio::signal::unix::{SignalKind, signal};

use super::Stop;
use super::afar::{self, Afar};
use crate::client::class::{self, Row};
use crate::client::errand::{self, Became, Errand, Papers, Told};
use crate::client::{Desk, Trouble};
use crate::refusal::Fault;
use report::{Fate, Report};

/// Shown under `paperdesk import --help`.
pub const EXAMPLE: &str = "The first row names the columns: file and student_email, and maybe student_name, title, subject, description, due_on, consent. \
     Files are looked for beside the table. Run again, it sends only what is missing.\n\nExample:\n  \
     paperdesk import papers.csv --server https://desk.example.edu\n  \
     paperdesk import papers.csv --server https://desk.example.edu --send";

/// A class to be sent.
#[derive(Debug, clap::Args)]
pub struct Ask {
    /// The table, as a spreadsheet saves it: CSV with commas, semicolons or tabs
    file: PathBuf,
    /// Send the papers; without it everything is checked and nothing is sent
    #[arg(long)]
    send: bool,
    /// How many papers go at once
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u8).range(1..=16))]
    parallel: u8,
    #[command(flatten)]
    afar: Afar,
    /// Print one JSON object for each row, and one for the summary
    #[arg(long)]
    json: bool,
}

/// Looks, or sends.
///
/// # Errors
/// When a paper was refused or not sent; the report has said which.
pub fn run(ask: &Ask) -> Result<(), Stop> {
    let desk = ask.afar.desk()?;
    let rows = class::read(&ask.file).map_err(Stop::failed)?;
    let errand = if ask.send { Errand::Send } else { Errand::Look };
    let mut report = Report::new(&rows, errand, ask.json);
    let runtime = afar::runtime()?;
    let may = runtime.block_on(desk.may_send());
    if ask.send {
        may.clone()?;
    }
    report.begin(&rows)?;
    if may.is_ok() {
        let papers = Papers {
            papers: papers(rows),
            at_once: ask.parallel.into(),
        };
        runtime.block_on(work(desk, errand, papers, &mut report))?;
    }
    report.end()?;
    let all_is_well = report.all_is_well();
    may?;
    if all_is_well {
        Ok(())
    } else {
        Err(Stop::quietly())
    }
}

fn papers(rows: Vec<Row>) -> Vec<(usize, crate::client::Paper)> {
    rows.into_iter()
        .enumerate()
        .filter_map(|(n, row)| row.paper.ok().map(|paper| (n, paper)))
        .collect()
}

async fn work(desk: Desk, errand: Errand, papers: Papers, report: &mut Report) -> Result<(), Stop> {
    let listening = |error| Fault::from_error("listening for signals", error);
    let mut interrupt = signal(SignalKind::interrupt()).map_err(listening)?;
    let mut terminate = signal(SignalKind::terminate()).map_err(listening)?;
    let interrupted = async || {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    };
    let mut told = Ok(());
    let tell = |news| {
        let said = match news {
            Told::Paper(n, became) => report.tell(n, fate(became)),
            Told::Ending => {
                report.ending();
                Ok(())
            }
        };
        if told.is_ok() {
            told = said;
        }
    };
    errand::run(desk, errand, papers, interrupted, tell).await?;
    told
}

fn fate(became: Became) -> Fate {
    match became {
        Became::Ready => Fate::Ready,
        Became::Taken(taken) if taken.was_there => Fate::There(taken.paper),
        Became::Taken(taken) => Fate::Sent(taken.paper),
        Became::Missed(trouble) => missed(trouble),
    }
}

/// What ends everything is no word against this paper.
fn missed(trouble: Trouble) -> Fate {
    if trouble.ends_all() {
        Fate::Unsent(trouble.says)
    } else {
        Fate::Refused(trouble.says)
    }
}
