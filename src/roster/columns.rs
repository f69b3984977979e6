//! The columns of a list of people: named in its first row, in any order, as people name them.

use super::MOST;
use crate::refusal::Refusal;
use crate::sheets;

/// The first row of a list to fill in.
pub const TEMPLATE: [&str; 9] = [
    "Name",
    "Email",
    "Roles",
    "Courses",
    "Languages",
    "Papers at once",
    "Papers a day",
    "Hours",
    "Away",
];

/// A column that we know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    Name,
    FirstName,
    LastName,
    Email,
    Roles,
    Courses,
    Languages,
    AtOnce,
    ADay,
    Hours,
    Day(usize),
    Away,
    AwayFrom,
    AwayTo,
    /// What this desk wrote beside a row when it gave the list back.
    Ours,
}

/// (what a column may be called, without spaces, dashes and the like, the column)
const NAMES: [(&str, Column); 54] = [
    ("name", Column::Name),
    ("fullname", Column::Name),
    ("displayname", Column::Name),
    ("studentname", Column::Name),
    ("firstname", Column::FirstName),
    ("givenname", Column::FirstName),
    ("lastname", Column::LastName),
    ("surname", Column::LastName),
    ("familyname", Column::LastName),
    ("email", Column::Email),
    ("mail", Column::Email),
    ("address", Column::Email),
    ("emailaddress", Column::Email),
    ("mailaddress", Column::Email),
    ("studentemail", Column::Email),
    ("role", Column::Roles),
    ("roles", Column::Roles),
    ("course", Column::Courses),
    ("courses", Column::Courses),
    ("subject", Column::Courses),
    ("subjects", Column::Courses),
    ("coursesandsubjects", Column::Courses),
    ("serves", Column::Courses),
    ("language", Column::Languages),
    ("languages", Column::Languages),
    ("capacity", Column::AtOnce),
    ("atonce", Column::AtOnce),
    ("papersatonce", Column::AtOnce),
    ("openpapersatonce", Column::AtOnce),
    ("aday", Column::ADay),
    ("perday", Column::ADay),
    ("papersaday", Column::ADay),
    ("papersperday", Column::ADay),
    ("newpapersononeday", Column::ADay),
    ("hours", Column::Hours),
    ("weeklyhours", Column::Hours),
    ("monday", Column::Day(0)),
    ("tuesday", Column::Day(1)),
    ("wednesday", Column::Day(2)),
    ("thursday", Column::Day(3)),
    ("friday", Column::Day(4)),
    ("saturday", Column::Day(5)),
    ("sunday", Column::Day(6)),
    ("away", Column::Away),
    ("awaydates", Column::Away),
    ("daysaway", Column::Away),
    ("awayfrom", Column::AwayFrom),
    ("awayto", Column::AwayTo),
    ("awayuntil", Column::AwayTo),
    ("line", Column::Ours),
    ("outcome", Column::Ours),
    ("what", Column::Ours),
    ("reason", Column::Ours),
    ("why", Column::Ours),
];

/// A row of the list, by its columns.
#[derive(Clone, Debug)]
pub struct Row {
    /// The line of the file on which it begins, from 1.
    pub line: u64,
    /// Whether there is more in it than there are columns.
    pub overfull: bool,
    cells: Vec<(Column, String)>,
}

impl Row {
    /// What stands in a column; of two columns of one kind, both.
    #[must_use]
    pub fn of(&self, column: Column) -> String {
        let mut cells = self.cells.iter().filter(|(of, _)| *of == column);
        let first = cells.next().map(|(_, cell)| cell.clone());
        cells.fold(first.unwrap_or_default(), |all, (_, cell)| {
            if cell.is_empty() {
                all
            } else {
                format!("{all}\n{cell}")
            }
        })
    }

    /// Their address, as it stands there.
    #[must_use]
    pub fn email(&self) -> &str {
        let found = self.cells.iter().find(|(of, _)| *of == Column::Email);
        found.map_or("", |(_, cell)| cell)
    }

    /// Their name, also where it stands in two columns.
    #[must_use]
    pub fn name(&self) -> String {
        let parts =
            [Column::Name, Column::FirstName, Column::LastName].map(|column| self.of(column));
        let whole = if parts[0].is_empty() {
            parts[1..].join(" ")
        } else {
            parts[0].clone()
        };
        crate::people::clean_name(&whole)
    }

