//! The page of the centre's own words: what the form asks beside, and ready texts for sending a paper back.

use serde::Serialize;

use super::Page;
use crate::centre::ready_texts::ReadyText;
use crate::papers::intake::Intake;

/// Told after a question was added to the form.
pub const QUESTION_ADDED: &str = "The form asks that from now on.";
/// Told after one was taken off.
pub const QUESTION_REMOVED: &str =
    "The form does not ask that any more. Answers that were given stay.";
/// Told after a ready text was saved.
pub const TEXT_SAVED: &str = "The text is saved.";
/// Told after one was taken away.
pub const TEXT_REMOVED: &str = "The text is removed.";

#[derive(Serialize)]
struct Asked {
    id: i64,
    question: String,
}

#[derive(Serialize)]
struct Text {
    id: i64,
    name: String,
    words: String,
}

/// The page.
#[derive(Serialize)]
pub struct CentreWordsPage {
    questions: Vec<Asked>,
    texts: Vec<Text>,
    asks: String,
    text: String,
    text_name: String,
    words: String,
}

impl CentreWordsPage {
    /// What the centre asks and says; `chosen` is the text that stands in the form.
    #[must_use]
    pub fn of((questions, texts): (Vec<Intake>, Vec<ReadyText>), chosen: Option<i64>) -> Self {
        let found = texts.iter().find(|text| Some(text.id) == chosen);
        let id = found.map_or_else(String::new, |text| text.id.to_string());
        let (name, words) = found.map_or_else(<(String, String)>::default, |text| {
            (text.name.clone(), text.words.clone())
        });
        let asked = |Intake { id, question }| Asked { id, question };
        let ready = |ReadyText { id, name, words }| Text { id, name, words };
        Self {
            questions: questions.into_iter().map(asked).collect(),
            texts: texts.into_iter().map(ready).collect(),
            asks: String::new(),
            text: id,
            text_name: name,
            words,
        }
    }

    /// The same with a question as somebody typed it.
    #[must_use]
    pub fn asking(self, asks: &str) -> Self {
        Self {
            asks: asks.to_owned(),
            ..self
        }
    }

    /// The same with a text as somebody typed it.
    #[must_use]
    pub fn saying(self, name: &str, words: &str) -> Self {
        Self {
            text_name: name.to_owned(),
            words: words.to_owned(),
            ..self
        }
    }
}

impl Page for CentreWordsPage {
    const TEMPLATE: &'static str = "settings/words.html";

    fn title(&self) -> String {
        "Questions and ready texts".to_owned()
    }
}
