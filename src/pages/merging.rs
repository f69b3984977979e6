//! The pages about two accounts of one person: finding them, looking at both, and accounts that look alike.

use serde::Serialize;

use super::people::role_words;
use super::words::counted;
use super::{Choice, Page};
use crate::merging::alike::Alike;
use crate::merging::{Moving, Pair};
use crate::people::{Person, PersonId};

/// So many people are shown to choose from.
pub const MOST_FOUND: u32 = 20;
/// Told when two accounts are two people's.
pub const TOLD_APART: &str = "They are two people. You are not asked about them again.";

/// Told when two accounts became one.
#[must_use]
pub fn merged(person: &Person) -> String {
    format!(
        "It is one account now. {} signs in with {}.",
        person.name, person.email
    )
}

#[derive(Serialize)]
struct Row {
    id: i64,
    name: String,
    email: String,
    roles: String,
    disabled: bool,
}

impl Row {
    fn of(person: &Person) -> Self {
        Self {
            id: person.id.0,
            name: person.name.clone(),
            email: person.email.clone(),
            roles: role_words(&person.roles),
            disabled: person.disabled,
        }
    }
}

/// Looking for the other account of a person.
#[derive(Serialize)]
pub struct ChoosePage {
    person: Row,
    found: Vec<Row>,
    sought: String,
    more: bool,
}

impl ChoosePage {
    /// For a person, with whoever was found; one more than a page holds tells that there are others.
    #[must_use]
    pub fn of(person: &Person, found: &[Person], sought: String) -> Self {
        let others = found.iter().filter(|other| other.id != person.id);
        Self {
            person: Row::of(person),
            found: others.take(MOST_FOUND as usize).map(Row::of).collect(),
            more: found.len() > MOST_FOUND as usize,
            sought,
        }
    }
}

impl Page for ChoosePage {
    const TEMPLATE: &'static str = "people/merge.html";

    fn title(&self) -> String {
        format!("Another account of {}", self.person.name)
    }
}

/// Two accounts, before they become one.
#[derive(Serialize)]
pub struct MergePage {
    kept: Row,
    gone: Row,
    moves: Vec<String>,
    ends: Vec<String>,
    refused: String,
    addresses: Vec<Choice>,
    gains: String,
}

impl MergePage {
    /// Of a pair.
    #[must_use]
    pub fn of(pair: &Pair) -> Self {
        let (kept, gone) = (&pair.kept, &pair.gone);
        let choice = |value: &str, email: &str| Choice {
            value: value.to_owned(),
            label: email.to_owned(),
        };
        let gains: Vec<_> = gone
            .roles
            .iter()
            .copied()
            .filter(|role| !kept.is(*role))
            .collect();
        Self {
            moves: moves(&pair.moving),
            ends: ends(&pair.moving),
            refused: pair
                .refusal
                .as_ref()
                .map(|refusal| refusal.says.clone())
                .unwrap_or_default(),
            addresses: vec![choice("own", &kept.email), choice("other", &gone.email)],
            gains: if gains.is_empty() || gone.disabled {
                String::new()
            } else {
                role_words(&gains)
            },
            kept: Row::of(kept),
            gone: Row::of(gone),
        }
    }
}

impl Page for MergePage {
    const TEMPLATE: &'static str = "people/merging.html";

    fn title(&self) -> String {
        format!("Merge two accounts of {}", self.kept.name)
    }
}

fn moves(moving: &Moving) -> Vec<String> {
    let counts = [
        (moving.papers, "paper they sent in", "papers they sent in"),
        (
            moving.prepared,
            "paper they are preparing",
            "papers they are preparing",
        ),
        (
            moving.held,
            "open paper they have as a tutor",
            "open papers they have as a tutor",
        ),
        (
            moving.returned,
            "piece of feedback they returned",
            "pieces of feedback they returned",
        ),
        (
            moving.snippets,
            "comment in their bank",
            "comments in their bank",
        ),
        (moving.courses, "course they teach", "courses they teach"),
        (
            moving.apart,
            "person they are kept apart from",
            "people they are kept apart from",
        ),
    ];
    let there = counts.into_iter().filter(|(count, ..)| *count > 0);
    let mut said: Vec<String> = there
        .map(|(count, one, many)| counted(count, one, many))
        .collect();
    if moving.facts {
        said.push(
            "What is known of them as a tutor, where the other account says nothing".to_owned(),
        );
    }
    said
}

fn ends(moving: &Moving) -> Vec<String> {
    let mut said = vec!["All sessions of both accounts: they sign in again".to_owned()];
    if moving.tokens > 0 {
        said.push(counted(
            moving.tokens,
            "API token of the account that goes",
            "API tokens of the account that goes",
        ));
    }
    said
}

#[derive(Serialize)]
struct Side {
    id: i64,
    name: String,
    email: String,
}

#[derive(Serialize)]
struct Two {
    one: Side,
    other: Side,
}

/// Accounts that look like one person's.
#[derive(Serialize)]
pub struct AlikePage {
    pairs: Vec<Two>,
}

impl AlikePage {
    /// From the pairs found.
    #[must_use]
    pub fn of(found: Vec<Alike>) -> Self {
        let side = |(id, name, email): (PersonId, String, String)| Side {
            id: id.0,
            name,
            email,
        };
        let two = |pair: Alike| Two {
            one: side(pair.one),
            other: side(pair.other),
        };
        Self {
            pairs: found.into_iter().map(two).collect(),
        }
    }
}

impl Page for AlikePage {
    const TEMPLATE: &'static str = "people/alike.html";

    fn title(&self) -> String {
        "Accounts that look alike".to_owned()
    }
}
