//! Every paper there is, newest first: searched, filtered, kept as a view, and selected for a deed.

use serde::Serialize;

use super::listed::Listed;
use super::narrowing::{Fields, word};
use super::words::{counted, staff_state, thousands};
use super::{Page, Times};
use crate::papers::search::{Counted, Found, Key, MOST_COUNTED, Search, filter};
use crate::papers::views::View;
use crate::papers::{PaperNumber, State};

/// Papers on one page.
pub const ROWS: usize = 50;
/// The facts behind the page, all from one moment.
pub struct List {
    /// What was searched for.
    pub search: Search,
    /// The papers: a page of them and one more, if there is one.
    pub found: Found,
    /// How many there are.
    pub counted: Counted,
    /// The page does not begin with the newest.
    pub is_later: bool,
    /// One's own views and the centre's.
    pub views: Vec<View>,
    /// Tutors by name, to choose from.
    pub tutors: Vec<String>,
    /// The codes of courses, to choose from.
    pub courses: Vec<String>,
}

/// The page.
#[derive(Serialize)]
pub struct AllPapersPage {
    q: String,
    count: String,
    notes: Vec<String>,
    strip: Vec<Link>,
    own: Vec<Kept>,
    shared: Vec<Kept>,
    fields: Fields,
    rows: Vec<Listed>,
    newest: String,
    older: String,
    csv: String,
    /// All that fit, where the page shows only some of them: how many, as a number and in words.
    every: Option<(i64, String)>,
    too_many: bool,
    empty: &'static str,
    is_narrowed: bool,
    name: String,
}

#[derive(Serialize)]
struct Link {
    label: &'static str,
    href: String,
    current: bool,
}

#[derive(Serialize)]
struct Kept {
    id: i64,
    name: String,
    search: String,
    href: String,
    current: bool,
}

/// What could not be looked for.
fn notes(search: &Search, found: Vec<String>) -> Vec<String> {
    let misread = search.misread().into_iter().map(str::to_owned);
    misread.chain(found).collect()
}

/// How many there are, as a number and as it is written, where more can be chosen than are shown.
fn all_of(counted: Counted, shown: usize) -> Option<(i64, String)> {
    match counted {
        Counted::Exactly(all) if all > number(shown) => Some((all, thousands(all))),
        _ => None,
    }
}

const fn nothing(is_later: bool, is_everything: bool) -> &'static str {
    match (is_later, is_everything) {
        (true, _) => "There are no older papers.",
        (false, true) => "No paper has been sent in yet.",
        (false, false) => "No paper fits this search.",
    }
}

impl Page for AllPapersPage {
    const TEMPLATE: &'static str = "all_papers/list.html";

    fn title(&self) -> String {
        if self.q.is_empty() {
            "All papers".to_owned()
        } else {
            format!("{} – All papers", self.q)
        }
    }
}

impl AllPapersPage {
    /// The page from its facts.
    #[must_use]
    pub fn of(list: List, times: &Times) -> Self {
        let List {
            search,
            found,
            counted,
            is_later,
            views,
            tutors,
            courses,
        } = list;
        let q = search.written();
        let mut papers = found.papers;
        let is_more = papers.len() > ROWS;
        papers.truncate(ROWS);
        let oldest = papers.last().filter(|_| is_more).map(|paper| paper.number);
        let (own, shared): (Vec<View>, Vec<View>) =
            views.into_iter().partition(|view| !view.shared);
        let kept = |views: Vec<View>| views.into_iter().map(|view| Kept::of(view, &q)).collect();
        Self {
            count: count(counted),
            notes: notes(&search, found.notes),
            strip: strip(&q),
            own: kept(own),
            shared: kept(shared),
            fields: Fields::of(&search, tutors, courses),
            older: oldest
                .map(|from| address(&q, Some(from)))
                .unwrap_or_default(),
            newest: if is_later {
                address(&q, None)
            } else {
                String::new()
            },
            every: all_of(counted, papers.len()),
            too_many: counted == Counted::Over,
            csv: csv_address(&q),
            empty: nothing(is_later, q.is_empty()),
            rows: papers
                .into_iter()
                .map(|paper| Listed::of(paper, &q, times))
                .collect(),
            is_narrowed: !q.is_empty(),
            name: String::new(),
            q,
        }
    }

    /// The same with the name that was typed for a view.
    #[must_use]
    pub fn naming(self, name: String) -> Self {
        Self { name, ..self }
    }
}

fn number(many: usize) -> i64 {
    i64::try_from(many).unwrap_or(i64::MAX)
}

/// How many, as far as it was counted.
#[must_use]
pub fn count(counted: Counted) -> String {
    match counted {
        Counted::Exactly(number) => self::counted(number, "paper", "papers"),
        Counted::Over => format!("{}+ papers", thousands(MOST_COUNTED)),
    }
}

/// Where a search is shown.
#[must_use]
pub fn address(q: &str, before: Option<PaperNumber>) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    if !q.is_empty() {
        query.append_pair("q", q);
    }
    if let Some(before) = before {
        query.append_pair("before", &before.to_string());
    }
    joined("/papers/all", &query.finish())
}

fn csv_address(q: &str) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    if !q.is_empty() {
        query.append_pair("q", q);
    }
    joined("/papers/all.csv", &query.finish())
}

fn joined(path: &str, query: &str) -> String {
    if query.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{query}")
    }
}

fn strip(q: &str) -> Vec<Link> {
    let link = |label, search: String| Link {
        label,
        current: search == q,
        href: address(&search, None),
    };
    let state = |state: &State| link(staff_state(*state), filter(Key::Is, word(*state)));
    let all = link("All", String::new());
    let late = link("Late", filter(Key::Late, "yes"));
    std::iter::once(all)
        .chain(State::ALL.iter().map(state))
        .chain([late])
        .collect()
}

impl Kept {
    fn of(view: View, q: &str) -> Self {
        Self {
            id: view.id.0,
            href: address(&view.search, None),
            current: view.search == q,
            search: view.search,
            name: view.name,
        }
    }
}

/// Told after a view was kept.
#[must_use]
pub fn kept(name: &str) -> String {
    format!("“{}” is kept as a view.", crate::people::clean_name(name))
}

/// Told after a view was removed.
#[must_use]
pub fn removed(name: &str) -> String {
    format!("The view “{name}” is gone. The papers are all there.")
}
