//! Feedback to take home: as a Word file with real comments, as plain text, and by mail.

use rocket::{Route, get, post, routes};

use super::answers::{Answer, Reply};
use super::feedback::find;
use super::guards::{SignedIn, Student, reference};
use super::house::House;
use crate::documents::word;
use crate::feedback::copy;
use crate::pages::feedback::Facts;
use crate::pages::said_back::MAILED;
use crate::pages::taken_home::{comments, letter_lines, plain};
use crate::refusal::{Outcome, Refusal};

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

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

#[get("/papers/<number>/feedback/word")]
async fn as_word(visitor: SignedIn, house: &House, number: &str) -> Reply {
    let facts = look(&visitor, house, number).await?;
    let times = visitor.times();
    let said = comments(&facts, &times)
        .into_iter()
        .map(|said| word::Comment {
            span: said.span,
            author: said.author,
            at: said.at,
            lines: said.lines,
        });
    let returned = facts.returned.as_ref().ok_or_else(Refusal::not_found)?;
    let text = returned.text.clone().unwrap_or_default();
    let file = word::with_comments(
        &facts.paper.title,
        &letter_lines(&returned.letter),
        &text,
        &said.collect::<Vec<_>>(),
    )?;
    let name = format!("{}-feedback.docx", facts.paper.number);
    Ok(Answer::file((DOCX, &name), file))
}

#[get("/papers/<number>/feedback/text")]
async fn as_text(visitor: SignedIn, house: &House, number: &str) -> Reply {
    let facts = look(&visitor, house, number).await?;
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
