//! A paper being prepared: everything typed is kept, checked, shown once more, and becomes a paper exactly once.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::limits::refuse_if_too_many;
use super::submission::{self, Submission};
use super::{PaperNumber, due_date, intake, promise, rows};
use crate::centre::Centre;
use crate::clock::Moment;
use crate::db::Tx;
use crate::drafts::{self, HandedIn, Manuscript, ManuscriptId};
use crate::people::Person;
use crate::refusal::{Complaints, Fault, Outcome, Refusal};

/// What a student may want help with, in their own voice; at most three are chosen.
pub const CONCERNS: [&str; 6] = [
    "Is my main point clear?",
    "Does it flow and hang together?",
    "Am I using sources well?",
    "Does it answer the assignment?",
    "Grammar patterns I repeat",
    "I am not sure",
];
const MOST_CONCERNS: usize = 3;
const KEPT_DAYS: i64 = 8;
/// How many papers one person may have begun and not sent; the oldest goes when another begins.
const MOST_UNSENT: u32 = 5;

/// The form as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// What it is called.
    pub title: String,
    /// What it is for.
    pub course: String,
    /// The course's own due date, as typed.
    pub due_on: String,
    /// The sentences chosen.
    pub concerns: Vec<String>,
    /// The student's own question.
    pub question: String,
    /// Whether the course's teacher may be told.
    pub consent_teacher: bool,
    /// Pasted text; it is kept once, as what was handed in, where that is where it went.
    pub text: String,
    /// What was answered to the centre's own questions, by their numbers.
    #[serde(default)]
    pub answers: BTreeMap<i64, String>,
}

impl Form {
    fn without_text(&self) -> Self {
        Self {
            text: String::new(),
            ..self.clone()
        }
    }
}

/// A paper being prepared.
#[derive(Clone, Debug)]
pub struct Preparation {
    /// Its `UUIDv7`, in the page's address.
    pub id: String,
    /// Everything typed; its text only where it is to be typed on.
    pub form: Form,
    /// What was handed in so far.
    pub manuscript: Option<Manuscript>,
    /// The paper it became.
    pub sent_as: Option<PaperNumber>,
}

impl Preparation {
    /// What was handed in, where that was pasted.
    #[must_use]
    pub fn pasted(&self) -> Option<&Manuscript> {
        self.manuscript.as_ref().filter(|kept| kept.is_pasted())
    }
}

/// Keeps what was typed and handed in, whatever is wrong with it; gives the preparation as it stands then. One that was sent
/// already stays as it is, and a new one begins; then only the newest few that were not sent are kept.
///
/// # Errors
/// When the database fails or the disk is full.
pub fn save(
    tx: &Tx<'_>,
    person: &Person,
    id: Option<&str>,
    (form, handed_in): (Form, Option<&HandedIn>),
) -> Outcome<Preparation> {
    let known = id.map(|id| find_for(tx, person, id)).transpose()?.flatten();
    let going_on = known.filter(|known| known.sent_as.is_none());
    let begins = going_on.is_none();
    let id = going_on
        .as_ref()
        .map_or_else(|| Uuid::now_v7().to_string(), |known| known.id.clone());
    let before = going_on
        .and_then(|known| known.manuscript)
        .map(|manuscript| manuscript.id);
    let manuscript = handed_in
        .map(|handed_in| drafts::keep(tx, handed_in))
        .transpose()?;
    let newest = manuscript.or(before);
    let typed = match handed_in {
        Some(pasted) if pasted.is_pasted() => written(&form.without_text())?,
        _ => written(&form)?,
    };
    rows::preparations::upsert(tx, (&id, person.id), &typed, newest)?;
    if let (Some(replaced), Some(_)) = (before, manuscript) {
        drafts::let_go(tx, replaced)?;
    }
    if begins {
        for (oldest, manuscript) in rows::preparations::unsent_beyond(tx, person.id, MOST_UNSENT)? {
            rows::preparations::delete(tx, &oldest)?;
            let_go(tx, &[manuscript])?;
        }
    }
    Ok(Preparation {
        id,
        form,
        manuscript: newest.map(|id| drafts::find(tx, id)).transpose()?.flatten(),
        sent_as: None,
    })
}

fn written(form: &Form) -> Outcome<String> {
    serde_json::to_string(form).map_err(|error| Fault::from_error("keeping a form", error).into())
}

fn let_go(tx: &Tx<'_>, gone: &[Option<ManuscriptId>]) -> Outcome<()> {
    gone.iter()
        .flatten()
        .try_for_each(|id| drafts::let_go(tx, *id))
}

