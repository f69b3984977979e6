//! The same papers as a board: a column for each step of their way, and a way to move each card.

use serde::Serialize;

use super::all_papers::address;
use super::promised::Promised;
use super::words::{length, thousands};
use super::{Choice, Page, Times, loads};
use crate::assignments::Load;
use crate::papers::search::{Counted, MOST_COUNTED};
use crate::papers::{Paper, State};

/// Cards shown in one column.
pub const CARDS: u32 = 20;
/// With more tutors than this each card offers only those with the most room.
const BEST: usize = 8;
/// Told to the tutor who had a paper that was moved on the board.
pub const MOVED: &str = "It was moved on the board.";
/// What is missing where a card is moved nowhere.
pub const NOWHERE: &str = "Choose where the card goes.";
/// The board.
pub const BOARD: &str = "/assign?view=board";

/// The columns, each with the search that shows all of it.
pub const COLUMNS: [(Column, &str, &str); 5] = [
    (Column::Waiting, "Waiting", "is:waiting"),
    (Column::Assigned, "Assigned", "is:assigned"),
    (Column::Marking, "Marking", "is:marking -is:review"),
    (Column::ForReview, "For review", "is:review"),
    (Column::Returned, "Returned today", "is:returned"),
];

/// A step of their way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// Nobody has it.
    Waiting,
    /// Somebody has it and has not begun.
    Assigned,
    /// Marking began.
    Marking,
    /// Its feedback lies with a second reader.
    ForReview,
    /// Feedback was released today.
    Returned,
}

/// The facts behind the board.
pub struct Cards {
    /// Each column's papers, and how many there are.
    pub columns: Vec<(Vec<Paper>, Counted)>,
    /// Tutors, with how much they have and take.
    pub tutors: Vec<Load>,
    /// Whether coordinators give papers out here.
    pub gives: bool,
}

/// The page.
#[derive(Serialize)]
pub struct BoardPage {
    columns: Vec<Shown>,
}

#[derive(Serialize)]
struct Shown {
    label: &'static str,
    /// What the form of a card says to come here, where a column alone says it.
    to: &'static str,
    count: String,
    all: String,
    more: bool,
    cards: Vec<Card>,
}

#[derive(Serialize)]
struct Card {
    reference: String,
    title: String,
    meta: String,
    tutor: String,
    promised: Option<Promised>,
    to: Vec<Choice>,
}

impl Page for BoardPage {
    const TEMPLATE: &'static str = "assign/board.html";

    fn title(&self) -> String {
        "Assign papers, as a board".to_owned()
    }
}

impl BoardPage {
    /// The page from its facts.
    #[must_use]
    pub fn of(cards: Cards, times: &Times) -> Self {
        let mut by_room: Vec<&Load> = cards.tutors.iter().collect();
        if by_room.len() > 2 * BEST {
            by_room.sort_by_key(|load| (load.is_full(), load.open));
            by_room.truncate(BEST);
        }
        let shown = COLUMNS.iter().zip(cards.columns).map(
            |((column, label, search), (papers, counted))| Shown {
                label,
                to: if *column == Column::Waiting {
                    "queue"
                } else {
                    ""
                },
                count: count(counted),
                all: address(search, None),
                more: is_more(counted, papers.len()),
                cards: papers
                    .into_iter()
                    .map(|paper| card(paper, *column, (&by_room, cards.gives), times))
                    .collect(),
            },
        );
        Self {
            columns: shown.collect(),
        }
    }
}

fn count(counted: Counted) -> String {
    match counted {
        Counted::Exactly(number) => thousands(number),
        Counted::Over => format!("{}+", thousands(MOST_COUNTED)),
    }
}

fn is_more(counted: Counted, shown: usize) -> bool {
    match counted {
        Counted::Exactly(number) => usize::try_from(number).is_ok_and(|number| number > shown),
        Counted::Over => true,
    }
}

fn card(paper: Paper, column: Column, (tutors, gives): (&[&Load], bool), times: &Times) -> Card {
    let held = matches!(
        column,
        Column::Assigned | Column::Marking | Column::ForReview
    );
    let holder = paper.tutor.as_ref().map(|tutor| tutor.id);
    let fits = |load: &&&Load| Some(load.tutor) != holder && load.tutor != paper.student.id;
    let mut to: Vec<Choice> = Vec::new();
    if held && column != Column::ForReview {
        to.extend(Choice::all(&[("queue", "Waiting")]));
    }
    if (column == Column::Waiting && gives) || (held && column != Column::ForReview) {
        to.extend(tutors.iter().filter(fits).map(|load| Choice {
            value: load.tutor.0.to_string(),
            label: loads::to_choose(load),
        }));
    }
    let reference = paper.number.to_string();
    Card {
        meta: format!(
            "{reference} · {} · {}",
            paper.student.name,
            length(paper.words)
        ),
        promised: (paper.state != State::Returned).then(|| Promised::of(&paper, times)),
        tutor: paper.tutor.map_or_else(String::new, |tutor| tutor.name),
        title: paper.title,
        reference,
        to,
    }
}
