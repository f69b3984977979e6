//! The comment bank: what a tutor says again and again, as their own or shared by the centre.

use super::rows::bank as rows;
use crate::db::{Tx, number_id};
use crate::papers::PaperNumber;
use crate::people::{Person, Role};
use crate::refusal::{Kind, Outcome, Refusal};

number_id! {
    /// A snippet's number.
    SnippetId
}

/// Something to say again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet {
    /// Its number.
    pub id: SnippetId,
    /// Whether all tutors have it.
    pub shared: bool,
    /// What it says, with `{name}` and `{quote}` where those belong.
    pub words: String,
    /// How often it was put into a comment.
    pub used: u32,
}

/// The longest snippet, in letters.
const LONGEST: usize = 4000;
/// So many snippets one person keeps.
const MOST: u32 = 2000;

/// After so many times on one paper, whoever puts a snippet in once more is asked.
const OFTEN: u32 = 3;

fn checked(words: &str) -> Outcome<String> {
    let words = words.replace("\r\n", "\n").trim().to_owned();
    if words.is_empty() {
        return Err(Refusal::field("words", "Write the comment before saving it").into());
    }
    if words.chars().count() > LONGEST {
        return Err(Refusal::field("words", "Write at most 4,000 letters").into());
    }
    Ok(words)
}

/// Adds a snippet: one's own, or, as a coordinator, one for all. What is there already is not added twice.
///
/// # Errors
/// A refusal when nothing is written, or they may not share.
pub fn add(tx: &Tx<'_>, person: &Person, words: &str, shared: bool) -> Outcome<()> {
    may_share(person, shared)?;
    let words = checked(words)?;
    if rows::count(tx, person.id)? >= MOST {
        let says = "There are 2,000 comments in this bank already. Remove some first.";
        return Err(Refusal::conflict(says).into());
    }
    let owner = (!shared).then_some(person.id);
    rows::insert(tx, owner, &words)
}

fn may_share(person: &Person, shared: bool) -> Outcome<()> {
    if shared && !person.oversees() {
        let says = "Coordinators decide what all tutors share.";
        return Err(Refusal::new(Kind::NotAllowed, says).into());
    }
    Ok(())
}

/// Changes what a snippet says; a shared one only as a coordinator.
///
/// # Errors
/// `NotFound` where it is not theirs; a refusal when nothing is written.
pub fn change(tx: &Tx<'_>, person: &Person, id: SnippetId, words: &str) -> Outcome<()> {
    let snippet = find(tx, person, id)?;
    may_share(person, snippet.shared)?;
    let words = checked(words)?;
    rows::update(tx, id, &words)
}

/// Removes a snippet; a shared one only as a coordinator.
///
/// # Errors
/// As `change`.
pub fn remove(tx: &Tx<'_>, person: &Person, id: SnippetId) -> Outcome<()> {
    let snippet = find(tx, person, id)?;
    may_share(person, snippet.shared)?;
    rows::delete(tx, id)
}

/// Makes a coordinator's own snippet one for all, or a shared one their own.
///
/// # Errors
/// `NotAllowed` for others.
pub fn share(tx: &Tx<'_>, person: &Person, id: SnippetId) -> Outcome<()> {
    let snippet = find(tx, person, id)?;
    may_share(person, true)?;
    let owner = snippet.shared.then_some(person.id);
    rows::delete(tx, id)?;
    rows::insert(tx, owner, &snippet.words)
}

/// One snippet that this person may use.
///
/// # Errors
/// `NotFound` where it is somebody else's.
pub fn find(tx: &Tx<'_>, person: &Person, id: SnippetId) -> Outcome<Snippet> {
    rows::find(tx, person.id, id)?.ok_or_else(|| Refusal::not_found().into())
}

/// Where a snippet goes.
pub struct Onto<'a> {
    /// The paper.
    pub paper: PaperNumber,
    /// Its student's first name.
    pub name: &'a str,
    /// The words that the comment stands on.
    pub quote: &'a str,
    /// Whether they were asked already, and still want it.
    pub sure: bool,
}

/// A snippet put into a comment: `{name}` and `{quote}` filled in, and counted as used.
///
/// # Errors
/// `NotFound` where it is somebody else's; a refusal at the field `snippet` where it is on the paper three times already
/// and they were not asked yet.
pub fn fill(tx: &Tx<'_>, person: &Person, id: SnippetId, onto: &Onto<'_>) -> Outcome<String> {
    let snippet = find(tx, person, id)?;
    let times = rows::uses_on(tx, id, onto.paper)?;
    if times >= OFTEN && !onto.sure {
        let says = format!(
            "You have put this comment on this paper {times} times. Would one note on the pattern say more? Press once more to put it in, and change it so that it speaks of this place"
        );
        return Err(Refusal::field("snippet", says).into());
    }
    rows::count_use(tx, id)?;
    rows::count_use_on(tx, id, onto.paper)?;
    Ok(filled(&snippet.words, onto.name, onto.quote))
}

/// Words with `{name}` and `{quote}` filled in.
#[must_use]
pub fn filled(words: &str, name: &str, quote: &str) -> String {
    let mut text = String::new();
    let mut rest = words;
    while let Some(at) = rest.find('{') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let filled = [("{name}", name), ("{quote}", quote)]
            .into_iter()
            .find_map(|(token, word)| Some((rest.strip_prefix(token)?, word)));
        if let Some((after, word)) = filled {
            text.push_str(word);
            rest = after;
        } else {
            text.push('{');
            rest = &rest[1..];
        }
    }
    text + rest
}

/// The snippets a person has, their own and the shared ones, those used most first; `search` is looked for in them.
///
/// # Errors
/// `NotAllowed` for whoever is no tutor and oversees nothing.
pub fn all(tx: &Tx<'_>, person: &Person, search: &str) -> Outcome<Vec<Snippet>> {
    if !person.is(Role::Tutor) && !person.oversees() {
        return Err(Refusal::new(Kind::NotAllowed, "The comment bank is for tutors.").into());
    }
    rows::all(tx, person.id, search.trim())
}

#[cfg(test)]
mod tests {
    use super::filled;

    #[test]
    fn what_is_filled_in_is_not_filled_in_again() {
        let says = "{name}, about \u{201c}{quote}\u{201d}: {what}";
        assert_eq!(
            filled(says, "{quote}", "a {name}"),
            "{quote}, about \u{201c}a {name}\u{201d}: {what}"
        );
    }
}
