//! What became of each paper of a class: a line for each, and a summary with all that failed.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::cli::progress::Bar;
use crate::cli::{Stop, print};
use crate::client::Known;
use crate::client::class::Row;
use crate::client::errand::Errand;

/// What became of a paper.
pub enum Fate {
    /// It could be sent.
    Ready,
    /// It was sent.
    Sent(Known),
    /// It was there before.
    There(Known),
    /// It cannot be taken as it is.
    Refused(String),
    /// It was not sent, through no fault of its own.
    Unsent(String),
}

impl Fate {
    const fn word(&self) -> &'static str {
        match self {
            Self::Ready => "ok",
            Self::Sent(_) => "sent",
            Self::There(_) => "there",
            Self::Refused(_) => "refused",
            Self::Unsent(_) => "unsent",
        }
    }

    fn paper(&self) -> Option<&Known> {
        match self {
            Self::Sent(paper) | Self::There(paper) => Some(paper),
            _ => None,
        }
    }

    fn why(&self) -> Option<&str> {
        match self {
            Self::Refused(why) | Self::Unsent(why) => Some(why),
            _ => None,
        }
    }

    fn sentence(&self, errand: Errand) -> String {
        match (self, errand) {
            (Self::Ready, _) => "ok".to_owned(),
            (Self::Sent(paper), _) => format!("sent {}", paper.reference),
            (Self::There(paper), _) => format!("was already there {}", paper.reference),
            (Self::Refused(why), _) => format!("refused: {why}"),
            (Self::Unsent(why), Errand::Look) => format!("ok from here, but {why}"),
            (Self::Unsent(why), Errand::Send) => format!("not sent: {why}"),
        }
    }
}

/// A row of the table, as it is named in the report.
struct Named {
    line: u64,
    student_email: String,
    file: String,
    note: Option<String>,
}

/// The report on a class.
pub struct Report {
    rows: Vec<Named>,
    fates: BTreeMap<usize, Fate>,
    errand: Errand,
    json: bool,
    bar: Bar,
}

#[derive(Serialize)]
struct Said<'a> {
    line: u64,
    student_email: &'a str,
    file: &'a str,
    outcome: &'static str,
    reference: Option<&'a str>,
    id: Option<&'a str>,
    why: Option<&'a str>,
    note: Option<&'a str>,
}

impl Report {
    /// A report on which nothing stands yet.
    pub fn new(rows: &[Row], errand: Errand, json: bool) -> Self {
        let named = |row: &Row| Named {
            line: row.line,
            student_email: row.student_email.clone(),
            file: row.file.clone(),
            note: row.note.clone(),
        };
        Self {
            rows: rows.iter().map(named).collect(),
            fates: BTreeMap::new(),
            errand,
            json,
            bar: Bar::new(),
        }
    }

    /// Tells the rows that hold no paper that could be sent.
    pub fn begin(&mut self, rows: &[Row]) -> Result<(), Stop> {
        for (n, row) in rows.iter().enumerate() {
            if let Err(why) = &row.paper {
                self.tell(n, Fate::Refused(why.clone()))?;
            }
        }
        Ok(())
    }

    /// Tells what became of a row: at once where papers are sent, and in a dry run at the end, in order.
    pub fn tell(&mut self, n: usize, fate: Fate) -> Result<(), Stop> {
        if self.errand == Errand::Send {
            self.bar.clear();
            self.say(n, &fate)?;
        }
        self.fates.insert(n, fate);
        let (done, all) = (self.fates.len(), self.rows.len());
        let words = format!("{done} of {all}");
        self.bar.show("papers", (done as u64, all as u64), &words);
        Ok(())
    }

    /// Tells that no other paper is begun.
    pub fn ending(&self) {
        self.bar.clear();
        eprintln!("paperdesk: Ends after what is under way; once more ends at once.");
    }

    /// Tells the rest, and the summary.
    pub fn end(&mut self) -> Result<(), Stop> {
        self.bar.clear();
        for n in 0..self.rows.len() {
            let is_new = !self.fates.contains_key(&n);
            if is_new {
                let why = match self.errand {
                    Errand::Look => "the desk was not asked",
                    Errand::Send => "it was not begun",
                };
                self.fates.insert(n, Fate::Unsent(why.to_owned()));
            }
            if self.errand == Errand::Look || (is_new && self.json) {
                self.say(n, &self.fates[&n])?;
            }
        }
        self.sum_up()
    }

    /// Whether every paper is at the desk, or could be.
    pub fn all_is_well(&self) -> bool {
        self.failed().next().is_none()
    }

    fn failed(&self) -> impl Iterator<Item = (&usize, &Fate)> {
        self.fates.iter().filter(|(_, fate)| fate.why().is_some())
    }

    fn say(&self, n: usize, fate: &Fate) -> Result<(), Stop> {
        if !self.json {
            return print::say(&self.line(n, fate));
        }
        let row = &self.rows[n];
        json_line(&Said {
            line: row.line,
            student_email: &row.student_email,
            file: &row.file,
            outcome: fate.word(),
            reference: fate.paper().map(|paper| paper.reference.as_str()),
            id: fate.paper().map(|paper| paper.id.as_str()),
            why: fate.why(),
            note: row.note.as_deref(),
        })
    }

    fn line(&self, n: usize, fate: &Fate) -> String {
        let row = &self.rows[n];
        let shown = |cell: &str| {
            if cell.is_empty() {
                "-".to_owned()
            } else {
                cell.to_owned()
            }
        };
        let note = match (&row.note, fate) {
            (Some(note), Fate::Ready) => format!(" ({note})"),
            _ => String::new(),
        };
        print::plain(&format!(
            "{:>5}  {}  {}  {}{note}",
            row.line,
            shown(&row.student_email),
            shown(&row.file),
            fate.sentence(self.errand)
        ))
    }

    fn sum_up(&self) -> Result<(), Stop> {
        let count = |word| {
            self.fates
                .values()
                .filter(|fate| fate.word() == word)
                .count()
        };
        let counts = ["ok", "sent", "there", "refused", "unsent"].map(|word| (word, count(word)));
        if self.json {
            let summary: BTreeMap<&str, usize> = counts.into_iter().collect();
            return json_line(&serde_json::json!({ "summary": summary }));
        }
        let [ok, sent, there, refused, unsent] = counts.map(|(_, count)| count);
        let all = self.rows.len();
        let mut text = match self.errand {
            Errand::Look => format!(
                "\nDry run, nothing was sent. Of {all} papers: {ok} can be sent, {there} already there, {refused} \
                 refused, {unsent} not asked about.\n"
            ),
            Errand::Send => format!(
                "\nOf {all} papers: {sent} sent, {there} already there, {refused} refused, {unsent} not sent.\n"
            ),
        };
        for (n, fate) in self.failed() {
            text.push_str(&self.line(*n, fate));
            text.push('\n');
        }
        let next = match self.errand {
            Errand::Look if ok > 0 => "Run the same line with --send to send what can be sent.\n",
            Errand::Send if unsent > 0 => "Run the same line again to send what is missing.\n",
            _ => "",
        };
        print::say(&format!("{text}{next}"))
    }
}

fn json_line(value: &impl Serialize) -> Result<(), Stop> {
    let text = serde_json::to_string(value)
        .map_err(|error| Stop::failed(format!("writing JSON: {error}")))?;
    print::say(&text)
}
