//! A class in a table: a paper in each row, checked as far as can be from here.

mod table;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use table::Cells;

use super::manuscript::Manuscript;
use super::paper::{Paper, Words};
use crate::papers::due_date;
use crate::sheets;

/// What a desk takes where nobody has set it otherwise, in bytes.
const USUAL_SIZE: u64 = 10 * 1024 * 1024;

/// A row of the table.
pub struct Row {
    /// The line on which it begins, from 1.
    pub line: u64,
    /// The student's address as it stands there.
    pub student_email: String,
    /// The file's name as it stands there.
    pub file: String,
    /// The paper, or why there is none.
    pub paper: Result<Paper, String>,
    /// What whoever sends it may want to know first.
    pub note: Option<String>,
}

/// Reads a table and every file that it names; paths start at the table's own folder.
///
/// # Errors
/// Why the table as a whole cannot be read.
pub fn read(path: &Path) -> Result<Vec<Row>, String> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut rows: Vec<Row> = table::read(path)?
        .iter()
        .map(|cells| row(folder, cells))
        .collect();
    compare(&mut rows);
    Ok(rows)
}

fn row(folder: &Path, cells: &Cells) -> Row {
    let paper = paper(folder, cells);
    let large = |paper: &Paper| paper.manuscript.size > USUAL_SIZE;
    let note = paper
        .as_ref()
        .is_ok_and(large)
        .then(|| "larger than 10 MiB, which only a desk takes that was set up for it".to_owned());
    Row {
        line: cells.line,
        student_email: cells.of("student_email").to_owned(),
        file: cells.of("file").to_owned(),
        paper,
        note,
    }
}

fn paper(folder: &Path, cells: &Cells) -> Result<Paper, String> {
    if cells.overfull {
        return Err("there is more in this row than there are columns".to_owned());
    }
    for needed in ["file", "student_email"] {
        if cells.of(needed).is_empty() {
            return Err(format!("{needed} is empty"));
        }
    }
    let of = |column| cells.of(column).to_owned();
    let words = Words {
        student_email: of("student_email"),
        student_name: of("student_name"),
        title: of("title"),
        subject: of("subject"),
        description: of("description"),
        due_on: date(cells.of("due_on"))?,
        consent_teacher: truth(cells.of("consent"))?,
    };
    let manuscript = Manuscript::open(&place(folder, cells.of("file")))?;
    Paper::new(words, manuscript)
}

/// A due date as YYYY-MM-DD; empty: none.
///
/// # Errors
/// Why it is no date, or which two it may be.
pub fn date(typed: &str) -> Result<String, String> {
    let read = sheets::date(typed).map_err(|says| format!("due_on: {says}"))?;
    due_date::parse(&read)
        .map(|_| read)
        .map_err(|_| format!("due_on: {typed:?} is not a date in the calendar"))
}

/// Where a file is; a path as Windows writes it is understood too.
fn place(folder: &Path, file: &str) -> PathBuf {
    let path = folder.join(file);
    if file.contains('\\') && !path.exists() {
        return folder.join(file.replace('\\', "/"));
    }
    path
}

fn truth(typed: &str) -> Result<bool, String> {
    match typed.to_lowercase().as_str() {
        "true" | "yes" | "1" => Ok(true),
        "" | "false" | "no" | "0" => Ok(false),
        _ => Err(format!("consent: {typed:?} is neither yes nor no")),
    }
}

/// Refuses a paper that stands there twice, and notes a file that two papers share.
fn compare(rows: &mut [Row]) {
    let mut keys: HashMap<String, u64> = HashMap::new();
    let mut files: HashMap<[u8; 32], u64> = HashMap::new();
    for row in rows {
        let Ok(paper) = &row.paper else {
            continue;
        };
        let (key, file) = (paper.key(), paper.manuscript.sha256);
        if let Some(line) = keys.get(&key) {
            row.paper = Err(format!("the same paper as in line {line}"));
            continue;
        }
        keys.insert(key, row.line);
        match files.get(&file) {
            Some(line) => row.note = Some(format!("the same file as in line {line}")),
            None => {
                files.insert(file, row.line);
            }
        }
    }
}
