//! What students asked for, what tutors noted, what students planned with it, whether they read it, and whether it helped.

use std::collections::{HashMap, HashSet};

use super::case::{Case, Fate};
use super::count::number;
use super::rows::beside::Noted;
use crate::clock::Moment;
use crate::drafts::DraftId;
use crate::feedback::Kind;
use crate::papers::preparation::CONCERNS;

/// Feedback counts as read soon within so many days.
pub const SOON_DAYS: i64 = 3;

/// When a draft's student opened its feedback first.
pub type Opened = (DraftId, Moment);

/// How much it helped, from 1 to 5.
pub type Helped = (DraftId, u32);

/// What was noted of one kind, and what came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OfKind {
    /// The kind.
    pub kind: Kind,
    /// Drafts with at least one such note.
    pub drafts: u32,
    /// Such notes.
    pub notes: u32,
    /// Of those, in a student's plan.
    pub planned: u32,
    /// Of those, put off.
    pub put_off: u32,
    /// Of those planned, done.
    pub done: u32,
}

/// What was asked, noted, planned, read and found helpful.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Uptake {
    /// Drafts in all.
    pub drafts: u32,
    /// Drafts on which feedback went out.
    pub returned: u32,
    /// Each sentence that students may choose, with how many drafts' students did.
    pub asked: Vec<(String, u32)>,
    /// Each kind of note.
    pub kinds: Vec<OfKind>,
    /// Returned so long ago that it would be read by now, or read already.
    pub readable: u32,
    /// Of those, read within three days.
    pub read_soon: u32,
    /// How many said that it helped, from 1 (not at all) to 5 (very much).
    pub helped: [u32; 5],
}

impl Uptake {
    /// From the cases and what stands beside them.
    #[must_use]
    pub fn of(
        cases: &[Case],
        noted: &[Noted],
        (opened, helped): (&[Opened], &[Helped]),
        now: Moment,
    ) -> Self {
        let mine: HashSet<DraftId> = cases.iter().map(|case| case.draft).collect();
        let opened: HashMap<DraftId, Moment> = opened.iter().copied().collect();
        let mut uptake = Self {
            drafts: number(cases.len()),
            asked: asked(cases),
            kinds: kinds(noted, &mine),
            ..Self::default()
        };
        for case in cases {
            let Fate::Returned(at) = case.fate else {
                continue;
            };
            uptake.returned += 1;
            let soon = at.plus_days(SOON_DAYS);
            let read = opened.get(&case.draft);
            uptake.readable += u32::from(read.is_some() || soon <= now);
            uptake.read_soon += u32::from(read.is_some_and(|read| *read <= soon));
        }
        for (_, answer) in helped.iter().filter(|(draft, _)| mine.contains(draft)) {
            let place = usize::try_from(answer.saturating_sub(1)).unwrap_or(0);
            uptake.helped[place.min(4)] += 1;
        }
        uptake
    }
}

fn asked(cases: &[Case]) -> Vec<(String, u32)> {
    let chose = |concern: &str| {
        let cases = cases.iter();
        let chose = cases.filter(|case| case.concerns.iter().any(|one| one == concern));
        number(chose.count())
    };
    let each = CONCERNS.iter();
    each.map(|concern| ((*concern).to_owned(), chose(concern)))
        .collect()
}

fn kinds(noted: &[Noted], mine: &HashSet<DraftId>) -> Vec<OfKind> {
    let of_kind = |kind: Kind| {
        let is_own = |one: &&Noted| one.kind == kind && mine.contains(&one.draft);
        let own = noted.iter().filter(is_own);
        let sum = |part: fn(&Noted) -> u32| own.clone().map(part).sum();
        OfKind {
            kind,
            drafts: sum(|_| 1),
            notes: sum(|one| one.notes),
            planned: sum(|one| one.planned),
            put_off: sum(|one| one.put_off),
            done: sum(|one| one.done),
        }
    };
    Kind::NOTES.into_iter().map(of_kind).collect()
}
