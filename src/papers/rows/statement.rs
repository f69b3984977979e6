//! A statement put together piece by piece: its words are ours, and every value is bound.

use super::sought::{Look, Way};
use crate::db::Value;
use crate::papers::search::Is;
use crate::people::{Person, Role};

/// A piece of a statement.
pub enum Part<'a> {
    /// Its words.
    Words(&'static str),
    /// A value bound there.
    Value(Value<'a>),
}

/// One way through an index; several of them are merged in the order of the list.
pub struct Branch<'a> {
    /// The tables, with the index.
    pub from: &'static str,
    /// The column that is the paper's number.
    pub key: &'static str,
    /// What the index is asked for.
    pub fits: Vec<Part<'a>>,
}

/// A statement under way, and the values bound in it.
#[derive(Default)]
pub struct Sql<'a> {
    /// Its words.
    pub text: String,
    /// The values, in the order of their numbers.
    pub values: Vec<Value<'a>>,
}

impl<'a> Sql<'a> {
    pub fn say(&mut self, words: &str) {
        self.text.push_str(words);
    }

    pub fn value(&mut self, value: Value<'a>) {
        self.values.push(value);
        self.text.push('?');
        self.text.push_str(&self.values.len().to_string());
    }

    fn parts(&mut self, parts: Vec<Part<'a>>) {
        for part in parts {
            match part {
                Part::Words(words) => self.say(words),
                Part::Value(value) => self.value(value),
            }
        }
    }

    pub fn branches(
        &mut self,
        branches: Vec<Branch<'a>>,
        mut more: impl FnMut(&mut Self, &Branch<'a>),
    ) {
        for (n, mut branch) in branches.into_iter().enumerate() {
            if n > 0 {
                self.say(" union all ");
            }
            self.say("select ");
            self.say(branch.key);
            self.say(" as number from ");
            self.say(branch.from);
            self.say(" where ");
            self.parts(std::mem::take(&mut branch.fits));
            more(self, &branch);
        }
    }

    pub fn bounds(&mut self, key: &str, way: Way) {
        self.say(" and ");
        self.say(key);
        self.say(if way.is_older() { " < " } else { " > " });
        self.value(way.place().into());
    }

    /// Everything that must hold, but the clauses that indexes answer.
    pub fn conditions(&mut self, look: &Look<'a>, indexed: &[usize]) {
        for (n, clause) in look.clauses.iter().enumerate() {
            if !indexed.contains(&n) {
                self.say(if clause.not {
                    " and not coalesce(("
                } else {
                    " and ("
                });
                self.parts(condition(&clause.is));
                self.say(if clause.not { "), 0)" } else { ")" });
            }
        }
        if !look.person.oversees() {
            self.parts(seen_by(look.person));
        }
    }
}

/// What this person may see, as everywhere: their own, what is with them, and what waits unless they are kept apart.
fn seen_by<'a>(person: &Person) -> Vec<Part<'a>> {
    use Part::{Value, Words};
    vec![
        Words(" and (p.student_id = "),
        Value(person.id.into()),
        Words(" or ("),
        Value(person.is(Role::Tutor).into()),
        Words(" and (p.tutor_id = "),
        Value(person.id.into()),
        Words(
            " or (p.state = 'waiting' and not exists (select 1 from kept_apart a where a.student_id = p.student_id and a.tutor_id = ",
        ),
        Value(person.id.into()),
        Words(")))))"),
    ]
}

/// A condition on a paper `p`.
fn condition(is: &Is) -> Vec<Part<'_>> {
    use Part::{Value, Words};
    match is {
        Is::In(states) => listed("p.state in (", states.iter().map(|state| (*state).into())),
        Is::With(tutors) => listed("p.tutor_id in (", tutors.iter().map(|tutor| (*tutor).into())),
        Is::Untaken => vec![Words("p.tutor_id is null")],
        Is::By(student) => vec![Words("p.student_id = "), Value((*student).into())],
        Is::For(typed, known) => vec![
            Words("p.course = "),
            Value(typed.into()),
            Words(" collate nocase or p.course_id = "),
            Value((*known).into()),
        ],
        Is::Late(now) => vec![
            Words("p.state in ('waiting', 'assigned', 'marking') and p.promised_at < "),
            Value((*now).into()),
        ],
        Is::ForReview => vec![Words(
            "p.state = 'marking' and exists (select 1 from drafts d join second_readings r on r.draft_id = d.id and r.ended_at is null
                                             where d.paper = p.number)",
        )],
        Is::Words(from, to) => between("p.words >= ", " and p.words <= ", (*from).into(), (*to).into()),
        Is::Draft(from, to) => between("p.draft >= ", " and p.draft <= ", (*from).into(), (*to).into()),
        Is::Due(from, to) => between("p.due_on >= ", " and p.due_on <= ", from.into(), to.into()),
        Is::NeverDue => vec![Words("p.due_on is null")],
        Is::Promised(from, to) => between("p.promised_at >= ", " and p.promised_at <= ", (*from).into(), (*to).into()),
        Is::Number(number) => vec![Words("p.number = "), Value((*number).into())],
        Is::Says(words) => vec![
            Words("exists (select 1 from papers_words w where w.rowid = p.number and w.papers_words match "),
            Value(words.into()),
            Words(")"),
        ],
    }
}

pub fn between<'a>(
    first: &'static str,
    second: &'static str,
    from: Value<'a>,
    to: Value<'a>,
) -> Vec<Part<'a>> {
    vec![
        Part::Words(first),
        Part::Value(from),
        Part::Words(second),
        Part::Value(to),
    ]
}

fn listed<'a>(begins: &'static str, values: impl Iterator<Item = Value<'a>>) -> Vec<Part<'a>> {
    let mut parts = vec![Part::Words(begins)];
    for (n, value) in values.enumerate() {
        if n > 0 {
            parts.push(Part::Words(", "));
        }
        parts.push(Part::Value(value));
    }
    parts.push(Part::Words(")"));
    parts
}
