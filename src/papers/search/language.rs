//! The search language: `is:waiting course:"SOC 201" words>2000 gardens`, as people type it. Every piece is kept as it
//! was typed, and what cannot be understood is said by name.

use super::terms::{Holder, Key, Sign, Standing, Term, What};
use super::values;
use crate::events::PaperNumber;
use crate::papers::State;

/// The longest search, in letters: it travels in addresses.
pub const LONGEST: usize = 500;
/// So many pieces of one search count.
pub const MOST: usize = 20;

/// A search as somebody typed it, piece by piece.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    pieces: Vec<Piece>,
    cut: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Piece {
    typed: String,
    term: Option<Term>,
    misread: Option<String>,
}

impl Search {
    /// Reads a search; it never fails: what is not understood is in `misread`, and the rest counts.
    #[must_use]
    pub fn read(typed: &str) -> Self {
        let clean: String = typed
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        let kept: String = clean.chars().take(LONGEST).collect();
        let mut pieces = pieces(&kept);
        let is_cut = kept.len() < clean.trim_end().len() || pieces.len() > MOST;
        pieces.truncate(MOST);
        Self {
            pieces: pieces.into_iter().map(Piece::read).collect(),
            cut: is_cut.then(|| "Only the beginning of this search was looked for.".to_owned()),
        }
    }

    /// What is looked for.
    pub fn terms(&self) -> impl Iterator<Item = &Term> {
        self.pieces.iter().filter_map(|piece| piece.term.as_ref())
    }

    /// What was not understood, a sentence each.
    #[must_use]
    pub fn misread(&self) -> Vec<&str> {
        let said = self
            .pieces
            .iter()
            .filter_map(|piece| piece.misread.as_deref());
        said.chain(self.cut.as_deref()).collect()
    }

    /// The search in one line, every piece as it was typed.
    #[must_use]
    pub fn written(&self) -> String {
        joined(self.pieces.iter().map(|piece| piece.typed.as_str()))
    }

    /// The same without the plain filters of these kinds, which a form has fields for: what is negated stays.
    #[must_use]
    pub fn without(&self, keys: &[Key]) -> String {
        let stays = |piece: &&Piece| match &piece.term {
            Some(Term { not: false, what }) => !what.key().is_some_and(|key| keys.contains(&key)),
            _ => true,
        };
        joined(
            self.pieces
                .iter()
                .filter(stays)
                .map(|piece| piece.typed.as_str()),
        )
    }

    /// The paper, where nothing but its reference was typed.
    #[must_use]
    pub fn only_number(&self) -> Option<PaperNumber> {
        match self.pieces.as_slice() {
            [
                Piece {
                    term:
                        Some(Term {
                            not: false,
                            what: What::Number(number),
                        }),
                    ..
                },
            ] => Some(*number),
            _ => None,
        }
    }

    /// The same and one thing more.
    #[must_use]
    pub fn and(mut self, what: What) -> Self {
        self.pieces.push(Piece {
            typed: String::new(),
            term: Some(Term { not: false, what }),
            misread: None,
        });
        self
    }

    /// Whether nothing is asked: every paper fits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }
}

fn joined<'a>(pieces: impl Iterator<Item = &'a str>) -> String {
    let typed: Vec<&str> = pieces.filter(|typed| !typed.is_empty()).collect();
    typed.join(" ")
}

/// A filter as people type it, its value in quotation marks where it needs them.
#[must_use]
pub fn filter(key: Key, value: &str) -> String {
    let value = value.replace(is_quote, "");
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '@');
    if !value.is_empty() && value.chars().all(plain) {
        format!("{}:{value}", key.as_str())
    } else {
        format!("{}:\"{value}\"", key.as_str())
    }
}

const fn is_quote(letter: char) -> bool {
    matches!(letter, '"' | '“' | '”' | '„')
}

/// The pieces between blanks; what stands in quotation marks stays together, and an open one lasts to the end.
fn pieces(typed: &str) -> Vec<String> {
    let (mut all, mut piece, mut quoted) = (Vec::new(), String::new(), false);
    for letter in typed.chars() {
        if is_quote(letter) {
            quoted = !quoted;
        }
        if letter.is_whitespace() && !quoted {
            all.push(std::mem::take(&mut piece));
        } else {
            piece.push(letter);
        }
    }
    if quoted {
        piece.push('"');
    }
    all.push(piece);
    all.retain(|piece| !piece.is_empty());
    all
}

impl Piece {
    fn read(typed: String) -> Self {
        let bare = typed.strip_prefix('-').filter(|rest| !rest.is_empty());
        let (not, rest) = (bare.is_some(), bare.unwrap_or(&typed));
        let (what, misread) = match filter_of(rest) {
            Some((key, sign, value)) => understood(&typed, key, (sign, &value)),
            None => words_of(&typed, rest),
        };
        Self {
            term: what.map(|what| Term { not, what }),
            misread,
            typed,
        }
    }
}

