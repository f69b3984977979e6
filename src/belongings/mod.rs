//! All that the desk has of a person, put together for them: as data, with their files and letters.

mod rows;

use serde_json::{Map, Value};

use crate::db::Tx;
use crate::drafts::{self, FileId};
use crate::people::{self, Person, PersonId};
use crate::refusal::{Outcome, Refusal};

/// What goes into one file of the parcel.
#[derive(Clone, Debug)]
pub enum Content {
    /// Words.
    Text(String),
    /// A kept file, byte for byte, in its pieces.
    Kept(FileId),
    /// A mail as it went out, by its number: there may be many, and each is read when it is packed.
    Mail(i64),
}

/// All that is kept of a person.
#[derive(Clone, Debug)]
pub struct Belongings {
    /// Who.
    pub person: Person,
    /// Each file: its name in the parcel, and what is in it.
    pub files: Vec<(String, Content)>,
}

/// How many of each kind are kept of a person, for the page that offers them.
///
/// # Errors
/// When the database fails.
pub fn count(tx: &Tx<'_>, id: PersonId) -> Outcome<rows::Counted> {
    rows::count(tx, id)
}

/// Puts together what is kept of a person: themself or whoever watches over the desk may ask. What second readers and
/// those who are kept apart settled among themselves is not in it.
///
/// # Errors
/// `NotFound` where there is nobody, or it is not theirs to ask.
pub fn of(tx: &Tx<'_>, by: &Person, id: PersonId) -> Outcome<Belongings> {
    let person = find_for(tx, by, id)?;
    let mut data = Map::new();
    for (name, statement) in rows::ALL.iter().chain(rows::MAIL) {
        data.insert(
            (*name).to_owned(),
            Value::Array(rows::all(tx, statement, id)?),
        );
    }
    let text = serde_json::to_string_pretty(&Value::Object(data)).map_err(|error| {
        crate::refusal::Fault::from_error("writing what is kept of somebody", error)
    })?;
    let mut files = vec![("data.json".to_owned(), Content::Text(text))];
    for (number, n, letter) in rows::letters(tx, id)? {
        let name = format!("letters/P-{number}-draft-{n}.txt");
        files.push((name, Content::Text(letter)));
    }
    for number in rows::papers(tx, id)? {
        let kept = |draft: &drafts::Draft| draft.manuscript.is_kept();
        for draft in drafts::of_paper(tx, number)?.into_iter().filter(kept) {
            let name = drafts::file_name(number, draft.n, draft.manuscript.kind);
            files.push((
                format!("papers/{name}"),
                Content::Kept(draft.manuscript.file),
            ));
        }
    }
    for (n, unsent) in (1..).zip(rows::unsent(tx, id)?) {
        if let Some(manuscript) = drafts::find(tx, unsent)? {
            let ending = manuscript.kind.extension();
            files.push((
                format!("being-prepared/{n}.{ending}"),
                Content::Kept(manuscript.file),
            ));
        }
    }
    for id in rows::mails(tx, id)? {
        files.push((format!("mails/{id}.eml"), Content::Mail(id)));
    }
    Ok(Belongings { person, files })
}

/// A mail as it went out; nothing where it was erased meanwhile.
///
/// # Errors
/// When the database fails.
pub fn mail(tx: &Tx<'_>, id: i64) -> Outcome<Vec<u8>> {
    rows::mail(tx, id)
}

/// The person, if somebody may ask what is kept of them.
///
/// # Errors
/// `NotFound`.
pub fn find_for(tx: &Tx<'_>, by: &Person, id: PersonId) -> Outcome<Person> {
    if by.id != id && !by.oversees() {
        return Err(Refusal::not_found().into());
    }
    people::find(tx, id)?.ok_or_else(|| Refusal::not_found().into())
}

pub use rows::Counted;
