//! A table as spreadsheets save it: commas, semicolons or tabs, with or without quotes, in new letters or old ones.

use std::path::Path;

use crate::documents::decode;
use crate::sheets::{self, Row};

/// The columns there may be.
pub const COLUMNS: [&str; 8] = [
    "file",
    "student_email",
    "student_name",
    "title",
    "subject",
    "description",
    "due_on",
    "consent",
];
/// Those there must be.
const NEEDED: [&str; 2] = ["file", "student_email"];
/// More than any class needs, in bytes.
const LARGEST: u64 = 16 * 1024 * 1024;

/// One row, by the names of its columns.
pub struct Cells {
    /// The line of the file on which it begins, from 1.
    pub line: u64,
    /// Whether there is more in it than there are columns.
    pub overfull: bool,
    texts: [String; COLUMNS.len()],
}

impl Cells {
    /// What stands in a column; empty where there is no such column.
    pub fn of(&self, column: &str) -> &str {
        let place = COLUMNS.iter().position(|name| *name == column);
        place.map_or("", |n| &self.texts[n])
    }
}

/// Reads a table; rows with nothing in them are left out.
///
/// # Errors
/// Why it cannot be read, in a sentence.
pub fn read(path: &Path) -> Result<Vec<Cells>, String> {
    let unread = |error| format!("{} cannot be read: {error}", path.display());
    if std::fs::metadata(path).map_err(unread)?.len() > LARGEST {
        return Err(format!("{} is larger than 16 MiB", path.display()));
    }
    let text = decode(&std::fs::read(path).map_err(unread)?);
    rows(&text).map_err(|says| format!("{}: {says}", path.display()))
}

fn rows(text: &str) -> Result<Vec<Cells>, String> {
    let mut table = sheets::read(text)?.into_iter();
    let places = header(&table.next().map(|row| row.cells).unwrap_or_default())?;
    let rows: Vec<Cells> = table.map(|row| cells(&row, &places)).collect();
    if rows.is_empty() {
        return Err("there are no papers in it".to_owned());
    }
    Ok(rows)
}

/// Which column stands in which place.
fn header(record: &[String]) -> Result<Vec<Option<usize>>, String> {
    let mut places = Vec::new();
    for typed in record {
        let name = typed.to_lowercase().replace([' ', '-'], "_");
        let place = COLUMNS.iter().position(|column| *column == name);
        if place.is_none() && !name.is_empty() {
            return Err(format!(
                "there is no column {typed:?}; the columns are {}",
                COLUMNS.join(", ")
            ));
        }
        if place.is_some() && places.contains(&place) {
            return Err(format!("the column {name} is there twice"));
        }
        places.push(place);
    }
    for needed in NEEDED {
        if !places.contains(&COLUMNS.iter().position(|column| *column == needed)) {
            return Err(format!(
                "there is no column {needed}; its first row must name the columns, at least {}",
                NEEDED.join(" and ")
            ));
        }
    }
    Ok(places)
}

fn cells(row: &Row, places: &[Option<usize>]) -> Cells {
    let mut found = Cells {
        line: row.line,
        overfull: false,
        texts: std::array::from_fn(|_| String::new()),
    };
    for (n, text) in row.cells.iter().enumerate() {
        match places.get(n).copied().flatten() {
            Some(place) => text.clone_into(&mut found.texts[place]),
            None => found.overfull |= !text.is_empty(),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Cells, rows};

    fn read(text: &str) -> Vec<Cells> {
        rows(text).unwrap_or_else(|says| panic!("{text:?}: {says}"))
    }

    fn refused(text: &str) -> String {
        rows(text).map(|_| ()).unwrap_err()
    }

    #[test]
    fn commas_semicolons_and_tabs_part_columns() {
        for mark in [",", ";", "\t"] {
            for end in ["\n", "\r\n"] {
                let text = format!(
                    "Student email{mark}FILE{mark}title{end}ada@x.org{mark}a.txt{mark}\"On {mark} \"\"it\"\"\"{end}"
                );
                let rows = read(&text);
                assert_eq!(rows.len(), 1);
                assert_eq!(rows[0].of("title"), format!("On {mark} \"it\""));
                assert_eq!(rows[0].of("student_email"), "ada@x.org");
                assert_eq!(rows[0].of("subject"), "");
            }
        }
        assert_eq!(
            read("sep=;\r\nfile;student_email\r\na,b.txt;ada@x.org\r\n")[0].of("file"),
            "a,b.txt"
        );
    }

    #[test]
    fn lines_are_counted_as_an_editor_counts_them() {
        let rows = read(
            "\nfile,student_email,title\n\na.txt,a@x.org,\"two\nlines\"\n,,\nb.txt,b@x.org,\n",
        );
        let lines: Vec<u64> = rows.iter().map(|row| row.line).collect();
        assert_eq!(lines, [4, 7]);
        assert_eq!(
            read("sep=,\nfile,student_email\na.txt,a@x.org\n")[0].line,
            3
        );
    }

    #[test]
    fn a_row_with_more_cells_than_columns_is_told() {
        let rows = read("file,student_email,\na.txt,a@x.org,,,\nb.txt,b@x.org,,x\n");
        assert_eq!((rows[0].overfull, rows[1].overfull), (false, true));
    }

    #[test]
    fn a_header_that_is_none_is_refused_by_name() {
        assert!(
            refused("file,student_email,grade\na,b,c\n")
                .starts_with("there is no column \"grade\"")
        );
        assert!(refused("file,title\na,b\n").starts_with("there is no column student_email;"));
        assert!(refused("file,student_email,File\na,b,c\n").contains("file is there twice"));
        assert_eq!(refused("file,student_email\n"), "there are no papers in it");
        assert!(!refused("").is_empty());
    }
}
