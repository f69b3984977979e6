//! How long what is kept: chosen by the centre for each kind of record, shown before it is chosen, and let go of a little
//! at a time by the desk itself.

use super::rows::{self, due};
use crate::audit::{self, Act, Subject};
use crate::centre::changes::{self, Change};
use crate::clock::Moment;
use crate::db::{Tx, word_enum};
use crate::people::Person;
use crate::refusal::{Complaints, Outcome};

/// Papers or mails that are let go of in one step.
const AT_ONCE: u32 = 20;
/// A hundred years.
const LONGEST: u32 = 36_500;

word_enum! {
    /// A kind of record.
    Kind {
        /// The files and the reading texts of papers that have ended, with what notes quote of them.
        Texts = "texts",
        /// Letters, notes, plans and what was said back, on papers that have ended.
        Feedback = "feedback",
        /// What mails say; that they were sent stays.
        Mails = "mails",
        /// Reasons, questions and answers said with what happened to papers that have ended.
        Words = "words",
        /// Who opened which paper; the audit's links stay.
        Looks = "looks",
        /// Sessions, codes and links that let nobody in any more.
        Signings = "signings",
    }
}

/// How long one kind is kept, and how much would go now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Which kind.
    pub kind: Kind,
    /// In days; nothing: for good.
    pub days: Option<u32>,
    /// Papers, mails, looks or ways in that are older than that now.
    pub due: i64,
}

/// How long everything is kept now, in the order of `Kind`.
///
/// # Errors
/// When the database fails.
pub fn rules(tx: &Tx<'_>) -> Outcome<Vec<Rule>> {
    let rule = |kind: &Kind| with(tx, *kind, due::days(tx, *kind)?);
    Kind::ALL.iter().map(rule).collect()
}

/// What would go if everything were kept so long.
///
/// # Errors
/// A refusal that names each field with no number of days.
pub fn preview(tx: &Tx<'_>, typed: &[(Kind, String)]) -> Outcome<Vec<Rule>> {
    let read = read(typed)?;
    read.into_iter()
        .map(|(kind, days)| with(tx, kind, days))
        .collect()
}

fn with(tx: &Tx<'_>, kind: Kind, days: Option<u32>) -> Outcome<Rule> {
    let due = match days {
        Some(days) => due::count(tx, kind, before(tx, days))?,
        None => 0,
    };
    Ok(Rule { kind, days, due })
}

fn before(tx: &Tx<'_>, days: u32) -> Moment {
    tx.now().plus_days(-i64::from(days))
}

fn read(typed: &[(Kind, String)]) -> Outcome<Vec<(Kind, Option<u32>)>> {
    let mut complaints = Complaints::default();
    let mut read = Vec::new();
    for (kind, text) in typed {
        let days: Option<u32> = text.trim().parse().ok();
        let days = days.filter(|days| (1..=LONGEST).contains(days));
        if days.is_none() && !text.trim().is_empty() {
            complaints.add(kind.as_str(), "Enter a number of days, or leave it empty");
        }
        read.push((*kind, days));
    }
    complaints.settle()?;
    Ok(read)
}

/// Chooses how long everything is kept from now on.
///
/// # Errors
/// As `preview`.
pub fn settle(tx: &Tx<'_>, by: &Person, typed: &[(Kind, String)]) -> Outcome<()> {
    for (kind, days) in read(typed)? {
        let was = due::days(tx, kind)?;
        due::set_days(tx, kind, days)?;
        let change = Change {
            what: format!("Kept: {}", named(kind)),
            was: in_words(was),
            became: in_words(days),
        };
        changes::note(tx, Some(by), &[change])?;
    }
    Ok(())
}

/// A kind in the words of history.
#[must_use]
pub const fn named(kind: Kind) -> &'static str {
    match kind {
        Kind::Texts => "paper texts and files",
        Kind::Feedback => "letters, notes and plans",
        Kind::Mails => "what mails say",
        Kind::Words => "reasons, questions and answers",
        Kind::Looks => "who opened which paper",
        Kind::Signings => "ended sessions, codes and links",
    }
}

fn in_words(days: Option<u32>) -> String {
    days.map_or_else(|| "for good".to_owned(), |days| format!("{days} days"))
}

/// Lets go of a first few of what is kept no longer; gives how many, so that nobody's own deed waits long. What it did
/// stands in the audit.
///
/// # Errors
/// When the database fails.
pub fn sweep(tx: &Tx<'_>) -> Outcome<usize> {
    for kind in Kind::ALL {
        let Some(days) = due::days(tx, *kind)? else {
            continue;
        };
        let gone = let_go(tx, *kind, before(tx, days))?;
        if gone > 0 {
            return Ok(gone);
        }
    }
    Ok(0)
}

fn let_go(tx: &Tx<'_>, kind: Kind, before: Moment) -> Outcome<usize> {
    let gone = match kind {
        Kind::Looks => return audit::forget_looks(tx, before),
        Kind::Signings => due::forget_signings(tx, before)?,
        Kind::Mails => {
            let all = due::mails(tx, before, AT_ONCE)?;
            all.iter().try_for_each(|id| rows::empty_mail(tx, *id))?;
            all.len()
        }
        Kind::Texts | Kind::Feedback | Kind::Words => {
            let all = due::papers(tx, kind, before, AT_ONCE)?;
            for paper in &all {
                match kind {
                    Kind::Texts => rows::forget_text(tx, *paper)?,
                    Kind::Feedback => rows::forget_feedback(tx, *paper)?,
                    _ => rows::forget_words(tx, *paper)?,
                }
            }
            if kind == Kind::Texts && !all.is_empty() {
                rows::sweep_files(tx)?;
            }
            all.len()
        }
    };
    if gone > 0 {
        let details = serde_json::json!({ "kind": kind.as_str(), "count": gone });
        audit::note(tx, None, (Act::Swept, Subject::Desk), &details)?;
    }
    Ok(gone)
}