/// The filter at the beginning of a piece: its word, its sign, and its value without quotation marks.
fn filter_of(piece: &str) -> Option<(&str, Sign, String)> {
    let end = piece.find(|c: char| !c.is_ascii_alphabetic())?;
    let (key, rest) = piece.split_at(end);
    let signs = [
        ("<=", Sign::UpTo),
        (">=", Sign::From),
        ("<", Sign::Below),
        (">", Sign::Above),
        (":", Sign::Same),
        ("=", Sign::Same),
    ];
    let (sign, value) = signs
        .into_iter()
        .find_map(|(written, sign)| Some((sign, rest.strip_prefix(written)?)))?;
    // `words:>2000` is what other programs taught people.
    let (sign, value) = match signs
        .into_iter()
        .find_map(|(written, other)| Some((other, value.strip_prefix(written)?)))
    {
        Some(more) if matches!(sign, Sign::Same) => more,
        _ => (sign, value),
    };
    let value = value.replace(is_quote, " ");
    let value: Vec<&str> = value.split_whitespace().collect();
    let is_said = !key.is_empty() && !value.is_empty();
    is_said.then(|| (key, sign, value.join(" ")))
}

type Read = (Option<What>, Option<String>);

fn understood(typed: &str, key: &str, (sign, value): (Sign, &str)) -> Read {
    let Some(key) = key_of(key) else {
        let (what, misread) = words_of(typed, typed.strip_prefix('-').unwrap_or(typed));
        let says = format!(
            "There is no filter “{key}”, so “{typed}” was looked for as words. The filters are {}.",
            listed()
        );
        return (what, misread.or(Some(says)));
    };
    match what_of(key, (sign, value)) {
        Ok(what) => (Some(what), None),
        Err(takes) => (None, Some(format!("“{typed}” was left out: {takes}."))),
    }
}

fn listed() -> String {
    let keys: Vec<&str> = Key::ALL.iter().map(|key| key.as_str()).collect();
    keys.join(", ")
}

fn key_of(typed: &str) -> Option<Key> {
    let lower = typed.to_lowercase();
    Some(match lower.as_str() {
        "state" | "status" => Key::Is,
        "with" | "assignee" => Key::Tutor,
        "student" | "writer" | "by" => Key::From,
        "promise" => Key::Promised,
        other => return Key::parse(other),
    })
}

fn what_of(key: Key, (sign, value): (Sign, &str)) -> Result<What, &'static str> {
    let lower = value.to_lowercase();
    let compares = matches!(key, Key::Words | Key::Draft | Key::Due | Key::Promised);
    if !compares && sign != Sign::Same {
        return Err("this filter goes with a colon");
    }
    Ok(match key {
        Key::Is if lower == "late" => What::Late(true),
        Key::Is => What::Is(standing(&lower).ok_or(
            "is: takes waiting, assigned, marking, asked, review, returned, withdrawn, sent-back, open, ended or late",
        )?),
        Key::Tutor => What::Tutor(match lower.as_str() {
            "none" | "nobody" => Holder::Nobody,
            "me" => Holder::Me,
            _ => Holder::Called(value.to_owned()),
        }),
        Key::From if has_letters(value) => What::From(value.to_owned()),
        Key::From => return Err("from: takes a name or an address"),
        Key::Course if lower == "none" => What::Course(String::new()),
        Key::Course => What::Course(value.to_owned()),
        Key::Late => What::Late(match lower.as_str() {
            "yes" | "true" | "1" => true,
            "no" | "false" | "0" => false,
            _ => return Err("late: takes yes or no"),
        }),
        Key::Words => What::Words(sign, values::number(&lower).ok_or("words takes a number, like words>2000")?),
        Key::Draft => What::Draft(sign, values::number(&lower).ok_or("draft takes a number, like draft:2")?),
        Key::Due => What::Due(sign, values::day(&lower, sign)?),
        Key::Promised => What::Promised(sign, values::moment(&lower)?),
    })
}

fn standing(lower: &str) -> Option<Standing> {
    Some(match lower.replace([' ', '-'], "_").as_str() {
        "open" => Standing::Open,
        "ended" | "closed" => Standing::Ended,
        "review" | "for_review" => Standing::ForReview,
        "asked" => Standing::In(State::NeedsInfo),
        state => Standing::In(State::parse(state)?),
    })
}

/// Free words: one piece is looked for as it stands; a reference is the paper itself.
fn words_of(typed: &str, piece: &str) -> Read {
    let words = piece.replace(is_quote, " ");
    let words = words.trim();
    if !has_letters(words) {
        let says = format!("“{typed}” was left out: there is no letter in it to look for.");
        return (None, Some(says));
    }
    let is_reference = words.starts_with(['P', 'p'])
        && words[1..].starts_with(|c: char| c == '-' || c.is_ascii_digit());
    let number = PaperNumber::parse(words).filter(|_| is_reference && !piece.contains(is_quote));
    let what = number.map_or_else(|| What::Text(words.to_owned()), What::Number);
    (Some(what), None)
}

fn has_letters(words: &str) -> bool {
    words.chars().any(char::is_alphanumeric)
}
