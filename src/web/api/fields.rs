//! The fields of a JSON object, taken one by one; what nobody took has no business there.

use std::borrow::Cow;

use super::json::Json;
use crate::refusal::{Complaints, Refusal};

/// The fields of an object, and what is wrong with them so far.
pub struct Fields<'a> {
    left: Vec<(Cow<'a, str>, Json<'a>)>,
    complaints: Complaints,
}

/// How many letters a field takes, and what is said where there are more.
pub struct Most {
    letters: usize,
    says: &'static str,
}

/// For names and titles.
pub const A_NAME: Most = Most {
    letters: 200,
    says: "Write at most 200 letters",
};
/// For what is said to somebody.
pub const A_REASON: Most = Most {
    letters: 4000,
    says: "Write at most 4,000 letters",
};

/// A field of a merge patch.
#[derive(Debug, PartialEq, Eq)]
pub enum Patched<T> {
    /// It is not named: what it stands for stays.
    Left,
    /// `null`: what it stands for goes.
    Removed,
    /// A new value.
    Set(T),
}

impl<T> Patched<T> {
    /// Whether the patch says anything about it.
    pub const fn is_named(&self) -> bool {
        !matches!(self, Self::Left)
    }
}

impl<'a> Fields<'a> {
    /// The fields of an object.
    ///
    /// # Errors
    /// A refusal when it is none.
    pub fn of(json: Json<'a>) -> Result<Self, Refusal> {
        match json {
            Json::Object(left) => Ok(Self {
                left,
                complaints: Complaints::default(),
            }),
            _ => Err(Refusal::field("", "The body must be a JSON object")),
        }
    }

    /// The words of a form with files, which stand for text only; an empty field is one that was left out.
    pub fn of_words(words: &'a [(String, String)]) -> Self {
        let field = |(name, words): &'a (String, String)| {
            (
                Cow::Borrowed(name.as_str()),
                Json::Text(Cow::Borrowed(words.as_str())),
            )
        };
        Self {
            left: words
                .iter()
                .filter(|(_, words)| !words.is_empty())
                .map(field)
                .collect(),
            complaints: Complaints::default(),
        }
    }

    fn take(&mut self, name: &str) -> Option<Json<'a>> {
        let at = self.left.iter().position(|(known, _)| known == name)?;
        Some(self.left.swap_remove(at).1)
    }

    /// Says what is wrong with a field.
    pub fn complain(&mut self, name: &str, says: impl Into<String>) {
        self.complaints.add(name, says);
    }

    /// Says so where a field's words are more letters than its place takes.
    pub fn complain_if_longer(&mut self, name: &str, words: &str, most: &Most) {
        if words.chars().count() > most.letters {
            self.complain(name, most.says);
        }
    }

    /// The same, unless something is wrong already that may be why.
    pub fn complain_if_quiet(&mut self, name: &str, says: &str) {
        if self.complaints.is_quiet() {
            self.complain(name, says);
        }
    }

    /// A text, to be changed by a merge patch.
    pub fn patched(&mut self, name: &str) -> Patched<String> {
        match self.take(name) {
            None => Patched::Left,
            Some(Json::Null) => Patched::Removed,
            Some(Json::Text(text)) => Patched::Set(text.into_owned()),
            Some(_) => {
                self.complain(name, "This must be text");
                Patched::Left
            }
        }
    }

    /// A text; nothing where it is missing or `null`.
    pub fn text(&mut self, name: &str) -> Option<Cow<'a, str>> {
        match self.take(name) {
            None | Some(Json::Null) => None,
            Some(Json::Text(text)) => Some(text),
            Some(_) => {
                self.complain(name, "This must be text");
                None
            }
        }
    }

    /// A text that must be there; `missing` is said where it is not.
    pub fn required(&mut self, name: &str, missing: &str) -> String {
        match self.take(name) {
            Some(Json::Text(text)) if !text.trim().is_empty() => text.into_owned(),
            None | Some(Json::Null | Json::Text(_)) => {
                self.complain(name, missing);
                String::new()
            }
            Some(_) => {
                self.complain(name, "This must be text");
                String::new()
            }
        }
    }

    /// Yes or no, also as a form writes it; no where it is missing or `null`.
    pub fn truth(&mut self, name: &str) -> bool {
        self.left
            .retain(|(known, value)| !(known == name && *value == Json::Null));
        self.patched_truth(name).unwrap_or(false)
    }

    /// Yes or no, also as a form writes it; nothing where it is missing.
    pub fn patched_truth(&mut self, name: &str) -> Option<bool> {
        match self.take(name) {
            None => None,
            Some(Json::Truth(truth)) => Some(truth),
            Some(Json::Text(text)) if text == "true" => Some(true),
            Some(Json::Text(text)) if text == "false" => Some(false),
            Some(_) => {
                self.complain(name, "This must be true or false");
                None
            }
        }
    }

    /// A list of texts; nothing where it is missing.
    pub fn texts(&mut self, name: &str) -> Option<Vec<Cow<'a, str>>> {
        let values = match self.take(name) {
            None => return None,
            Some(Json::List(values)) => values,
            Some(_) => {
                self.complain(name, "This must be a list of texts");
                return None;
            }
        };
        let text = |value| match value {
            Json::Text(text) => Some(text),
            _ => None,
        };
        let texts: Option<Vec<_>> = values.into_iter().map(text).collect();
        if texts.is_none() {
            self.complain(name, "This must be a list of texts");
        }
        texts
    }

    /// An object within; nothing where it is missing or `null`.
    pub fn object(&mut self, name: &str) -> Option<Fields<'a>> {
        match self.take(name) {
            None | Some(Json::Null) => None,
            Some(Json::Object(left)) => Some(Self {
                left,
                complaints: Complaints::default(),
            }),
            Some(_) => {
                self.complain(name, "This must be an object");
                None
            }
        }
    }

    /// Takes over what is wrong with an object within, and what nobody took in it.
    pub fn take_over(&mut self, name: &str, within: Fields<'_>) {
        if let Err(refusal) = within.settle() {
            for error in refusal.fields {
                self.complain(&format!("{name}.{}", error.field), error.says);
            }
        }
    }

    /// Ends the reading.
    ///
    /// # Errors
    /// A refusal that names every field that cannot be taken, and every field that nobody knows.
    pub fn settle(mut self) -> Result<(), Refusal> {
        for (name, _) in std::mem::take(&mut self.left) {
            let short: String = name.chars().take(100).collect();
            self.complaints.add(&short, "There is no such field here");
        }
        self.complaints.settle()
    }
}
