//! Prints what a command found: aligned columns for people, JSON for programs.

use std::io::{self, ErrorKind, Write};

use serde::Serialize;

use super::stop::Stop;

/// Prints text on stdout; a reader that went away is no failure.
///
/// # Errors
/// When stdout cannot be written to.
pub fn say(text: &str) -> Result<(), Stop> {
    let mut out = io::stdout().lock();
    let ending = if text.is_empty() || text.ends_with('\n') {
        ""
    } else {
        "\n"
    };
    match write!(out, "{text}{ending}").and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Stop::failed(format!("writing the answer: {error}")))
        }
        _ => Ok(()),
    }
}

/// Prints JSON on stdout.
///
/// # Errors
/// As `say`.
pub fn json(value: &impl Serialize) -> Result<(), Stop> {
    let text = serde_json::to_string_pretty(value)
        .map_err(|error| Stop::failed(format!("writing JSON: {error}")))?;
    say(&text)
}

/// Rows under their heads, each column as wide as its widest cell.
#[must_use]
pub fn columns<const N: usize>(heads: [&str; N], rows: &[[String; N]]) -> String {
    let heads = heads.map(str::to_uppercase);
    let lines: Vec<[String; N]> = std::iter::once(&heads)
        .chain(rows)
        .map(|row| row.each_ref().map(|cell| plain(cell)))
        .collect();
    let width = |column: usize| {
        lines
            .iter()
            .map(|line| line[column].chars().count())
            .max()
            .unwrap_or(0)
    };
    let widths: [usize; N] = std::array::from_fn(width);
    let mut text = String::new();
    for line in &lines {
        let cells: Vec<String> = line
            .iter()
            .zip(widths)
            .map(|(cell, width)| format!("{cell:width$}"))
            .collect();
        text.push_str(cells.join("  ").trim_end());
        text.push('\n');
    }
    text
}

/// Text that cannot steer a terminal, whoever wrote it.
#[must_use]
pub fn plain(cell: &str) -> String {
    cell.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

/// Prints a link, alone.
///
/// # Errors
/// As `say`.
pub fn link(url: &str, as_json: bool) -> Result<(), Stop> {
    if as_json {
        json(&serde_json::json!({ "url": url }))
    } else {
        say(url)
    }
}
