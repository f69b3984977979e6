//! What went through each step in a span of time, and how long it took there.

use std::collections::HashMap;

use super::rows::{mail, papers, tries, webhooks};
use super::{MOST, Span, Spell, Step, Sum, Thing};
use crate::clock::Moment;
use crate::db::Tx;
use crate::refusal::Outcome;

/// What went through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// In which span of time.
    pub span: Span,
    /// Each step, in their order.
    pub steps: Vec<(Step, Sum)>,
    /// Whether more happened than is looked at: then these are of the newest.
    pub is_cut: bool,
}

impl Passage {
    /// What went through a step.
    #[must_use]
    pub fn at(&self, step: Step) -> Sum {
        let found = self.steps.iter().find(|(known, _)| *known == step);
        found.map_or_else(Sum::default, |(_, sum)| *sum)
    }
}

/// What is counted while the rows go by.
#[derive(Default)]
struct Gathered {
    spells: HashMap<Step, Vec<Spell>>,
    is_cut: bool,
}

impl Gathered {
    fn add(&mut self, step: Step, spell: Spell) {
        self.spells.entry(step).or_default().push(spell);
    }

    /// Whether as many were found as are looked at.
    fn looked_at(&mut self, found: usize) {
        self.is_cut |= found >= MOST as usize;
    }
}

/// What went through each step in a span of time that ends now.
///
/// # Errors
/// When the database fails.
pub fn passed(tx: &Tx<'_>, span: Span) -> Outcome<Passage> {
    let since = span.before(tx.now());
    let mut all = Gathered::default();
    papers_passed(tx, since, &mut all)?;
    news_passed(tx, since, &mut all)?;
    let sum = |step: &Step| {
        let spells = all.spells.get(step).map_or(&[][..], Vec::as_slice);
        (*step, Sum::of(spells))
    };
    Ok(Passage {
        span,
        steps: Step::ALL.iter().map(sum).collect(),
        is_cut: all.is_cut,
    })
}

fn papers_passed(tx: &Tx<'_>, since: Moment, all: &mut Gathered) -> Outcome<()> {
    let happened = papers::happened(tx, since)?;
    all.looked_at(happened.len());
    for one in happened {
        let spell = Spell {
            millis: one.took,
            thing: Some(Thing::Paper(one.paper)),
        };
        all.add(Step::Events, Spell::COUNTED);
        match one.kind.as_str() {
            "submitted" | "draft_added" => all.add(Step::Submitted, spell),
            "assigned" | "claimed" | "taken_over" => all.add(Step::Assigned, spell),
            "marking_began" => all.add(Step::Begun, spell),
            "returned" if one.is_first => all.add(Step::Returned, spell),
            _ => {}
        }
    }
    let stored = papers::stored(tx, since)?;
    all.looked_at(stored.len());
    for (paper, could_be_read) in stored {
        let step = if could_be_read {
            Step::Stored
        } else {
            Step::Unread
        };
        let thing = Some(Thing::Paper(paper));
        all.add(
            step,
            Spell {
                millis: None,
                thing,
            },
        );
    }
    Ok(())
}

fn news_passed(tx: &Tx<'_>, since: Moment, all: &mut Gathered) -> Outcome<()> {
    let kinds = [
        (Step::Mail, mail::promised(tx, since)?),
        (Step::Webhook, webhooks::promised(tx, since)?),
        (Step::Digest, mail::gathered(tx, since)?),
    ];
    for (step, promised) in kinds {
        all.looked_at(promised.len());
        for spell in promised {
            all.add(step, spell);
        }
    }
    let tried = [
        (Step::MailTries, tries::of_mail(tx, since)?),
        (Step::WebhookTries, tries::of_webhooks(tx, since)?),
    ];
    for (step, tries) in tried {
        all.looked_at(tries.len());
        for (outcome, spell) in tries {
            all.add(step, spell);
            all.add(answer(&outcome), spell);
        }
    }
    Ok(())
}

/// What a try's outcome is as an answer.
fn answer(outcome: &str) -> Step {
    match outcome {
        "sent" => Step::Accepted,
        "later" | "relay_trouble" => Step::Later,
        "refused" => Step::Refused,
        _ => Step::Unknown,
    }
}
