//! Comments as CSV, as spreadsheets read and write it (RFC 4180), and never as a formula.

/// The column in which comments stand.
const COLUMN: &str = "comment";

/// Comments as a CSV file with one column.
#[must_use]
pub fn write<'a>(comments: impl Iterator<Item = &'a str>) -> String {
    let mut csv = format!("{COLUMN}\r\n");
    for comment in comments {
        csv.push_str(&cell(comment));
        csv.push_str("\r\n");
    }
    csv
}

/// One cell in quotation marks, and never a formula.
#[must_use]
pub fn cell(text: &str) -> String {
    format!("\"{}\"", harmless(text).replace('"', "\"\""))
}

/// A spreadsheet takes a cell that begins with one of these for a formula; a quotation mark before it stops that.
fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

/// The comments in a CSV file: those of the column "comment", or of the first column where no such column is named.
#[must_use]
pub fn read(csv: &str) -> Vec<String> {
    let mut rows = rows(csv.trim_start_matches('\u{FEFF}'));
    let named = rows.first().and_then(|row| {
        row.iter()
            .position(|cell| cell.trim().eq_ignore_ascii_case(COLUMN))
    });
    if named.is_some() {
        rows.remove(0);
    }
    let column = named.unwrap_or(0);
    rows.into_iter()
        .filter_map(|row| row.into_iter().nth(column))
        .map(|cell| {
            let guarded = cell.strip_prefix('\'');
            guarded
                .filter(|rest| harmless(rest) != **rest)
                .unwrap_or(&cell)
                .trim()
                .to_owned()
        })
        .filter(|cell| !cell.is_empty())
        .collect()
}

fn rows(csv: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut quoted = false;
    let mut letters = csv.chars().peekable();
    while let Some(c) = letters.next() {
        match c {
            '"' if quoted && letters.next_if_eq(&'"').is_some() => cell.push('"'),
            '"' if quoted => quoted = false,
            '"' if cell.is_empty() => quoted = true,
            ',' | ';' if !quoted => row.push(std::mem::take(&mut cell)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            '\r' => {}
            other => cell.push(other),
        }
    }
    row.push(cell);
    rows.push(row);
    rows
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
