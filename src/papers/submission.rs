//! A paper comes to the desk: whoever sends it, however it was sent.

use uuid::Uuid;

use super::courses::Course;
use super::limits::refuse_if_too_many;
use super::rows::New;
use super::{PaperNumber, Said, centre_of, courses, due_date, find, promise, rows, telling};
use crate::clock::Moment;
use crate::db::Tx;
use crate::drafts::reading::ReadingText;
use crate::drafts::{self, HandedIn, Manuscript};
use crate::events::{self, Event};
use crate::people::{self, Person, PersonId, clean_name};
use crate::refusal::{Complaints, Fault, Outcome, Refusal};

/// The most letters of what a paper is called, and of what it is for.
const LONGEST_NAME: usize = 200;
/// The most letters of a student's own question.
const LONGEST_QUESTION: usize = 4000;

/// All that a paper is when it comes in.
pub struct Submission<'a> {
    /// The id its sender gave it; none: a fresh `UUIDv7`.
    pub id: Option<&'a str>,
    /// Whose paper it is.
    pub student: PersonId,
    /// What it is called.
    pub title: &'a str,
    /// What it is for, as typed; empty: not for a course.
    pub course: &'a str,
    /// The course's own due date, as typed; empty: none.
    pub due_on: &'a str,
    /// Up to three sentences chosen by the student.
    pub concerns: &'a [String],
    /// The student's own question.
    pub question: &'a str,
    /// Whether the course's teacher may be told.
    pub consent_teacher: bool,
    /// What was handed in.
    pub manuscript: &'a Manuscript,
}

/// A paper that somebody sends in for a student.
pub struct Sent<'a> {
    /// The id its sender gave it; none: a fresh `UUIDv7`.
    pub id: Option<&'a str>,
    /// The student's address.
    pub student_email: &'a str,
    /// What the student is called, where we do not know them yet; empty: guessed from the address.
    pub student_name: &'a str,
    /// What it is called; empty: looked for in the paper, its file's name and its course.
    pub title: &'a str,
    /// What it is for; empty: not for a course.
    pub course: &'a str,
    /// The course's own due date, YYYY-MM-DD; empty: none.
    pub due_on: &'a str,
    /// The student's own question.
    pub question: &'a str,
    /// Whether the course's teacher may be told.
    pub consent_teacher: bool,
}

/// Takes a paper in for a student, who gets an account where we do not know them yet.
///
/// # Errors
/// A refusal that names every field that cannot be taken; `NotAllowed` where only coordinators may send for others;
/// `Conflict` when a paper has its id already; `TooMany` when a student sends more than 20 within a day.
pub fn send_for(
    tx: &Tx<'_>,
    by: &Person,
    sent: &Sent<'_>,
    handed_in: &HandedIn,
) -> Outcome<PaperNumber> {
    let title = title_of(sent, handed_in);
    check(&title, sent.course, sent.due_on, sent.question)?;
    let student = people::student_for(tx, by, sent.student_email, sent.student_name)?;
    if student.id == by.id {
        refuse_if_too_many(tx, by, sent.course)?;
    }
    let kept = drafts::keep(tx, handed_in)?;
    let manuscript = drafts::find(tx, kept)?.ok_or_else(|| Fault::new("a manuscript vanished"))?;
    let submission = Submission {
        id: sent.id,
        student: student.id,
        title: &title,
        course: sent.course,
        due_on: sent.due_on,
        concerns: &[],
        question: sent.question,
        consent_teacher: sent.consent_teacher,
        manuscript: &manuscript,
    };
    submit(tx, by, &submission)
}

fn title_of(sent: &Sent<'_>, handed_in: &HandedIn) -> String {
    let read = handed_in.text().and_then(ReadingText::title_guess);
    let stem = handed_in.name().rsplit_once('.').map(|(stem, _)| stem);
    let is_said = |title: &&str| !clean_name(title).is_empty();
    if is_said(&sent.title) {
        return sent.title.to_owned();
    }
    let guessed = [read, stem, Some(sent.course)];
    let guess = guessed.into_iter().flatten().find(is_said);
    clean_name(guess.unwrap_or("A paper"))
}

