//! How evenly papers lie with tutors, beside the best that is possible: no tutor's open papers are a larger part of what
//! they take than they must be.

use paperdesk::assignments::Load;
use paperdesk::assignments::suggest::{Scene, Suggested};
use paperdesk::clock::Moment;

/// What a sitting found and left.
pub struct Evened {
    /// The moment of the sitting.
    pub at: Moment,
    /// Papers that waited, and those that were given.
    pub waited: usize,
    pub given: usize,
    /// The largest part of what a tutor takes that is open with them: before, after, and at best, in per cent.
    pub before: f64,
    pub after: f64,
    pub best: f64,
    /// By so many papers the fullest tutor is above the best.
    pub papers_above: u32,
}

/// A part of what a tutor takes, as a fraction that compares exactly.
#[derive(Clone, Copy)]
struct Part(u32, u32);

impl Part {
    fn is_within(self, other: Self) -> bool {
        self.0 * other.1 <= other.0 * self.1
    }

    fn per_cent(self) -> f64 {
        100.0 * f64::from(self.0) / f64::from(self.1)
    }

    fn largest(parts: impl Iterator<Item = Self>) -> Self {
        parts.fold(
            Self(0, 1),
            |most, part| if part.is_within(most) { most } else { part },
        )
    }
}

fn takes(load: &Load) -> u32 {
    load.at_once.unwrap_or(200)
}

/// Compares what lies with tutors after a sitting with the best that could have been done with the very papers that were
/// given, each to somebody who may have it and has room.
pub fn evened(scene: &Scene, suggested: &[Suggested], after: &[Load]) -> Evened {
    let tutors: Vec<&Load> = scene.tutors.iter().map(|tutor| &tutor.load).collect();
    let may: Vec<&[usize]> = suggested
        .iter()
        .filter(|one| one.tutor.is_some())
        .map(|one| one.options.as_slice())
        .collect();
    let part = |load: &Load| Part(load.open, takes(load));
    let before = Part::largest(tutors.iter().map(|load| part(load)));
    let reached = Part::largest(after.iter().map(part));
    let best = best(&tutors, &may, before);
    let above = |load: &Load| {
        (0..=load.open).find(|less| Part(load.open - less, takes(load)).is_within(best))
    };
    Evened {
        at: scene.now,
        waited: scene.papers.len(),
        given: may.len(),
        before: before.per_cent(),
        after: reached.per_cent(),
        best: best.per_cent(),
        papers_above: after.iter().filter_map(above).max().unwrap_or(0),
    }
}

/// The smallest largest part with which all these papers find somebody.
fn best(tutors: &[&Load], may: &[&[usize]], before: Part) -> Part {
    let mut parts: Vec<Part> = tutors
        .iter()
        .flat_map(|load| (0..=takes(load)).map(|open| Part(open, takes(load))))
        .filter(|part| before.is_within(*part))
        .collect();
    parts.sort_by(|a, b| (a.0 * b.1).cmp(&(b.0 * a.1)));
    let place = parts.partition_point(|part| !all_find_somebody(tutors, may, *part));
    parts.get(place).copied().unwrap_or(Part(1, 1))
}

/// Whether each paper finds somebody who then has no larger part than this: one path after the other is looked for on
/// which papers move on to make room.
fn all_find_somebody(tutors: &[&Load], may: &[&[usize]], most: Part) -> bool {
    let room = |load: &&Load| {
        let even = (takes(load) * most.0 / most.1).saturating_sub(load.open);
        even.min(load.room().unwrap_or(u32::MAX)) as usize
    };
    let rooms: Vec<usize> = tutors.iter().map(room).collect();
    let mut held: Vec<Vec<usize>> = vec![Vec::new(); tutors.len()];
    (0..may.len()).all(|paper| {
        let mut seen = vec![false; tutors.len()];
        place(paper, (may, &rooms), &mut held, &mut seen)
    })
}

fn place(
    paper: usize,
    (may, rooms): (&[&[usize]], &[usize]),
    held: &mut [Vec<usize>],
    seen: &mut [bool],
) -> bool {
    for &tutor in may[paper] {
        if seen[tutor] {
            continue;
        }
        seen[tutor] = true;
        if held[tutor].len() < rooms[tutor] {
            held[tutor].push(paper);
            return true;
        }
        for at in 0..held[tutor].len() {
            let other = held[tutor][at];
            if place(other, (may, rooms), held, seen) {
                held[tutor][at] = paper;
                return true;
            }
        }
    }
    false
}
