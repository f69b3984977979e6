//! The tables of a report: one and the same on the page, as a file for a spreadsheet, and in words.

use serde::Serialize;

use crate::pages::words::thousands;
use crate::sheets;

/// The name of a column, to people and to programs.
#[derive(Clone, Debug, Serialize)]
pub struct Head {
    /// What people read.
    pub text: &'static str,
    /// Its name in a file.
    pub name: &'static str,
    /// The way to the table in this column's order; empty: its rows have an order of their own.
    pub href: String,
    /// "ascending" or "descending" where the table is in this column's order.
    pub order: &'static str,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// What people read.
    pub text: String,
    /// What a file says in its place.
    pub plain: String,
    /// Which of five tints lies behind it; 0: none.
    pub tint: u32,
}

impl Cell {
    /// Words.
    pub fn words(text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            plain: text.clone(),
            text,
            tint: 0,
        }
    }

    /// A number.
    #[must_use]
    pub fn number(number: u32) -> Self {
        Self {
            text: thousands(number.into()),
            plain: number.to_string(),
            tint: 0,
        }
    }

    /// A length of time in seconds; a file says it in hours.
    #[must_use]
    pub fn length(seconds: i64) -> Self {
        Self {
            text: length(seconds),
            plain: hours(seconds),
            tint: 0,
        }
    }

    /// A share; nothing where there is nothing to share.
    #[must_use]
    pub fn per_cent(share: Option<u32>) -> Self {
        share.map_or_else(Self::none, |share| Self {
            text: format!("{share}\u{a0}%"),
            plain: share.to_string(),
            tint: 0,
        })
    }

    /// There is nothing to say.
    #[must_use]
    pub fn none() -> Self {
        Self {
            text: "\u{2013}".to_owned(),
            plain: String::new(),
            tint: 0,
        }
    }
}

/// A table.
#[derive(Clone, Debug, Serialize)]
pub struct Table {
    /// The names of its columns; the first is that of the rows.
    pub head: Vec<Head>,
    /// Its rows; the first cell of each names it.
    pub rows: Vec<Vec<Cell>>,
    /// Whether it is so wide that its rows do not become cards where there is no room.
    pub wide: bool,
}

impl Table {
    /// A table of rows under heads.
    #[must_use]
    pub fn of(head: &[(&'static str, &'static str)], rows: Vec<Vec<Cell>>) -> Self {
        let head = head.iter().map(|(text, name)| Head {
            text,
            name,
            href: String::new(),
            order: "",
        });
        Self {
            head: head.collect(),
            rows,
            wide: false,
        }
    }

    /// As a CSV file, with a line of names first.
    #[must_use]
    pub fn csv(&self) -> String {
        let head: Vec<&str> = self.head.iter().map(|head| head.name).collect();
        let rows = self.rows.iter();
        sheets::write(
            &head,
            rows.map(|row| row.iter().map(|cell| cell.plain.as_str())),
        )
    }

    /// As a Markdown table.
    #[must_use]
    pub fn markdown(&self) -> String {
        let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        let clean = |text: &str| text.replace(['|', '\n', '\r'], " ");
        let mut text = line(self.head.iter().map(|head| clean(head.text)).collect());
        text.push_str(&line(vec!["---".to_owned(); self.head.len()]));
        for row in &self.rows {
            text.push_str(&line(row.iter().map(|cell| clean(&cell.text)).collect()));
        }
        text
    }
}

/// A length of time as people say it: "45 min", "31 h", "3.2 days".
#[must_use]
pub fn length(seconds: i64) -> String {
    let minutes = (seconds.max(0) + 30) / 60;
    match minutes {
        0..=89 => format!("{minutes}\u{a0}min"),
        90..=2879 => format!("{}\u{a0}h", (minutes + 30) / 60),
        _ => {
            let tenths = (minutes + 72) / 144;
            format!("{}.{}\u{a0}days", tenths / 10, tenths % 10)
        }
    }
}

/// A length of time in hours with two decimals.
#[must_use]
pub fn hours(seconds: i64) -> String {
    let hundredths = (seconds.max(0) + 18) / 36;
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
mod tests {
    use super::{Cell, Table, hours, length};

    #[test]
    fn a_length_is_said_in_the_unit_that_fits() {
        assert_eq!(
            [0, 29 * 60, 90 * 60, 31 * 3600, 3 * 86400 + 18000].map(length),
            ["0 min", "29 min", "2 h", "31 h", "3.2 days"].map(|said| said.replace(' ', "\u{a0}"))
        );
        assert_eq!([3600, 5400, 12].map(hours), ["1.00", "1.50", "0.00"]);
    }

    #[test]
    fn a_table_is_the_same_in_a_file_and_in_words() {
        let rows = vec![vec![Cell::words("SOC | 201"), Cell::number(1284)]];
        let table = Table::of(&[("Course", "course"), ("Drafts", "drafts")], rows);
        assert_eq!(table.csv(), "course,drafts\r\nSOC | 201,1284\r\n");
        assert_eq!(
            table.markdown(),
            "| Course | Drafts |\n| --- | --- |\n| SOC   201 | 1,284 |\n"
        );
    }
}
