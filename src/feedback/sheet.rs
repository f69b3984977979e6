//! Comments as CSV, as spreadsheets read and write it (RFC 4180), and never as a formula.

use crate::sheets;

/// The column in which comments stand.
const COLUMN: &str = "comment";

/// Comments as a CSV file with one column.
#[must_use]
pub fn write<'a>(comments: impl Iterator<Item = &'a str>) -> String {
    sheets::write(&[COLUMN], comments.map(|comment| [comment]))
}

/// The comments in a CSV file: those of the column "comment", or of the first column where no such column is named.
/// Nothing where it is no such file.
#[must_use]
pub fn read(csv: &str) -> Vec<String> {
    let mut rows = sheets::read(csv).unwrap_or_default();
    let named = rows.first().and_then(|row| {
        row.cells
            .iter()
            .position(|cell| cell.eq_ignore_ascii_case(COLUMN))
    });
    if named.is_some() {
        rows.remove(0);
    }
    let column = named.unwrap_or(0);
    rows.into_iter()
        .filter_map(|row| row.cells.into_iter().nth(column))
        .map(|cell| sheets::unguarded(&cell).trim().to_owned())
        .filter(|cell| !cell.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{read, write};

    #[test]
    fn what_is_written_is_read_again_and_is_no_formula() {
        let comments = [
            "=HYPERLINK(\"x\")",
            "Say \u{201c}why\u{201d},\nthen \"how\".",
            "- a list",
        ];
        let csv = write(comments.into_iter());
        assert!(csv.contains("\"'=HYPERLINK(\"\"x\"\")\""), "{csv}");
        assert_eq!(read(&csv), comments);
    }

    #[test]
    fn the_named_column_is_read_or_else_the_first() {
        assert_eq!(
            read("\u{FEFF}tag,Comment\r\na,One\r\nb,Two"),
            ["One", "Two"]
        );
        assert_eq!(read("One,x\nTwo,y\n\n"), ["One", "Two"]);
    }
}
