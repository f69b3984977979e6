//! What a search means for whoever looks, at this moment: names become people, days become moments.

use super::calendar::Calendar;
use super::language::Search;
use super::terms::{Holder, Sign, Standing, Term, What, When};
use crate::clock::Moment;
use crate::db::Tx;
use crate::events::PaperNumber;
use crate::papers::{State, centre_of, rows};
use crate::people::{self, Email, Person, PersonId, Role};
use crate::refusal::Outcome;

/// One condition; all of them hold for what is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// Those of which it is not so.
    pub not: bool,
    /// The condition.
    pub is: Is,
}

impl Clause {
    /// Whether it asks for a range that each band of papers has its ends of.
    #[must_use]
    pub const fn is_banded(&self) -> bool {
        !self.not && matches!(self.is, Is::Words(..) | Is::Due(..) | Is::Promised(..))
    }
}

/// What can hold for a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Is {
    /// In one of these states.
    In(Vec<State>),
    /// One of these has it, or had it last.
    With(Vec<PersonId>),
    /// Nobody has it.
    Untaken,
    /// This student wrote it.
    By(PersonId),
    /// For this course as typed, or as the course with this number.
    For(String, Option<i64>),
    /// Late at this moment.
    Late(Moment),
    /// Its feedback lies with a second reader.
    ForReview,
    /// So many words, both ends counted.
    Words(i64, i64),
    /// One of these drafts, both ends counted.
    Draft(i64, i64),
    /// Due on one of these days, YYYY-MM-DD, both ends counted.
    Due(String, String),
    /// It has no due date.
    NeverDue,
    /// Promised between these moments, both ends counted.
    Promised(Moment, Moment),
    /// This very paper.
    Number(PaperNumber),
    /// Words, as the index reads them.
    Says(String),
}

/// Everything that is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sought {
    /// All of these hold.
    pub clauses: Vec<Clause>,
    /// Nothing can fit: somebody is named whom nobody knows.
    pub is_nothing: bool,
    /// Why, in sentences.
    pub notes: Vec<String>,
}

impl Sought {
    /// The same and one condition more.
    #[must_use]
    pub fn and(mut self, is: Is) -> Self {
        self.clauses.push(Clause { not: false, is });
        self
    }
}

struct Reading<'a> {
    tx: &'a Tx<'a>,
    /// Who looks, and whether writers are hidden from them.
    viewer: (&'a Person, bool),
    calendar: Calendar,
    sought: Sought,
}

/// What a search means. Filters of one kind widen each other (`is:waiting is:marking`), different kinds narrow.
///
/// # Errors
/// When the database fails.
pub fn sought(tx: &Tx<'_>, viewer: (&Person, bool), search: &Search) -> Outcome<Sought> {
    let mut reading = Reading {
        tx,
        viewer,
        calendar: Calendar {
            zone: centre_of(tx)?.zone(),
            now: tx.now(),
        },
        sought: Sought::default(),
    };
    let (mut states, mut tutors, mut said) = (Vec::new(), Vec::new(), Vec::new());
    for Term { not, what } in search.terms() {
        match what {
            What::Is(Standing::ForReview) => reading.add(*not, Is::ForReview),
            What::Is(standing) if *not => reading.add(false, Is::In(states_but(*standing))),
            What::Is(standing) => states.extend(states_of(*standing)),
            What::Tutor(Holder::Called(name)) => {
                let found = reading.tutors(name)?;
                if *not {
                    reading.add(true, Is::With(found));
                } else {
                    tutors.extend(found);
                }
            }
            What::Tutor(Holder::Me) if !not => tutors.push(viewer.0.id),
            What::Text(words) if !not => said.push(reading.words(words)),
            What::From(name) if !not && !viewer.1 => said.push(writer(name)),
            other => reading.single(*not, other)?,
        }
    }
    states.sort_unstable();
    states.dedup();
    tutors.sort_unstable();
    tutors.dedup();
    if !states.is_empty() {
        reading.add(false, Is::In(states));
    }
    if !tutors.is_empty() {
        reading.add(false, Is::With(tutors));
    }
    if !said.is_empty() {
        reading.add(false, Is::Says(said.join(" AND ")));
    }
    Ok(reading.sought)
}

