//! Writing a table as spreadsheets read it (RFC 4180), and never as a formula.

use std::fmt::Write;

/// A table with these columns; every cell that could be a formula is made harmless.
#[must_use]
pub fn write<'a, R>(header: &[&str], rows: impl IntoIterator<Item = R>) -> String
where
    R: IntoIterator<Item = &'a str>,
{
    let mut table = String::new();
    line(&mut table, header.iter().copied());
    for row in rows {
        line(&mut table, row);
    }
    table
}

fn line<'a>(table: &mut String, cells: impl IntoIterator<Item = &'a str>) {
    for (n, cell) in cells.into_iter().enumerate() {
        if n > 0 {
            table.push(',');
        }
        let cell = harmless(cell);
        if cell.contains(['"', ',', ';', '\t', '\n', '\r', '\'']) || cell.trim() != cell {
            // Writing into a string does not fail.
            let _ = write!(table, "\"{}\"", cell.replace('"', "\"\""));
        } else {
            table.push_str(&cell);
        }
    }
    table.push_str("\r\n");
}

/// A spreadsheet takes a cell that begins with one of these for a formula; a quotation mark before it stops that.
#[must_use]
pub fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\0']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

/// What stood in a cell before it was made harmless.
#[must_use]
pub fn unguarded(cell: &str) -> &str {
    let guarded = cell.strip_prefix('\'');
    guarded
        .filter(|rest| harmless(rest) != **rest)
        .unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::{unguarded, write};
    use crate::sheets::read;

    #[test]
    fn what_is_written_is_read_again_and_is_no_formula() {
        let cells = [
            "=HYPERLINK(\"x\")",
            "Say \u{201c}why\u{201d},\nthen \"how\".",
            "- a list",
            "'s",
            "",
        ];
        let table = write(&["a", "b", "c", "d", "e"], [cells]);
        assert!(table.contains("\"'=HYPERLINK(\"\"x\"\")\""), "{table}");
        let rows = read(&table).expect("a table");
        let back: Vec<&str> = rows[1].cells.iter().map(|cell| unguarded(cell)).collect();
        assert_eq!(back, cells);
    }
}
