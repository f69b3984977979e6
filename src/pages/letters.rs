//! Letters: what a delivery says, as subject, plain text and HTML.

use serde_json::{Map, Value};
use tera::Context;

use super::{Pages, wording};
use crate::outbox::own::OwnWords;
use crate::outbox::{Delivery, Letter};
use crate::refusal::Fault;

/// The facts that may run over several lines: what people and mail servers said in their own words.
const OWN_WORDS: [&str; 3] = ["said", "question", "answer"];
/// Who signs where the centre has no name yet.
const NAMELESS_CENTRE: &str = "Paperdesk";

/// A letter in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// One line.
    pub subject: String,
    /// The plain text part.
    pub text: String,
    /// The HTML part; it says the same.
    pub html: String,
}

impl Pages {
    /// Writes a delivery's letter; every link in it starts with `public_url`. Where the centre has words of its own for
    /// it, the house still puts the greeting, the links and the signature around them.
    ///
    /// # Errors
    /// When its template asks for something that its facts do not hold.
    pub fn letter(&self, delivery: &Delivery, public_url: &str) -> Result<Written, Fault> {
        let mut facts = facts(&delivery.facts)?;
        facts.insert("to".to_owned(), one_line(&delivery.name).into());
        let url = public_url.trim_end_matches('/');
        let sample = facts.remove("own").map(serde_json::from_value::<OwnWords>);
        let own = sample.and_then(Result::ok).or_else(|| delivery.own.clone());
        let house = self.house_letter(delivery.letter, &facts, url)?;
        match own {
            Some(own) => self.own_letter((delivery.letter, &own), &facts, (&house, url)),
            None => Ok(house),
        }
    }

    /// A letter as the house writes it, from facts that are tidy.
    pub(super) fn house_letter(
        &self,
        letter: Letter,
        facts: &Map<String, Value>,
        url: &str,
    ) -> Result<Written, Fault> {
        let mut context = context(facts)?;
        context.insert("url", url);
        let letter = letter.as_str();
        let part =
            |name: &str, context: &Context| self.fill(&format!("mail/{letter}/{name}"), context);
        let subject = one_line(&part("subject.txt", &context)?);
        context.insert("subject", &subject);
        Ok(Written {
            subject,
            text: part("body.txt", &context)?,
            html: part("body.html", &context)?,
        })
    }

    /// A letter in the centre's own words, with the house's greeting, links and signature around them, and under them what
    /// only the house can say: the news of a digest, what a tutor wrote. A subject that has nothing to say is the house's.
    pub(super) fn own_letter(
        &self,
        (letter, own): (Letter, &OwnWords),
        facts: &Map<String, Value>,
        (house, url): (&Written, &str),
    ) -> Result<Written, Fault> {
        let mut context = context(facts)?;
        let subject = Some(one_line(&wording::subject(own, facts)));
        let subject = subject.filter(|subject| !subject.is_empty());
        let subject = subject.unwrap_or_else(|| house.subject.clone());
        // A list of several things carries its links itself, each under what it is about.
        let links = if wording::is_a_list(letter) {
            Vec::new()
        } else {
            wording::links(&house.text, url)
        };
        context.insert("url", url);
        context.insert("letter", letter.as_str());
        context.insert("subject", &subject);
        let blocks = wording::blocks(own, facts);
        context.insert("words", &wording::plain(&blocks, &links));
        context.insert("blocks", &blocks);
        context.insert("links", &links);
        Ok(Written {
            text: self.fill("mail/own.txt", &context)?,
            html: self.fill("mail/own.html", &context)?,
            subject,
        })
    }
}

/// What a letter says, tidied; somebody always signs it.
fn facts(facts: &str) -> Result<Map<String, Value>, Fault> {
    let mut facts: Map<String, Value> = serde_json::from_str(facts)
        .map_err(|error| Fault::from_error("reading a letter's facts", error))?;
    for (name, fact) in facts.iter_mut().filter(|(name, _)| *name != "own") {
        tidy(fact, OWN_WORDS.contains(&name.as_str()));
    }
    if facts
        .get("centre")
        .and_then(Value::as_str)
        .is_none_or(str::is_empty)
    {
        facts.insert("centre".to_owned(), NAMELESS_CENTRE.into());
    }
    Ok(facts)
}

fn context(facts: &Map<String, Value>) -> Result<Context, Fault> {
    Context::from_value(facts.clone().into())
        .map_err(|error| Fault::from_error("reading a letter's facts", error))
}

/// A name or a title with a line break in it could pass for a part of the letter.
fn tidy(fact: &mut Value, own_words: bool) {
    match fact {
        Value::String(words) if own_words => *words = plain_lines(words),
        Value::String(words) => *words = one_line(words),
        Value::Object(facts) => {
            for (name, fact) in facts {
                tidy(fact, OWN_WORDS.contains(&name.as_str()));
            }
        }
        Value::Array(facts) => facts.iter_mut().for_each(|fact| tidy(fact, own_words)),
        _ => {}
    }
}

fn plain_lines(words: &str) -> String {
    let unix = words.replace("\r\n", "\n").replace('\r', "\n");
    unix.trim().to_owned()
}

fn one_line(words: &str) -> String {
    let words: Vec<&str> = words
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}
