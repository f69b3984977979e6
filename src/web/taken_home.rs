//! Feedback to take home: as a Word file with real comments, as plain text, and by mail.

use rocket::{Route, get, post, routes};

use super::answers::{Answer, Reply, joined};
use super::aside;
use super::download::piece;
use super::feedback::find;
use super::guards::{SignedIn, Student, reference};
use super::house::House;
use super::looks;
use crate::documents::{Annotations, Comment, word};
use crate::drafts::Manuscript;
use crate::drafts::reading::{FileKind, ReadingText};
use crate::feedback::copy;
use crate::pages::Times;
use crate::pages::feedback::{Facts, Returned};
use crate::pages::said_back::MAILED;
use crate::pages::taken_home::{
    NOT_YOUR_FILE, Said, comments, letter_comment, letter_lines, plain,
};
use crate::refusal::{Outcome, Refusal};

/// The files of this file.
pub fn routes() -> Vec<Route> {
    routes![as_word, as_text, by_mail]
}

async fn look(visitor: &SignedIn, house: &House, number: &str) -> Outcome<Facts> {
    let (number, person) = (reference(number)?, visitor.person.clone());
    let reading = house.db.read(move |tx| find(tx, &person, number, None));
    let facts = reading.await?;
    if facts.returned.is_none() {
        return Err(Refusal::not_found().into());
    }
    Ok(facts)
}

/// The student's own Word file with the comments in it, or one built from the reading text.
#[get("/papers/<number>/feedback/word")]
async fn as_word(visitor: SignedIn, house: &House, number: &str) -> Reply {
    let facts = look(&visitor, house, number).await?;
    looks::taken(house, &visitor.person, facts.paper.number, "feedback").await;
    let times = visitor.times();
    let returned = facts.returned.as_ref().ok_or_else(Refusal::not_found)?;
    let name = format!("{}-feedback.docx", facts.paper.number);
    let own = (returned.manuscript.kind == FileKind::Docx).then_some(&returned.manuscript);
    let mut letter = letter_lines(&returned.letter);
    if let Some(manuscript) = own {
        let said = letter_comment(&facts, &times).into_iter();
        let said = said.chain(comments(&facts, &times)).map(comment);
        let text = returned.text.clone().unwrap_or_default();
        if let Some(file) = in_own_file(house, manuscript, (text, said.collect())).await {
            return Ok(Answer::file((FileKind::Docx.content_type(), &name), file));
        }
        letter.insert(0, NOT_YOUR_FILE.to_owned());
    }
    let file = built(&facts, (returned, letter), &times).await?;
    Ok(Answer::file((FileKind::Docx.content_type(), &name), file))
}

/// The file as it was sent with comments written into it; nothing where that cannot be done.
async fn in_own_file(
    house: &House,
    manuscript: &Manuscript,
    (text, comments): (ReadingText, Vec<Comment>),
) -> Option<Vec<u8>> {
    let file = manuscript.file;
    let annotations = Annotations { text, comments };
    let pieces = |n| {
        let db = house.db.clone();
        async move { piece(&db, (file, n)).await }
    };
    match house.reader.annotated(&annotations, pieces).await {
        Ok(file) => Some(file),
        Err(why) => {
            tracing::warn!(file = file.0, ?why, "a Word file could not take comments");
            None
        }
    }
}

/// A file of our own with the letter, the text and its comments.
async fn built(
    facts: &Facts,
    (returned, letter): (&Returned, Vec<String>),
    times: &Times,
) -> Outcome<Vec<u8>> {
    let said: Vec<Comment> = comments(facts, times).into_iter().map(comment).collect();
    let (title, text) = (facts.paper.title.clone(), returned.text.clone());
    let building = aside::blocking(move || {
        word::with_comments(&title, &letter, &text.unwrap_or_default(), &said)
    });
    Ok(joined(building.await)??)
}

fn comment(said: Said) -> Comment {
    Comment {
        span: said.span,
        author: said.author,
        at: said.at,
        lines: said.lines,
    }
}

#[get("/papers/<number>/feedback/text")]
async fn as_text(visitor: SignedIn, house: &House, number: &str) -> Reply {
    let facts = look(&visitor, house, number).await?;
    looks::taken(house, &visitor.person, facts.paper.number, "feedback").await;
    let name = format!("{}-feedback.txt", facts.paper.number);
    let text = plain(&facts, &visitor.times());
    Ok(Answer::file(
        ("text/plain; charset=utf-8", &name),
        text.into_bytes(),
    ))
}

#[post("/papers/<number>/feedback/mail")]
async fn by_mail(student: Student, visitor: SignedIn, house: &House, number: &str) -> Reply {
    let facts = look(&visitor, house, number).await?;
    let (person, number) = (student.person.clone(), facts.paper.number);
    let text = plain(&facts, &visitor.times());
    let mailing = house
        .db
        .write(move |tx| copy::mail(tx, &person, number, &text));
    mailing.await?;
    Ok(Answer::told(format!("/papers/{number}/feedback"), MAILED))
}