fn states_of(standing: Standing) -> Vec<State> {
    let those = |open: bool| {
        State::ALL
            .iter()
            .copied()
            .filter(|state| state.is_open() == open)
            .collect()
    };
    match standing {
        Standing::In(state) => vec![state],
        Standing::Open => those(true),
        Standing::Ended => those(false),
        Standing::ForReview => vec![State::Marking],
    }
}

/// What is not so of one state is so of one of the others, and they have an index.
fn states_but(standing: Standing) -> Vec<State> {
    let those = states_of(standing);
    let others = State::ALL.iter().copied();
    others.filter(|state| !those.contains(state)).collect()
}

impl Reading<'_> {
    fn add(&mut self, not: bool, is: Is) {
        self.sought.clauses.push(Clause { not, is });
    }

    fn nothing(&mut self, says: String) {
        self.sought.is_nothing = true;
        self.sought.notes.push(says);
    }

    fn single(&mut self, not: bool, what: &What) -> Outcome<()> {
        let is = match what {
            What::Tutor(Holder::Me) => Is::With(vec![self.viewer.0.id]),
            What::Tutor(_) => Is::Untaken,
            What::From(_) if self.viewer.1 => {
                self.nothing("Who wrote a paper is hidden from tutors here.".to_owned());
                return Ok(());
            }
            What::From(name) => Is::Says(writer(name)),
            What::Course(typed) => {
                let known = rows::courses::find(self.tx, typed)?;
                Is::For(typed.clone(), known.map(|course| course.id))
            }
            What::Late(late) => {
                self.add(not == *late, Is::Late(self.tx.now()));
                return Ok(());
            }
            What::Words(sign, number) => {
                let (from, to) = around(*sign, *number);
                Is::Words(from, to)
            }
            What::Draft(sign, number) => {
                let (from, to) = around(*sign, *number);
                let most = rows::most_drafts(self.tx)?;
                if not && from <= 1 {
                    let next = to.min(most) + 1;
                    self.add(false, Is::Draft(next, most.max(next)));
                    return Ok(());
                }
                Is::Draft(from, to.min(most).max(from))
            }
            What::Due(_, When::Never) => Is::NeverDue,
            What::Due(sign, when) => self.calendar.due(*sign, *when),
            What::Promised(sign, when) => self.calendar.promised(*sign, *when),
            What::Number(number) => Is::Number(*number),
            What::Text(words) => Is::Says(self.words(words)),
            What::Is(standing) => Is::In(states_of(*standing)),
        };
        self.add(not, is);
        Ok(())
    }

    /// Everybody of this name who marks here, in or out of office; a whole address names anybody.
    fn tutors(&mut self, typed: &str) -> Outcome<Vec<PersonId>> {
        let lower = typed.to_lowercase();
        let all = people::ever_with_role(self.tx, Role::Tutor)?;
        let begins = format!(" {lower}");
        let named = |person: &&Person| {
            let name = format!(" {}", person.name.to_lowercase());
            name.contains(&begins) || person.email.starts_with(&lower)
        };
        let mut found: Vec<PersonId> = all.iter().filter(named).map(|person| person.id).collect();
        if found.is_empty()
            && let Some(email) = Email::parse(typed)
        {
            found.extend(people::find_by_email(self.tx, &email)?.map(|person| person.id));
        }
        if found.is_empty() {
            self.nothing(format!("No tutor is called “{typed}”."));
        }
        Ok(found)
    }

    /// Words wherever a paper has words; not in its writer's name where that is hidden.
    fn words(&self, words: &str) -> String {
        let writer = if self.viewer.1 { "" } else { " writer" };
        format!("{{title{writer} course asked text}} : {}", quoted(words))
    }
}

const fn around(sign: Sign, number: i64) -> (i64, i64) {
    match sign {
        Sign::Below => (0, number - 1),
        Sign::UpTo => (0, number),
        Sign::Same => (number, number),
        Sign::From => (number, i64::MAX),
        Sign::Above => (number + 1, i64::MAX),
    }
}

/// Words of whoever wrote it.
fn writer(name: &str) -> String {
    let parts: Vec<String> = name.split_whitespace().map(quoted).collect();
    format!("writer : ({})", parts.join(" AND "))
}

/// Words as one phrase in which nothing means anything but itself.
fn quoted(words: &str) -> String {
    format!("\"{}\"", words.replace('"', " "))
}
