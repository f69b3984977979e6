//! What stands around every page: the centre, who is here, where they can go, and what was just done.

use serde::{Deserialize, Serialize};

use crate::assets;
use crate::people::tastes::Tastes;
use crate::people::{Person, Role};

/// One place a person can go.
#[derive(Clone, Debug, Serialize)]
pub struct MenuItem {
    /// Its name.
    pub label: &'static str,
    /// Its address.
    pub href: &'static str,
    /// Whether this page is there.
    pub current: bool,
}

/// Who is here, as the shell shows them.
#[derive(Clone, Debug, Serialize)]
pub struct ShellPerson {
    /// What they are called.
    pub name: String,
    /// Their address.
    pub email: String,
}

/// What was just done, told once on the next page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flash {
    /// `ok`, `warn` or `danger`.
    pub kind: String,
    /// The sentence.
    pub says: String,
}

/// What stands around every page.
#[derive(Clone, Debug, Serialize)]
pub struct Shell {
    /// The centre's name.
    pub centre: String,
    /// Who is here.
    pub person: Option<ShellPerson>,
    /// Where they can go.
    pub menu: Vec<MenuItem>,
    /// What was just done.
    pub flash: Option<Flash>,
    /// The desk's version, for staff.
    pub version: Option<&'static str>,
    /// Whom to write to.
    pub contact: Option<String>,
    /// How whoever is here likes to read.
    pub tastes: Tastes,
    /// Changes when a static file changes.
    pub assets: String,
}

impl Shell {
    /// The shell of a page at `path`, for a person or for nobody.
    #[must_use]
    pub fn new(centre: (&str, &str), person: Option<&Person>, path: &str) -> Self {
        let (name, contact) = centre;
        let is_staff = person.is_some_and(|person| person.oversees() || person.is(Role::Tutor));
        Self {
            centre: if name.is_empty() {
                "Paperdesk".to_owned()
            } else {
                name.to_owned()
            },
            person: person.map(|person| ShellPerson {
                name: person.name.clone(),
                email: person.email.clone(),
            }),
            menu: person.map(|person| menu(person, path)).unwrap_or_default(),
            flash: None,
            version: is_staff.then_some(env!("CARGO_PKG_VERSION")),
            contact: Some(contact.to_owned()).filter(|contact| !contact.is_empty()),
            tastes: Tastes::default(),
            assets: assets::fingerprint(),
        }
    }
}

/// Where a person can go, by their roles; each place once.
const PLACES: [(&str, &str, &[Role]); 11] = [
    ("My papers", "/papers", &[Role::Student]),
    ("Submit a paper", "/submit", &[Role::Student]),
    ("My desk", "/desk", &[Role::Tutor]),
    ("Assign", "/assign", &[Role::Coordinator, Role::Admin]),
    (
        "All papers",
        "/papers/all",
        &[Role::Coordinator, Role::Admin],
    ),
    ("People", "/people", &[Role::Coordinator, Role::Admin]),
    ("Mail", "/mail", &[Role::Coordinator, Role::Admin]),
    ("Pipeline", "/pipeline", &[Role::Coordinator, Role::Admin]),
    ("Reports", "/reports", &[Role::Coordinator, Role::Admin]),
    ("Settings", "/settings", &[Role::Coordinator, Role::Admin]),
    ("Health", "/health", &[Role::Admin]),
];

fn menu(person: &Person, path: &str) -> Vec<MenuItem> {
    let here = PLACES
        .iter()
        .map(|(_, href, _)| *href)
        .filter(|href| path.starts_with(href))
        .max_by_key(|href| href.len());
    PLACES
        .iter()
        .filter(|(_, _, roles)| roles.iter().any(|role| person.is(*role)))
        .map(|(label, href, _)| MenuItem {
            label,
            href,
            current: here == Some(*href),
        })
        .collect()
}
