//! Letters in the centre's own words: which variables they know, what they begin from, and how they are filled.
//!
//! The words are no template: only names in braces are filled, once, and what is filled in is never read again.

use serde_json::{Map, Value};

use super::Pages;
pub(super) use super::filling::plain;
use super::filling::{Piece, filled, known_as, pieces};
pub use super::filling::{Variable, blocks, subject};
use super::letters::Written;
use super::samples::sample;
use crate::outbox::Letter;
use crate::outbox::own::OwnWords;
use crate::refusal::{Complaints, Fault, Refusal};

/// Stand for a link's beginning and for numbers while a house letter is turned into words with variables.
const URL: &str = "https://paperdesk.invalid";
const NUMBERS: [(&str, i64); 4] = [
    ("words", 987_654_001),
    ("draft", 987_654_003),
    ("minutes", 987_654_005),
    ("days", 987_654_007),
];

/// Whether a letter tells of several things: those stand under the centre's own words, whatever those say.
#[must_use]
pub(super) const fn is_a_list(letter: Letter) -> bool {
    matches!(
        letter,
        Letter::NeedsAttention | Letter::Digest | Letter::News
    )
}

/// What a letter's body must say, because its reader waits for nothing else.
const fn must_say(letter: Letter) -> Option<&'static str> {
    match letter {
        Letter::SignInCode => Some("code"),
        _ => None,
    }
}

fn sample_facts(letter: Letter) -> Map<String, Value> {
    let mut facts = match sample(letter) {
        Value::Object(facts) => facts,
        _ => Map::new(),
    };
    facts.insert("to".to_owned(), "Ada".into());
    let centre = || "Northfield Writing Centre".into();
    facts.entry("centre").or_insert_with(centre);
    facts
}

/// The variables of a letter, in alphabetical order.
#[must_use]
pub fn variables(letter: Letter) -> Vec<Variable> {
    let mut known = filled(&sample_facts(letter));
    known.retain(|variable| !variable.sample.is_empty());
    known.sort_by(|a, b| a.name.cmp(&b.name));
    known
}

/// Whether words can be a letter's: they fit, and know only its variables.
///
/// # Errors
/// A refusal that names each field.
pub fn check(letter: Letter, words: &OwnWords) -> Result<(), Refusal> {
    words.check()?;
    let known = variables(letter);
    let mut complaints = Complaints::default();
    for (field, text) in [("subject", &words.subject), ("body", &words.body)] {
        let stranger = pieces(text).into_iter().find_map(|piece| match piece {
            Piece::Variable(name) if known.iter().all(|one| one.name != name) => Some(name),
            _ => None,
        });
        if let Some(name) = stranger {
            let says = format!("This letter knows no {{{name}}}. Use the names listed beside it");
            complaints.add(field, &says);
        }
    }
    let says_it = |name: &str| {
        let said = |piece: &Piece<'_>| matches!(piece, Piece::Variable(said) if *said == name);
        pieces(&words.body).iter().any(said)
    };
    if let Some(name) = must_say(letter).filter(|name| !says_it(name)) {
        let says = format!("Its reader waits for the {name}: keep {{{name}}} in these words");
        complaints.add("body", &says);
    }
    complaints.settle()
}

impl Pages {
    /// A letter's sample in these words.
    ///
    /// # Errors
    /// When its template asks for something that its facts do not hold.
    pub fn sample_of(
        &self,
        letter: Letter,
        words: &OwnWords,
        public_url: &str,
    ) -> Result<Written, Fault> {
        let url = public_url.trim_end_matches('/');
        let facts = sample_facts(letter);
        let house = self.house_letter(letter, &facts, url)?;
        self.own_letter((letter, words), &facts, (&house, url))
    }

    /// The house's own words for a letter, with variables: what a centre begins from.
    ///
    /// # Errors
    /// When its template asks for something that its facts do not hold.
    pub fn house_words(&self, letter: Letter) -> Result<OwnWords, Fault> {
        let mut facts = sample_facts(letter);
        for (fact, value) in &mut facts {
            let Some(name) = known_as(fact) else { continue };
            let number = NUMBERS
                .iter()
                .find(|(known, _)| known == fact)
                .map(|(_, n)| *n);
            let stands = format!("{{{name}}}");
            *value = match value {
                // Only where a letter is about a later draft does it say which.
                Value::Number(_) if fact == "draft" && letter != Letter::DraftAdded => continue,
                Value::Number(_) => number.map_or_else(|| value.clone(), Value::from),
                Value::String(words) if words.is_empty() => continue,
                Value::String(_) => stands.into(),
                Value::Array(_) => vec![stands].into(),
                _ => continue,
            };
        }
        // Without what stands under the centre's words in any case.
        facts.insert("bare".to_owned(), true.into());
        let written = self.house_letter(letter, &facts, URL)?;
        let mut body = written.text;
        let mut subject = written.subject;
        for (name, number) in NUMBERS {
            let (number, name) = (number.to_string(), format!("{{{name}}}"));
            body = body.replace(&number, &name);
            subject = subject.replace(&number, &name);
        }
        Ok(OwnWords {
            subject,
            body: without_frame(&body),
        })
    }
}

/// What a house letter says between its greeting and its signature, without its links.
fn without_frame(text: &str) -> String {
    let paragraphs: Vec<&str> = text.trim().split("\n\n").collect();
    let inside = paragraphs.get(1..paragraphs.len().saturating_sub(1));
    let mut kept: Vec<String> = Vec::new();
    for paragraph in inside.unwrap_or_default() {
        let lines = paragraph.lines().map(str::trim);
        let lines: Vec<&str> = lines
            .filter(|line| !line.is_empty() && !line.starts_with(URL))
            .collect();
        let quote = lines.len() == 1
            && lines
                .iter()
                .all(|line| line.starts_with('{') && line.ends_with('}'));
        match kept.last_mut() {
            Some(before) if quote && before.ends_with(':') => {
                before.push('\n');
                before.push_str(lines.first().unwrap_or(&""));
            }
            _ if lines.is_empty() => {}
            _ => kept.push(lines.join("\n")),
        }
    }
    kept.join("\n\n")
}

/// The lines of a house letter that are nothing but a link: they stand under the centre's own words, whatever those say.
pub(super) fn links(text: &str, url: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for line in text.lines().map(str::trim) {
        if !url.is_empty()
            && line.starts_with(url)
            && !line.contains(' ')
            && !found.iter().any(|one| one == line)
        {
            found.push(line.to_owned());
        }
    }
    found
}
