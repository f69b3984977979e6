//! A paper about to be sent, and the two names by which the desk knows it again.

use sha2::{Digest, Sha256};
use uuid::{Builder, Uuid};

use super::manuscript::Manuscript;
use crate::papers::submission;
use crate::people::{Email, clean_name};
use crate::refusal::Refusal;

/// Stands before what is fingerprinted, so that no other program's fingerprints are taken for ours.
const KIND: &str = "paperdesk paper 1";

/// What is said about a paper, as typed; only the address is needed.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// The student's address.
    pub student_email: String,
    /// What the student is called, where the desk does not know them yet.
    pub student_name: String,
    /// What the paper is called; empty: the desk looks for it in the paper.
    pub title: String,
    /// What it is for.
    pub subject: String,
    /// The student's own question.
    pub description: String,
    /// The course's own due date, YYYY-MM-DD; empty: none.
    pub due_on: String,
    /// Whether the student agreed that the course's teacher is told.
    pub consent_teacher: bool,
}

/// A paper about to be sent, as far as can be checked from afar.
#[derive(Clone, Debug)]
pub struct Paper {
    /// What is said about it.
    pub words: Words,
    /// Its file.
    pub manuscript: Manuscript,
}

impl Paper {
    /// A paper of these words and this file.
    ///
    /// # Errors
    /// Why the desk would not take it, by the desk's own rules.
    pub fn new(words: Words, manuscript: Manuscript) -> Result<Self, String> {
        let email = Email::parse(&words.student_email).ok_or_else(|| {
            let typed = clean_name(&words.student_email);
            format!("student_email: {typed:?} is not an address like name@example.edu")
        })?;
        let title = if words.title.is_empty() {
            &manuscript.name
        } else {
            &words.title
        };
        submission::check(title, &words.subject, &words.due_on, &words.description)
            .map_err(|refusal| named(&refusal))?;
        let words = Words {
            student_email: email.to_string(),
            ..words
        };
        Ok(Self { words, manuscript })
    }

    /// Its words as fields of a form; those that are empty are left out.
    pub(super) fn fields(&self) -> Vec<(&'static str, String)> {
        let words = &self.words;
        let mut fields: Vec<(&str, &str)> = vec![
            ("student_email", &words.student_email),
            ("student_name", &words.student_name),
            ("title", &words.title),
            ("subject", &words.subject),
            ("description", &words.description),
            ("due_on", &words.due_on),
        ];
        if words.consent_teacher {
            fields.push(("consent_teacher", "true"));
        }
        fields
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| (name, value.to_owned()))
            .collect()
    }

    /// SHA-256 of all that it says and of its file's bytes: the same paper has the same one, wherever it is sent from.
    fn fingerprint(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(KIND);
        for (name, value) in self.fields() {
            for part in [name, &value] {
                hash.update((part.len() as u64).to_be_bytes());
                hash.update(part);
            }
        }
        hash.update(self.manuscript.sha256);
        hash.finalize().into()
    }

    /// The key by which a desk gives the same answer to the same request, for a day.
    #[must_use]
    pub fn key(&self) -> String {
        data_encoding::HEXLOWER.encode(&self.fingerprint())
    }

    /// The id that the paper will have: also after that day the same paper is not taken twice.
    #[must_use]
    pub fn id(&self) -> Uuid {
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&self.fingerprint()[..16]);
        Builder::from_custom_bytes(bytes).into_uuid()
    }
}

/// The fields that cannot be taken, called as the API calls them.
fn named(refusal: &Refusal) -> String {
    let said = refusal.fields.iter().map(|error| {
        let field = match error.field.as_str() {
            "course" => "subject",
            "question" => "description",
            other => other,
        };
        format!("{field}: {}", error.says)
    });
    said.collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::{Manuscript, Paper, Words};

    fn of(email: &str, title: &str, subject: &str, sha256: u8) -> Paper {
        let manuscript = Manuscript {
            path: PathBuf::new(),
            name: "essay.txt".to_owned(),
            size: 1,
            sha256: [sha256; 32],
        };
        let words = Words {
            student_email: email.to_owned(),
            title: title.to_owned(),
            subject: subject.to_owned(),
            ..Words::default()
        };
        Paper::new(words, manuscript).unwrap()
    }

    #[test]
    fn the_same_paper_is_known_again_and_another_is_not() {
        let paper = of("ada@example.edu", "Rivers", "", 1);
        let same = of(" Ada@Example.EDU", "Rivers", "", 1);
        assert_eq!((paper.key(), paper.id()), (same.key(), same.id()));
        for other in [
            of("cleo@example.edu", "Rivers", "", 1),
            of("ada@example.edu", "Lakes", "", 1),
            of("ada@example.edu", "", "Rivers", 1),
            of("ada@example.edu", "Rivers", "", 2),
        ] {
            assert_ne!(paper.key(), other.key());
            assert_ne!(paper.id(), other.id());
        }
        assert_eq!((paper.key().len(), paper.id().get_version_num()), (64, 8));
    }
}
