//! The pages about all that is kept of a person: taking it, and erasing it.

use serde::Serialize;

use super::{Page, words::counted};
use crate::belongings::Counted;
use crate::erasing::Preview;
use crate::people::Person;

/// Told when somebody was erased.
pub const ERASED: &str =
    "They are erased. Backups made before today still hold them until you let those go.";

/// What is kept of a person, and the way to take it.
#[derive(Serialize)]
pub struct BelongingsPage {
    name: String,
    over: String,
    over_href: String,
    file: String,
    is_self: bool,
    parts: Vec<String>,
}

impl BelongingsPage {
    /// For a person, or for themself.
    #[must_use]
    pub fn of(person: &Person, held: Counted, is_self: bool) -> Self {
        let (over, over_href, file) = if is_self {
            (
                "Your account".to_owned(),
                "/account".to_owned(),
                "/account/data/file".to_owned(),
            )
        } else {
            let here = format!("/people/{}", person.id.0);
            (
                person.name.clone(),
                here.clone(),
                format!("{here}/export/file"),
            )
        };
        Self {
            name: person.name.clone(),
            over,
            over_href,
            file,
            is_self,
            parts: vec![
                counted(held.papers, "paper", "papers") + ", each draft as it was sent",
                counted(held.letters, "letter", "letters") + " that came back, with their notes",
                counted(held.mails, "mail", "mails") + " to them",
                counted(held.deeds, "thing", "things") + " they did, and who opened their papers",
            ],
        }
    }
}

impl Page for BelongingsPage {
    const TEMPLATE: &'static str = "people/export.html";

    fn title(&self) -> String {
        if self.is_self {
            "What we keep about you".to_owned()
        } else {
            "What we keep about them".to_owned()
        }
    }
}

/// What erasing somebody would do.
#[derive(Serialize)]
pub struct ErasePage {
    id: i64,
    name: String,
    email: String,
    goes: Vec<String>,
    written: String,
    open: Vec<String>,
    refusal: Option<String>,
    address: String,
}

impl ErasePage {
    /// From what was looked at.
    #[must_use]
    pub fn of(preview: &Preview) -> Self {
        let (person, goes) = (&preview.person, &preview.goes);
        Self {
            id: person.id.0,
            name: person.name.clone(),
            email: person.email.clone(),
            goes: vec![
                counted(
                    goes.papers,
                    "paper’s title and questions",
                    "papers’ titles and questions",
                ),
                counted(
                    goes.files,
                    "file and the text read in it",
                    "files and the texts read in them",
                ),
                counted(goes.letters, "letter to them", "letters to them"),
                counted(goes.notes, "note on their papers", "notes on their papers")
                    + ", and what they planned and said back",
                counted(
                    goes.mails,
                    "mail to them or about their papers",
                    "mails to them or about their papers",
                ) + "; what was not sent yet is cancelled",
                counted(
                    goes.words,
                    "reason, question or answer",
                    "reasons, questions and answers",
                ),
            ],
            written: if goes.written == 0 {
                String::new()
            } else {
                counted(goes.written, "letter", "letters")
            },
            open: preview.open.iter().map(ToString::to_string).collect(),
            refusal: preview.refusal.as_ref().map(|refusal| refusal.says.clone()),
            address: String::new(),
        }
    }

    /// The same with what was typed.
    #[must_use]
    pub fn typed(self, address: String) -> Self {
        Self { address, ..self }
    }
}

impl Page for ErasePage {
    const TEMPLATE: &'static str = "people/erase.html";

    fn title(&self) -> String {
        format!("Erase {}", self.name)
    }
}
