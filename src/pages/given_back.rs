//! A list of people as a table to take away: empty, to fill in; or with what each row came to.

use crate::centre::DAYS;
use crate::refusal::Outcome;
use crate::roster::{self, Change, Roster, TEMPLATE, Verdict, What};
use crate::sheets::{self, MARK};

/// Names of columns to fill in, as a table.
#[must_use]
pub fn template() -> String {
    MARK.to_owned() + &sheets::write(&TEMPLATE, std::iter::empty::<[&str; 0]>())
}

/// The list with two columns more: what each row came to, and why or what of it.
///
/// # Errors
/// When the list cannot be read any more.
pub fn rows(roster: &Roster, refused_only: bool) -> Outcome<String> {
    let looked = roster.done.as_ref().unwrap_or(&roster.looked);
    let table = sheets::read(&roster.sheet).unwrap_or_default();
    let header = table
        .first()
        .map(|row| row.cells.clone())
        .unwrap_or_default();
    let ours = roster::read(&roster.sheet)?.ours;
    let kept = |cells: &[String]| -> Vec<String> {
        let theirs = (0..header.len()).filter(|at| !ours.contains(at));
        theirs
            .map(|at| cells.get(at).cloned().unwrap_or_default())
            .collect()
    };
    let beside = looked.iter().zip(table.iter().skip(1));
    let chosen = beside.filter(|(looked, _)| {
        !refused_only || matches!(looked.verdict, Verdict::Refused(_) | Verdict::Moved(_))
    });
    let written: Vec<Vec<String>> = chosen
        .map(|(looked, row)| {
            let mut cells = kept(&row.cells);
            cells.extend([word(&looked.verdict).to_owned(), why(&looked.verdict)]);
            cells
        })
        .collect();
    let mut names = kept(&header);
    names.extend(["Outcome".to_owned(), "Reason".to_owned()]);
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let cells = written.iter().map(|row| row.iter().map(String::as_str));
    Ok(MARK.to_owned() + &sheets::write(&names, cells))
}

pub(super) fn word(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::New(_) => "new",
        Verdict::Changed(_) => "changed",
        Verdict::Unchanged => "unchanged",
        Verdict::Refused(_) => "refused",
        Verdict::Moved(_) => "left as it is",
    }
}

fn why(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Unchanged => String::new(),
        Verdict::Refused(why) => why.clone(),
        Verdict::New(changes) | Verdict::Changed(changes) | Verdict::Moved(changes) => {
            let said: Vec<String> = changes.iter().map(in_words).collect();
            said.join("; ")
        }
    }
}

fn in_words(change: &Change) -> String {
    let what = what(change.what);
    match change.was.as_str() {
        "" => format!("{what}: {}", change.becomes),
        was => format!("{what}: {was} → {}", change.becomes),
    }
}

pub(super) fn what(what: What) -> String {
    match what {
        What::Name => "Name".to_owned(),
        What::Roles => "Roles".to_owned(),
        What::Courses => "Courses".to_owned(),
        What::Languages => "Languages".to_owned(),
        What::AtOnce => "Papers at once".to_owned(),
        What::ADay => "Papers a day".to_owned(),
        What::Hours(day) => DAYS.get(day).copied().unwrap_or_default().to_owned(),
        What::Away => "Away".to_owned(),
    }
}
