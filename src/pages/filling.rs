//! Fills words that hold names in braces: each once, and what is filled in is never read again.

use serde_json::{Map, Value};

use crate::outbox::own::OwnWords;

/// Something that a letter can say, with what it is in the sample.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Variable {
    /// Its name, without braces.
    pub name: String,
    /// What it is in the sample.
    pub sample: String,
}

/// A part of a filled letter.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Block {
    /// Somebody's own words, which stand apart.
    pub quoted: bool,
    /// Its lines.
    pub lines: Vec<String>,
}

/// A fact's name as writers of letters know it; none: it is nothing to say.
pub(super) fn known_as(fact: &str) -> Option<&str> {
    match fact {
        "link" | "own" | "papers" | "yours" | "delivery" | "entries" | "more" => None,
        "reference" => Some("paper"),
        "to" => Some("name"),
        other => Some(other),
    }
}

/// What each variable says by these facts; empty where it has nothing to say.
pub(super) fn filled(facts: &Map<String, Value>) -> Vec<Variable> {
    let said = |fact: &Value| match fact {
        Value::String(words) => Some(words.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(several) => {
            let words: Vec<&str> = several.iter().filter_map(Value::as_str).collect();
            Some(words.join("; "))
        }
        Value::Null => Some(String::new()),
        _ => None,
    };
    let known = facts.iter().filter_map(|(fact, value)| {
        Some(Variable {
            name: known_as(fact)?.to_owned(),
            sample: said(value)?,
        })
    });
    known.collect()
}

/// A piece of words.
pub(super) enum Piece<'a> {
    /// As they stand.
    Words(&'a str),
    /// To be filled.
    Variable(&'a str),
}

/// Words and variables in turn. A brace that holds no name is a brace.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let (mut found, mut rest) = (Vec::new(), text);
    let mut from = 0;
    while let Some(open) = rest[from..].find('{').map(|at| at + from) {
        let close = rest[open..].find('}').map(|at| at + open);
        let name = close.map(|close| &rest[open + 1..close]);
        let is_name = |name: &&str| {
            !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
        };
        match (name.filter(is_name), close) {
            (Some(name), Some(close)) => {
                found.push(Piece::Words(&rest[..open]));
                found.push(Piece::Variable(name));
                rest = &rest[close + 1..];
                from = 0;
            }
            _ => from = open + 1,
        }
    }
    found.push(Piece::Words(rest));
    found
}

/// One sentence or line, filled; none where one of its variables has nothing to say.
fn fill(text: &str, values: &[Variable]) -> Option<String> {
    let mut said = String::with_capacity(text.len());
    for piece in pieces(text) {
        match piece {
            Piece::Words(words) => said.push_str(words),
            Piece::Variable(name) => {
                let value = values.iter().find(|one| one.name == name)?;
                if value.sample.is_empty() {
                    return None;
                }
                said.push_str(&value.sample);
            }
        }
    }
    Some(said)
}

/// The sentences of a line, each with the space behind it.
fn sentences(line: &str) -> Vec<&str> {
    let (mut found, mut begins) = (Vec::new(), 0);
    for (at, _) in line.match_indices(' ') {
        let before = line[..at].trim_end_matches('\u{201d}');
        if before.ends_with(['.', '?', '!']) {
            found.push(&line[begins..=at]);
            begins = at + 1;
        }
    }
    found.push(&line[begins..]);
    found
}

/// A subject in one line.
#[must_use]
pub fn subject(words: &OwnWords, facts: &Map<String, Value>) -> String {
    let values = filled(facts);
    let whole: String = pieces(&words.subject)
        .into_iter()
        .map(|piece| match piece {
            Piece::Words(words) => words.to_owned(),
            Piece::Variable(name) => fill(&format!("{{{name}}}"), &values).unwrap_or_default(),
        })
        .collect();
    whole.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A body's parts. A sentence with a variable that has nothing to say is left out, and so is a line before it that
/// only leads to it.
#[must_use]
pub fn blocks(words: &OwnWords, facts: &Map<String, Value>) -> Vec<Block> {
    let values = filled(facts);
    let mut blocks: Vec<Block> = Vec::new();
    for paragraph in words.body.split("\n\n") {
        let mut lines: Vec<String> = Vec::new();
        for line in paragraph.lines().map(str::trim) {
            if !is_alone(line) {
                let parts = sentences(line).into_iter();
                let said: String = parts.filter_map(|part| fill(part, &values)).collect();
                lines.extend(Some(said.trim().to_owned()).filter(|said| !said.is_empty()));
            } else if let Some(said) = fill(line, &values) {
                push(&mut blocks, false, std::mem::take(&mut lines));
                push(&mut blocks, true, said.lines().map(str::to_owned).collect());
            } else {
                drop(lines.pop_if(|before| before.ends_with(':')));
            }
        }
        push(&mut blocks, false, lines);
    }
    blocks
}

/// Whether a line is one variable and nothing else: then what it says stands apart.
fn is_alone(line: &str) -> bool {
    matches!(
        pieces(line).as_slice(),
        [Piece::Words(""), Piece::Variable(_), Piece::Words("")]
    )
}

/// The parts and the links under them as plain text.
pub(super) fn plain(blocks: &[Block], ways_on: &[String]) -> String {
    let said = blocks.iter().map(|block| {
        let indent = if block.quoted { "    " } else { "" };
        let lines: Vec<String> = block
            .lines
            .iter()
            .map(|line| format!("{indent}{line}"))
            .collect();
        lines.join("\n")
    });
    said.chain(ways_on.iter().cloned())
        .collect::<Vec<_>>()
        .join("\n\n")
}

fn push(blocks: &mut Vec<Block>, quoted: bool, lines: Vec<String>) {
    if !lines.is_empty() {
        blocks.push(Block { quoted, lines });
    }
}
