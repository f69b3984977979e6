//! Who is told what the desk noticed: the tutor, the coordinators, the student; several papers in one letter.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Due, Facts, Matter, Step};
use crate::centre::Centre;
use crate::clock::Moment;
use crate::db::Tx;
use crate::events::{Event, PaperNumber, Seq};
use crate::outbox::{self, Letter, Recipient, Telling};
use crate::papers::telling::{self, HOLDER, OVERSEER, Reader};
use crate::papers::{self, Paper, Said};
use crate::people::{self, Person, PersonId, Role};
use crate::refusal::Outcome;

/// One paper in a letter to somebody who can help it.
#[derive(Clone, Debug, Serialize)]
pub struct Noticed {
    /// P-1042.
    pub reference: String,
    /// What it is called.
    pub title: String,
    /// What was noticed.
    pub matter: Matter,
    /// Whether it is up to the reader, who has the paper.
    pub yours: bool,
    /// Who has it; empty: nobody.
    pub tutor: String,
    /// The moment that it is about.
    pub when: String,
    /// By when feedback is promised.
    pub promised: String,
    /// When a missed promise is expected to be kept after all; empty where none was missed.
    pub expected: String,
}

/// What such a letter says.
#[derive(Clone, Debug, Serialize)]
pub struct Letters<'a> {
    /// Of the paper, where it is the only one; empty: there are several.
    pub reference: &'a str,
    /// The same.
    pub title: &'a str,
    /// Whether the reader has one of them.
    pub yours: bool,
    /// The papers.
    pub papers: &'a [Noticed],
    /// The centre's name.
    pub centre: &'a str,
}

struct Post {
    to: Recipient,
    why: &'static str,
    about: Vec<(Seq, PaperNumber)>,
    papers: Vec<Noticed>,
}

impl Post {
    /// What the letter would say of each paper alone.
    fn one_by_one(&self, centre: &str) -> Outcome<Vec<((Seq, PaperNumber), String)>> {
        let each = self.about.iter().zip(&self.papers);
        let alone = each.map(|(about, paper)| {
            let letters = Letters {
                reference: &paper.reference,
                title: &paper.title,
                yours: paper.yours,
                papers: std::slice::from_ref(paper),
                centre,
            };
            Ok((*about, outbox::facts(&letters)?))
        });
        alone.collect()
    }
}

/// One round of telling: events and students' letters at once, everybody else's together at its end.
pub struct Round<'a> {
    tx: &'a Tx<'a>,
    centre: &'a Centre,
    posts: BTreeMap<PersonId, Post>,
}

impl<'a> Round<'a> {
    pub fn new(tx: &'a Tx<'a>, centre: &'a Centre) -> Self {
        Self {
            tx,
            centre,
            posts: BTreeMap::new(),
        }
    }

    /// Records the one event, tells the student where it concerns them, and notes who else is to be told.
    pub fn say(&mut self, paper: &Paper, (due, facts): (&Due, &Facts)) -> Outcome<Seq> {
        let said = Said {
            actor: None,
            event: event(due, paper),
            words: None,
        };
        let seq = papers::record(self.tx, paper.number, &said)?;
        match (due.matter, due.step) {
            (Matter::Missed, _) => telling::missed(self.tx, seq, paper)?,
            (Matter::Unanswered, Step::First) => telling::awaited(self.tx, seq, paper)?,
            _ => {}
        }
        if tells_tutor(due, facts)
            && let Some(tutor) = paper.tutor.as_ref()
        {
            let tutor = people::find(self.tx, tutor.id)?.filter(|tutor| !tutor.disabled);
            if let Some(tutor) = tutor {
                self.note((&tutor, HOLDER), (seq, paper, due))?;
            }
        }
        if tells_coordinators(due) {
            for one in people::with_role(self.tx, Role::Coordinator)? {
                self.note((&one, OVERSEER), (seq, paper, due))?;
            }
        }
        Ok(seq)
    }

    fn note(
        &mut self,
        (to, why): (&Person, &'static str),
        (seq, paper, due): (Seq, &Paper, &Due),
    ) -> Outcome<()> {
        let reader = Reader::find(self.tx, to.id, self.centre)?;
        let tell = |moment: Moment| reader.tell(moment);
        let noticed = Noticed {
            reference: paper.number.to_string(),
            title: paper.title.clone(),
            matter: due.matter,
            yours: paper.is_with(to),
            tutor: paper
                .tutor
                .as_ref()
                .map_or_else(String::new, |tutor| tutor.name.clone()),
            when: tell(due.occasion),
            promised: tell(paper.promised_at),
            expected: paper.expected_at.map_or_else(String::new, tell),
        };
        let post = self.posts.entry(to.id).or_insert_with(|| Post {
            to: Recipient::from(to),
            why,
            about: Vec::new(),
            papers: Vec::new(),
        });
        // A tutor who coordinates as well hears of their own paper once.
        if post.about.last() != Some(&(seq, paper.number)) {
            post.about.push((seq, paper.number));
            post.papers.push(noticed);
        }
        Ok(())
    }

    /// One letter to each who is to be told.
    pub fn post(self) -> Outcome<()> {
        for post in self.posts.values() {
            let alone = match &post.papers[..] {
                [only] => Some(only),
                _ => None,
            };
            let letters = Letters {
                reference: alone.map_or("", |only| &only.reference),
                title: alone.map_or("", |only| &only.title),
                yours: post.papers.iter().any(|paper| paper.yours),
                papers: &post.papers,
                centre: &self.centre.name,
            };
            let about = post.about.first().copied().filter(|_| alone.is_some());
            let telling = Telling {
                about,
                letter: Letter::NeedsAttention,
                facts: &outbox::facts(&letters)?,
                why: post.why,
                hold_until: None,
                expires: None,
            };
            if about.is_some() {
                outbox::tell(self.tx, &telling, &post.to)?;
            } else {
                let each = post.one_by_one(&self.centre.name)?;
                outbox::tell_together(self.tx, &telling, &post.to, &each)?;
            }
        }
        Ok(())
    }
}

/// The contract has a name for two of them; all else is noticed.
fn event(due: &Due, paper: &Paper) -> Event {
    match due.matter {
        Matter::AtRisk => Event::PromiseAtRisk {},
        Matter::Missed => Event::PromiseMissed {
            expected_at: paper
                .expected_at
                .map(|moment| moment.timestamp().to_string()),
        },
        matter => Event::Noticed {
            matter,
            again: due.step == Step::Second,
        },
    }
}

/// Whoever has it hears of it first; and later only if nobody said so before.
fn tells_tutor(due: &Due, facts: &Facts) -> bool {
    match due.matter {
        Matter::Missed | Matter::AtRisk | Matter::Lease => true,
        Matter::Unopened | Matter::Idle => {
            let first = (due.matter, Step::First.number(), due.occasion);
            due.step == Step::First || !facts.told.contains(&first)
        }
        Matter::Away | Matter::Untaken | Matter::Unanswered => false,
    }
}

fn tells_coordinators(due: &Due) -> bool {
    match due.matter {
        Matter::Missed | Matter::AtRisk | Matter::Away | Matter::Untaken => true,
        Matter::Unopened | Matter::Idle | Matter::Unanswered => due.step == Step::Second,
        Matter::Lease => false,
    }
}
