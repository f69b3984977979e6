//! How a report is seen: whole by whoever watches over all papers, or with small numbers hidden, to be shared.

use super::table::Cell;
use crate::reports::Report;
use crate::reports::count::Count;
use crate::reports::small::{self, Shown};

/// A report, and what of it is shown.
pub struct View<'a> {
    /// The figures.
    pub report: &'a Report,
    /// Whether small numbers are shown.
    pub whole: bool,
    /// Whether tutors' names are.
    pub named: bool,
    /// The centre's words for the kinds of note, in their order.
    pub kinds: [String; 4],
}

impl View<'_> {
    /// Whether it is about a part of the centre only, so that any small number may point to somebody.
    #[must_use]
    pub const fn is_narrow(&self) -> bool {
        self.report.asked.course.is_some() || self.report.asked.tutor.is_some()
    }

    /// Whether so few students are behind all of it that nothing can be shared.
    #[must_use]
    pub const fn is_too_small(&self) -> bool {
        !self.whole && self.is_narrow() && small::is_small(self.report.figures.count.students)
    }

    /// How the groups of a table are shown, from the people and the amount of each.
    #[must_use]
    pub fn groups(&self, groups: &[(u32, u32)]) -> Vec<Shown> {
        if self.whole {
            return vec![Shown::Whole; groups.len()];
        }
        small::shown(groups)
    }

    /// Numbers whose sum is known; they are hidden where they may point to somebody.
    #[must_use]
    pub fn numbers(&self, numbers: &[u32]) -> Vec<Cell> {
        if !self.is_narrow() {
            return numbers.iter().copied().map(Cell::number).collect();
        }
        self.hidden(numbers)
    }

    /// The same wherever they are about.
    #[must_use]
    pub fn hidden(&self, numbers: &[u32]) -> Vec<Cell> {
        let groups: Vec<(u32, u32)> = numbers.iter().map(|number| (*number, *number)).collect();
        let shown = self.groups(&groups);
        let cells = numbers.iter().zip(shown);
        cells.map(|(number, shown)| cell(shown, *number)).collect()
    }

    /// One number that points to nobody unless it is about a part of the centre.
    #[must_use]
    pub fn part(&self, number: u32) -> Cell {
        if self.is_narrow() {
            return self.alone(number);
        }
        Cell::number(number)
    }

    /// One number that belongs to no sum.
    #[must_use]
    pub fn alone(&self, number: u32) -> Cell {
        if !self.whole && small::is_small(number) {
            return cell(Shown::UnderFive, number);
        }
        Cell::number(number)
    }

    /// What became of drafts: returned, open, withdrawn, sent back. Two tables say these, and both must say the same.
    #[must_use]
    pub fn fates(&self, count: &Count) -> Vec<Cell> {
        self.hidden(&[count.returned, count.open, count.withdrawn, count.sent_back])
    }
}

/// A number of people or of what is theirs, as it is shown.
#[must_use]
pub fn cell(shown: Shown, number: u32) -> Cell {
    match shown {
        Shown::Whole => Cell::number(number),
        Shown::UnderFive => Cell::words("under 5"),
        Shown::Beside => Cell::words("hidden"),
    }
}

/// Anything else of a group, as it is shown.
#[must_use]
pub fn beside(shown: Shown, cell: Cell) -> Cell {
    match shown {
        Shown::Whole => cell,
        Shown::UnderFive | Shown::Beside => Cell::words("hidden"),
    }
}
