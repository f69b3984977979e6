//! The pages about the people of the desk: who they are, what they may do, and adding one.

use serde::Serialize;

use super::words::counted;
use super::{Choice, Page};
use crate::people::{Person, Role};

/// So many people stand on a page.
pub const PER_PAGE: u32 = 50;

/// A role as a person reads it.
#[must_use]
pub const fn role_word(role: Role) -> &'static str {
    match role {
        Role::Student => "Student",
        Role::Tutor => "Tutor",
        Role::Teacher => "Teacher",
        Role::Coordinator => "Coordinator",
        Role::Admin => "Admin",
    }
}

/// All roles of a person in words: "Tutor, Coordinator".
#[must_use]
pub fn role_words(roles: &[Role]) -> String {
    let words: Vec<&str> = roles.iter().map(|role| role_word(*role)).collect();
    if words.is_empty() {
        "No role".to_owned()
    } else {
        words.join(", ")
    }
}

#[derive(Serialize)]
struct Row {
    href: String,
    name: String,
    email: String,
    roles: String,
    disabled: bool,
}

#[derive(Serialize)]
struct Filter {
    href: String,
    label: &'static str,
    current: bool,
}

/// Everybody, by name.
#[derive(Serialize)]
pub struct PeoplePage {
    people: Vec<Row>,
    filters: Vec<Filter>,
    role: &'static str,
    sought: String,
    newer: String,
    older: String,
    alike: String,
}

impl PeoplePage {
    /// From the people found (one more than a page holds tells that there are others), what was asked for, and whether
    /// this is the list's beginning.
    #[must_use]
    pub fn of(
        mut found: Vec<Person>,
        (role, sought): (Option<Role>, &str),
        from_the_start: bool,
    ) -> Self {
        let more = found.len() > PER_PAGE as usize;
        found.truncate(PER_PAGE as usize);
        let last = found.last().filter(|_| more).map(|person| person.id.0);
        Self {
            filters: filters(role, sought),
            role: role.map_or("", Role::as_str),
            sought: sought.to_owned(),
            newer: if from_the_start {
                String::new()
            } else {
                href(role, sought, None)
            },
            older: last
                .map(|id| href(role, sought, Some(id)))
                .unwrap_or_default(),
            people: found.into_iter().map(row).collect(),
            alike: String::new(),
        }
    }

    /// The same with how many pairs of accounts look like one person's.
    #[must_use]
    pub fn with_alike(self, pairs: usize) -> Self {
        let alike = match i64::try_from(pairs).unwrap_or(i64::MAX) {
            0 => String::new(),
            1 => "Two accounts look like one person’s.".to_owned(),
            pairs => counted(pairs, "pair", "pairs") + " of accounts look like one person’s.",
        };
        Self { alike, ..self }
    }
}

impl Page for PeoplePage {
    const TEMPLATE: &'static str = "people/list.html";

    fn title(&self) -> String {
        "People".to_owned()
    }
}

fn row(person: Person) -> Row {
    Row {
        href: format!("/people/{}", person.id.0),
        roles: role_words(&person.roles),
        name: person.name,
        email: person.email,
        disabled: person.disabled,
    }
}

fn filters(chosen: Option<Role>, sought: &str) -> Vec<Filter> {
    let everybody = Filter {
        href: href(None, sought, None),
        label: "Everybody",
        current: chosen.is_none(),
    };
    let of_role = |role: &Role| Filter {
        href: href(Some(*role), sought, None),
        label: match role {
            Role::Student => "Students",
            Role::Tutor => "Tutors",
            Role::Teacher => "Teachers",
            Role::Coordinator => "Coordinators",
            Role::Admin => "Admins",
        },
        current: chosen == Some(*role),
    };
    std::iter::once(everybody)
        .chain(Role::ALL.iter().map(of_role))
        .collect()
}

fn href(role: Option<Role>, sought: &str, after: Option<i64>) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    if let Some(role) = role {
        query.append_pair("role", role.as_str());
    }
    if !sought.is_empty() {
        query.append_pair("q", sought);
    }
    if let Some(after) = after {
        query.append_pair("after", &after.to_string());
    }
    let query = query.finish();
    if query.is_empty() {
        "/people".to_owned()
    } else {
        format!("/people?{query}")
    }
}

/// The roles that this person may give to others.
pub(super) fn roles_to_give(by: &Person) -> Vec<Choice> {
    let may_give = |role: &&Role| **role != Role::Admin || by.is(Role::Admin);
    let choice = |role: &Role| Choice {
        value: role.as_str().to_owned(),
        label: role_word(*role).to_owned(),
    };
    Role::ALL.iter().filter(may_give).map(choice).collect()
}

/// The form that adds a person.
#[derive(Serialize)]
pub struct AddPersonPage {
    name: String,
    email: String,
    chosen: Vec<String>,
    roles: Vec<Choice>,
}

impl AddPersonPage {
    /// What was typed so far, for somebody who adds a person.
    #[must_use]
    pub fn of((name, email): (&str, &str), chosen: &[String], by: &Person) -> Self {
        Self {
            name: name.to_owned(),
            email: email.to_owned(),
            chosen: chosen.to_vec(),
            roles: roles_to_give(by),
        }
    }
}

impl Page for AddPersonPage {
    const TEMPLATE: &'static str = "people/add.html";

    fn title(&self) -> String {
        "Add a person".to_owned()
    }
}

/// Told after a person was added.
#[must_use]
pub fn was_added(person: &Person, mail_goes_out: bool) -> String {
    let (name, email) = (&person.name, &person.email);
    if mail_goes_out {
        return format!("{name} was added, and an invitation is on its way to {email}.");
    }
    format!("{name} was added. No mail server is set, so their invitation is kept under Mail.")
}