/// Adds what is wrong with what a paper is called and with its due date.
pub(super) fn complain(complaints: &mut Complaints, (title, due_on): (&str, &str)) {
    if clean_name(title).is_empty() {
        complaints.add("title", "Enter what your paper is called");
    }
    if due_date::parse(due_on).is_err() {
        complaints.add(
            "due_on",
            "Enter the due date as a real date, like 14 11 2025",
        );
    }
}

/// Adds what is wrong with a student's own question.
pub(super) fn complain_of_question(complaints: &mut Complaints, question: &str) {
    if question.chars().count() > LONGEST_QUESTION {
        complaints.add("question", "Write at most 4,000 letters");
    }
}

/// Refuses words that cannot go with a paper.
///
/// # Errors
/// A refusal that names every such field.
pub fn check(title: &str, course: &str, due_on: &str, question: &str) -> Result<(), Refusal> {
    let mut complaints = Complaints::default();
    complain(&mut complaints, (title, due_on));
    for (field, words) in [("title", title), ("course", course)] {
        if words.chars().count() > LONGEST_NAME {
            complaints.add(field, "Write at most 200 letters");
        }
    }
    complain_of_question(&mut complaints, question);
    complaints.settle()
}

/// Takes a paper in: the paper, its first draft, its one event and the letters it causes.
///
/// # Errors
/// `Conflict` when a paper has its id already.
pub fn submit(tx: &Tx<'_>, by: &Person, sent: &Submission<'_>) -> Outcome<PaperNumber> {
    let centre = centre_of(tx)?;
    let id = match sent.id {
        Some(id) if rows::number_of(tx, id)?.is_some() => {
            return Err(Refusal::conflict("There is already a paper with this id.").into());
        }
        Some(id) => id.to_owned(),
        None => Uuid::now_v7().to_string(),
    };
    let course = courses::known(tx, &clean_name(sent.course))?;
    let promised = promise::for_paper(&courses::rules(&centre, course.as_ref()), tx.now());
    let number = insert(tx, (&id, course.as_ref()), sent, promised)?;
    drafts::add(tx, number, 1, sent.manuscript.id)?;
    let words = sent.manuscript.words;
    let said = Said::by(by, Event::Submitted { words });
    let seq = events::record(tx, number, said.actor, (&said.event, said.words))?;
    telling::happened(tx, seq, number, &said)?;
    let paper = find(tx, number)?.ok_or_else(|| Fault::new("a paper vanished"))?;
    telling::submitted(tx, seq, &paper, &centre)?;
    Ok(number)
}

fn insert(
    tx: &Tx<'_>,
    (id, known): (&str, Option<&Course>),
    sent: &Submission<'_>,
    promised_at: Moment,
) -> Outcome<PaperNumber> {
    let course = clean_name(sent.course);
    let due_on = date_of(sent.due_on);
    let concerns = serde_json::to_string(sent.concerns)
        .map_err(|error| Fault::from_error("writing a paper's concerns", error))?;
    rows::insert(
        tx,
        &New {
            id,
            student: sent.student,
            title: &clean_name(sent.title),
            course: (&course, known.map(|course| course.id)),
            due_on: due_on.as_deref(),
            words: sent.manuscript.words,
            concerns: &concerns,
            question: sent.question.trim(),
            consent_teacher: sent.consent_teacher,
            promised_at,
        },
    )
}

/// A typed due date as it is kept, YYYY-MM-DD; none where nothing was typed.
pub(super) fn date_of(typed: &str) -> Option<String> {
    let date = due_date::parse(typed).ok().flatten()?;
    Some(date.to_string())
}