/// What stands in the way of sending it.
///
/// # Errors
/// A refusal that names every field that cannot be taken, in the form's own order.
pub fn check(preparation: &Preparation) -> Result<(), Refusal> {
    let form = &preparation.form;
    let mut complaints = Complaints::default();
    if preparation.manuscript.is_none() {
        complaints.add("file", "Select your paper or paste the text");
    }
    submission::complain(&mut complaints, (&form.title, &form.due_on));
    if form.concerns.is_empty() {
        complaints.add("concerns", "Choose at least one thing you want help with");
    }
    complain_of_concerns(&mut complaints, &form.concerns);
    submission::complain_of_question(&mut complaints, &form.question);
    intake::complain(&mut complaints, &form.answers);
    complaints.settle()
}

/// Adds what is wrong with the concerns that were chosen.
pub(super) fn complain_of_concerns(complaints: &mut Complaints, concerns: &[String]) {
    if concerns
        .iter()
        .any(|chosen| !CONCERNS.contains(&chosen.as_str()))
    {
        complaints.add("concerns", "Choose from the things in the list");
    } else if concerns.len() > MOST_CONCERNS {
        complaints.add("concerns", "Choose at most three things you want help with");
    }
}

/// Sends it: the paper, its first draft, its one event and the letters it causes. Sending again gives the same paper.
///
/// # Errors
/// `NotFound` if it is not theirs; a refusal with every field that cannot be taken; `TooMany` after 20 within a day.
pub fn send(tx: &Tx<'_>, person: &Person, id: &str) -> Outcome<PaperNumber> {
    let preparation = find_for(tx, person, id)?.ok_or_else(Refusal::not_found)?;
    if let Some(number) = preparation.sent_as {
        return Ok(number);
    }
    check(&preparation)?;
    refuse_if_too_many(tx, person, &preparation.form.course)?;
    let form = &preparation.form;
    let manuscript = preparation
        .manuscript
        .as_ref()
        .ok_or_else(Refusal::not_found)?;
    let sent = Submission {
        id: None,
        student: person.id,
        title: &form.title,
        course: &form.course,
        due_on: &form.due_on,
        concerns: &form.concerns,
        question: &form.question,
        consent_teacher: form.consent_teacher,
        manuscript,
    };
    let number = submission::submit(tx, person, &sent)?;
    intake::keep(tx, number, &form.answers)?;
    let form = preparation.form.without_text();
    rows::preparations::set_sent(tx, id, number, &written(&form)?)?;
    Ok(number)
}

/// When feedback would be promised if it were sent now, and whether that is after its due date.
#[must_use]
pub fn outlook(centre: &Centre, form: &Form, now: Moment) -> (Moment, bool) {
    let promised = promise::for_paper(centre, now);
    let promised_on = promised.timestamp().to_zoned(centre.zone()).date();
    let late = due_date::parse(&form.due_on)
        .ok()
        .flatten()
        .is_some_and(|due| promised_on > due);
    (promised, late)
}

/// Lets go of what was prepared and not touched for eight days, and of what was sent that long ago; gives how many went,
/// none once nothing is left.
///
/// # Errors
/// When the database fails.
pub fn sweep(tx: &Tx<'_>) -> Outcome<usize> {
    let old = tx.now().plus_days(-KEPT_DAYS);
    let gone = rows::preparations::delete_untouched_since(tx, old)?;
    let_go(tx, &gone)?;
    Ok(gone.len())
}

/// A preparation that was not sent, to go on with: with the words that were pasted.
///
/// # Errors
/// When the database fails.
pub fn reopen(tx: &Tx<'_>, person: &Person, id: &str) -> Outcome<Option<Preparation>> {
    let found = find_for(tx, person, id)?.filter(|found| found.sent_as.is_none());
    let Some(mut preparation) = found else {
        return Ok(None);
    };
    let pasted = preparation
        .pasted()
        .filter(|_| preparation.form.text.is_empty());
    if let Some(words) = pasted.map(|pasted| drafts::pasted_words(tx, pasted)) {
        preparation.form.text = words?;
    }
    Ok(Some(preparation))
}

/// A preparation, if it is this person's own.
///
/// # Errors
/// When the database fails.
pub fn find_for(tx: &Tx<'_>, person: &Person, id: &str) -> Outcome<Option<Preparation>> {
    let found = rows::preparations::find_for(tx, person.id, id)?;
    let Some((mut preparation, manuscript)) = found else {
        return Ok(None);
    };
    preparation.manuscript = manuscript
        .map(|id| drafts::find(tx, id))
        .transpose()?
        .flatten();
    Ok(Some(preparation))
}