    /// Whether anything stands in one of these columns.
    pub fn has(&self, wanted: impl Fn(Column) -> bool) -> bool {
        self.cells
            .iter()
            .any(|(of, cell)| wanted(*of) && !cell.is_empty())
    }
}

/// A list of people.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Its rows.
    pub rows: Vec<Row>,
    /// Columns that say nothing to us.
    pub ignored: Vec<String>,
    /// Places of the columns that this desk wrote itself when it gave the list back.
    pub ours: Vec<usize>,
}

/// Reads a list that is text already.
///
/// # Errors
/// A refusal at the field `file` that says why it cannot be read as a whole.
pub fn read(text: &str) -> Result<Sheet, Refusal> {
    let no = |says: String| Refusal::field("file", says);
    let table = sheets::read(text).map_err(|why| no(format!("This is no table: {why}")))?;
    let mut table = table.into_iter();
    let header = table.next().map(|row| row.cells).unwrap_or_default();
    let places: Vec<Option<Column>> = header.iter().map(|name| column(name)).collect();
    if !places.contains(&Some(Column::Email)) {
        return Err(no(
            "The first row must name the columns, and one of them must be Email".into(),
        ));
    }
    let twice = |column: &Column| {
        let same = places.iter().flatten().filter(|other| *other == column);
        !matches!(column, Column::Courses | Column::Ours) && same.count() > 1
    };
    if let Some(at) = places
        .iter()
        .position(|place| place.as_ref().is_some_and(twice))
    {
        return Err(no(format!("The column “{}” is there twice", header[at])));
    }
    let rows: Vec<Row> = table.map(|row| in_columns(&row, &places)).collect();
    if rows.is_empty() {
        return Err(no("There is nobody in this table".into()));
    }
    if rows.len() > MOST {
        return Err(no(format!(
            "Put in at most {MOST} rows at once; these are {}",
            rows.len()
        )));
    }
    let unknown = header
        .iter()
        .zip(&places)
        .filter(|(name, place)| place.is_none() && !name.is_empty());
    let ignored = unknown
        .map(|(name, _)| crate::people::clean_name(name))
        .collect();
    let is_ours = |at: &usize| places[*at] == Some(Column::Ours);
    let ours = (0..places.len()).filter(is_ours).collect();
    Ok(Sheet {
        rows,
        ignored,
        ours,
    })
}

fn column(name: &str) -> Option<Column> {
    let name: String = name
        .to_lowercase()
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect();
    NAMES
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, column)| *column)
}

fn in_columns(row: &sheets::Row, places: &[Option<Column>]) -> Row {
    let beyond = row.cells.iter().skip(places.len());
    let cells = row.cells.iter().zip(places).filter_map(|(cell, place)| {
        place.map(|column| (column, sheets::unguarded(cell).trim().to_owned()))
    });
    Row {
        line: row.line,
        overfull: beyond.into_iter().any(|cell| !cell.is_empty()),
        cells: cells.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Column, read};

    #[test]
    fn columns_may_be_called_and_ordered_as_people_do() {
        let sheet = read(
            "E-Mail;Vorname;First name;Last name;Subject;courses\nbea@x.org;;Bea;Lund;SOC;BIO\n",
        );
        let sheet = sheet.expect("a list");
        let row = &sheet.rows[0];
        assert_eq!(
            (row.email(), row.name().as_str()),
            ("bea@x.org", "Bea Lund")
        );
        assert_eq!(row.of(Column::Courses), "SOC\nBIO");
        assert_eq!(sheet.ignored, ["Vorname"]);
    }

    #[test]
    fn a_table_without_addresses_or_people_is_refused_as_a_whole() {
        let says = |text: &str| read(text).map(|_| ()).unwrap_err().says;
        assert!(says("Name\nBea\n").contains("one of them must be Email"));
        assert!(says("").contains("one of them must be Email"));
        assert_eq!(says("Email,Name\n"), "There is nobody in this table");
        assert_eq!(
            says("Email,Mail\na@x.org,b@x.org\n"),
            "The column “Email” is there twice"
        );
        let many = format!("Email\n{}", "a@x.org\n".repeat(5001));
        assert!(says(&many).contains("at most 5000 rows"));
    }
}
