//! Reading a table: commas, semicolons or tabs, with or without quotes, as a spreadsheet saves it.

use csv::{ReaderBuilder, Trim};

/// A row that is not empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line of the file on which it begins, from 1.
    pub line: u64,
    /// Its cells in order, without space around them.
    pub cells: Vec<String>,
}

/// Reads a table that is text already; rows with nothing in them are left out.
///
/// # Errors
/// Why it cannot be read, in a sentence.
pub fn read(text: &str) -> Result<Vec<Row>, String> {
    let (text, skipped, mark) = marked(text.trim_start_matches('\u{FEFF}'));
    let mut reader = ReaderBuilder::new()
        .delimiter(mark)
        .flexible(true)
        .has_headers(false)
        .trim(Trim::All)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| error.to_string())?;
        if record.iter().all(str::is_empty) {
            continue;
        }
        let line = record.position().map_or(0, |place| line_of(text, place));
        rows.push(Row {
            line: line + skipped,
            cells: record.iter().map(str::to_owned).collect(),
        });
    }
    Ok(rows)
}

/// The line on which a record begins: the reader's own place stands before the empty lines that it passes over.
fn line_of(text: &str, place: &csv::Position) -> u64 {
    let begins = usize::try_from(place.byte()).unwrap_or_default();
    let passed = text.as_bytes()[begins..].iter();
    let passed = passed.take_while(|b| matches!(b, b'\r' | b'\n'));
    place.line() + passed.filter(|b| **b == b'\n').count() as u64
}

/// The table, how many lines stand before it, and what parts its columns: what Excel says in a first line of its own,
/// else whatever parts the words of the header most often.
fn marked(text: &str) -> (&str, u64, u8) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let said = first
        .trim_end()
        .strip_prefix("sep=")
        .map(str::as_bytes)
        .or_else(|| (first.trim_end_matches('\r') == "sep=\t").then_some(&b"\t"[..]));
    if let Some([mark]) = said {
        return (rest, 1, *mark);
    }
    let header = text.lines().find(|line| !line.trim().is_empty());
    let count = |mark: &u8| {
        let header = header.unwrap_or_default().bytes();
        header.filter(|b| b == mark).count()
    };
    let mark = [b'\t', b';', b','].into_iter().max_by_key(count);
    (text, 0, mark.unwrap_or(b','))
}

#[cfg(test)]
mod tests {
    use super::read;

    fn cells(text: &str) -> Vec<Vec<String>> {
        let rows = read(text).unwrap_or_else(|says| panic!("{text:?}: {says}"));
        rows.into_iter().map(|row| row.cells).collect()
    }

    #[test]
    fn commas_semicolons_and_tabs_part_columns() {
        for mark in [",", ";", "\t"] {
            for end in ["\n", "\r\n"] {
                let text =
                    format!("\u{FEFF}a{mark}b{end}1{mark}\"On {mark} \"\"it\"\"{end}two\"{end}");
                let quoted = format!("On {mark} \"it\"{end}two");
                assert_eq!(cells(&text), [vec!["a", "b"], vec!["1", &quoted]]);
            }
        }
        assert_eq!(cells("sep=;\r\na;b\r\n1,2;3\r\n")[1], ["1,2", "3"]);
    }

    #[test]
    fn lines_are_counted_as_an_editor_counts_them() {
        let text = "\na,b\n\n1,\"two\nlines\"\n,,\n3,4\n";
        let rows = read(text).expect("a table");
        let lines: Vec<u64> = rows.iter().map(|row| row.line).collect();
        assert_eq!(lines, [2, 4, 7]);
        let rows = read("sep=,\na,b\n1,2\n").expect("a table");
        assert_eq!(rows[1].line, 3);
    }
}
