//! News that is told together: gathered with the event, and made into one mail when its digest comes, or when the short
//! hold ends in which several changes of one paper are one piece of news.

use serde::Serialize;
use serde_json::Value;

use super::rows::gathered as rows;
use super::sender::Sender;
use super::subscriptions::{Habits, habits_of, zone_of};
use super::{DeliveryId, Letter, Recipient, Telling, facts};
use crate::centre;
use crate::clock::Moment;
use crate::db::Tx;
use crate::events::{PaperNumber, Seq};
use crate::people::{self, Person, PersonId};
use crate::refusal::{Fault, Outcome};

pub use rows::{Batch, of_paper};

/// Several changes of one paper within so many minutes are one mail: a follower's news waits for the end of that time, and of
/// a rule's letters the first goes at once and the next ones, if somebody does the same again, are one letter at its end.
pub(super) const SHORT_HOLD: i64 = 10;
/// So many mails are made in one round.
const A_ROUND: u32 = 500;
/// More than this is counted in a digest and not told one by one.
const MOST: usize = 200;

/// News on its way into a mail.
pub struct New<'a> {
    /// What happened, and to which paper.
    pub about: Option<(Seq, PaperNumber)>,
    /// Which letter it would have been.
    pub letter: Letter,
    /// What that says, as JSON.
    pub facts: &'a str,
    /// By which rule they are told.
    pub why: &'a str,
    /// Into which letter it goes.
    pub into_letter: Letter,
    /// When that is due.
    pub due_at: Moment,
    /// Before this it can be called back.
    pub sure_at: Moment,
    /// The mail it went into already.
    pub delivery: Option<DeliveryId>,
}

/// News that was gathered for somebody.
#[derive(Clone, Debug)]
pub struct Gathered {
    /// Its number.
    pub id: i64,
    /// For whom.
    pub person: PersonId,
    /// What happened.
    pub event: Option<Seq>,
    /// To which paper.
    pub paper: Option<PaperNumber>,
    /// Which letter it would have been.
    pub letter: Letter,
    /// What that says, as JSON.
    pub facts: String,
    /// By which rule they are told.
    pub why: String,
    /// Into which letter it goes.
    pub into_letter: Letter,
    /// When it was gathered.
    pub at: Moment,
    /// When it is told.
    pub due_at: Moment,
    /// The mail it went into; none: it waits.
    pub delivery: Option<DeliveryId>,
    /// What they are called.
    pub name: String,
    /// Their address now.
    pub email: String,
}

/// One piece of news as a digest tells it.
#[derive(Serialize)]
struct Entry {
    letter: Letter,
    facts: Value,
}

/// What such a mail says.
#[derive(Serialize)]
struct Together<'a> {
    entries: Vec<Entry>,
    /// How many more there are than are told.
    more: usize,
    /// Of the paper, where all of it is about one; empty: not.
    reference: String,
    title: String,
    centre: &'a str,
}

/// Mails that are due to be made.
///
/// # Errors
/// When the database fails.
pub fn due(tx: &Tx<'_>) -> Outcome<Vec<Batch>> {
    rows::batches_due(tx, A_ROUND)
}

/// Makes one mail of what was gathered for somebody, and notes that it went into it, both or neither. Nothing where it was
/// made meanwhile, or where all of it is needless by now.
///
/// # Errors
/// When the database fails.
pub fn make(tx: &Tx<'_>, batch: Batch) -> Outcome<Option<DeliveryId>> {
    rows::forget_needless(tx, batch)?;
    let all = rows::of_batch(tx, batch)?;
    let (Some(first), Some(person)) = (all.first(), people::find(tx, batch.0)?) else {
        return Ok(None);
    };
    let (told, into) = match batch.1 {
        Letter::Digest | Letter::News => {
            let centre = centre::find(tx)?.unwrap_or_default().name;
            (facts(&together(&all, batch, &centre)?)?, all.len())
        }
        _ => again(&all)?,
    };
    let why = match batch.1 {
        Letter::Digest => "This kind of news comes to them in a digest",
        _ => first.why.as_str(),
    };
    let telling = Telling {
        about: first.event.zip(batch.2),
        letter: batch.1,
        facts: &told,
        why,
        hold_until: None,
        expires: None,
    };
    let quiet = match batch.1 {
        Letter::Digest => None,
        _ => quiet_until(tx, &person)?,
    };
    let sender = Sender::that_asks_nobody(tx)?;
    let id = sender.promise(&telling, &Recipient::from(&person), quiet)?;
    all.iter()
        .take(into)
        .try_for_each(|one| rows::set_delivery(tx, one.id, id))?;
    Ok(Some(id))
}

/// A letter that says at once what the same person did again and again: it stands as the last of them has it, with all that
/// was said. What another did meanwhile is left for a letter of its own: gives how many of the first are in this one.
fn again(all: &[Gathered]) -> Outcome<(String, usize)> {
    let read = |one: &Gathered| serde_json::from_str::<Value>(&one.facts);
    let all: Result<Vec<Value>, _> = all.iter().map(read).collect();
    let all = all.map_err(|error| Fault::from_error("reading what was told again", error))?;
    let same = all.iter().take_while(|one| one["actor"] == all[0]["actor"]);
    let mut words: Vec<&str> = same
        .clone()
        .filter_map(|one| one["said"].as_str())
        .collect();
    words.retain(|said| !said.is_empty());
    words.dedup();
    let into = same.count();
    let mut told = all[into - 1].clone();
    if !words.is_empty() {
        told["said"] = words.join("\n\n").into();
    }
    Ok((told.to_string(), into))
}

fn together<'a>(all: &[Gathered], batch: Batch, centre: &'a str) -> Outcome<Together<'a>> {
    let entry = |one: &Gathered| {
        let facts = serde_json::from_str(&one.facts)
            .map_err(|error| Fault::from_error("reading gathered news", error))?;
        let letter = one.letter;
        Ok(Entry { letter, facts })
    };
    let entries: Vec<Entry> = all
        .iter()
        .take(MOST)
        .map(entry)
        .collect::<Outcome<Vec<_>>>()?;
    let said = |field: &str| match (batch.2, entries.first()) {
        (Some(_), Some(first)) => first.facts[field].as_str().unwrap_or_default().to_owned(),
        _ => String::new(),
    };
    Ok(Together {
        more: all.len() - entries.len(),
        reference: said("reference"),
        title: said("title"),
        centre,
        entries,
    })
}

fn quiet_until(tx: &Tx<'_>, person: &Person) -> Outcome<Option<Moment>> {
    let habits: Habits = habits_of(tx, person.id)?;
    if habits.quiet.is_none() {
        return Ok(None);
    }
    Ok(habits.quiet_until(&zone_of(tx, person)?, tx.now()))
}
