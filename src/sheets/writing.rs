//! Writing a table as spreadsheets read it (RFC 4180), and never as a formula.

/// What stands first in a file for people: spreadsheets take it for UTF-8 by it.
pub const MARK: &str = "\u{FEFF}";

/// A table with these columns; every cell that could be a formula is made harmless.
#[must_use]
pub fn write<'a, R>(header: &[&str], rows: impl IntoIterator<Item = R>) -> String
where
    R: IntoIterator<Item = &'a str>,
{
    let mut table = line(header.iter().copied());
    for row in rows {
        table.push_str(&line(row));
    }
    table
}

/// One line of a table, with its end.
#[must_use]
pub fn line<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let cells: Vec<String> = cells.into_iter().map(quoted).collect();
    cells.join(",") + "\r\n"
}

fn quoted(cell: &str) -> String {
    let cell = harmless(cell);
    if cell.contains(['"', ',', ';', '\t', '\n', '\r', '\'']) || cell.trim() != cell {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell
    }
}

/// What a spreadsheet would take for a formula, with a quotation mark before it that stops that. A number is none.
#[must_use]
pub fn harmless(cell: &str) -> String {
    // A spreadsheet looks past spaces, and takes a tab or a line's end for the beginning of a cell.
    let begins = cell.trim_start_matches([' ', '\u{a0}', '\u{feff}']);
    let runs = begins.starts_with([
        '=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠',
    ]);
    if runs && cell.parse::<f64>().is_err() {
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
    use super::{line, unguarded, write};
    use crate::sheets::read;

    #[test]
    fn no_cell_is_a_formula_and_a_number_stays_one() {
        let cells = [
            "=1+1",
            "+49 30",
            "-2",
            "-cmd",
            "@sum",
            " =A1",
            "\t=A1",
            "a,b",
            "say \"x\"",
            "plain",
            "",
        ];
        assert_eq!(
            line(cells),
            "\"'=1+1\",\"'+49 30\",-2,\"'-cmd\",\"'@sum\",\"' =A1\",\"'\t=A1\",\"a,b\",\"say \"\"x\"\"\",plain,\r\n"
        );
    }

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
