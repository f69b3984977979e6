//! Who may come to the desk: people and their roles; adding them, changing their roles, disabling them.

mod changing;
mod email;
pub mod merged;
mod names;
mod rows;
pub mod second;
mod students;
pub mod tastes;
mod zones;

use crate::audit::{self, Act, Subject};
use crate::db::{Tx, number_id, word_enum};
use crate::refusal::{Complaints, Kind, Outcome, Refusal};

pub use changing::{disable, enable, make_admin, rename, set_roles};
pub use email::Email;
pub use names::clean_name;
pub use rows::{
    ever_with_role, find, find_by_email, find_by_stop_token, is_erased, list, newest, search,
    serving_the_queue, tutors, with_role,
};
pub use students::student_for;
pub use zones::{set_zone, zone_of, zones};

number_id! {
    /// A person's number.
    PersonId
}

word_enum! {
    /// What a person does at the desk; one person may do several of these.
    Role {
        /// Sends in papers.
        Student = "student",
        /// Reads papers and returns feedback.
        Tutor = "tutor",
        /// Teaches a course.
        Teacher = "teacher",
        /// Gives papers to tutors and watches over all of them.
        Coordinator = "coordinator",
        /// Looks after the desk itself.
        Admin = "admin",
    }
}

/// Somebody who serves the queue, as far as news of it asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Serving {
    /// Their number.
    pub id: PersonId,
    /// What they are called.
    pub name: String,
    /// Their address.
    pub email: String,
    /// They chose a time zone of their own.
    pub has_own_zone: bool,
    /// A coordinator or admin.
    pub oversees: bool,
    /// A coordinator.
    pub coordinates: bool,
}

/// Anyone with an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Their number.
    pub id: PersonId,
    /// Their address; also how they sign in.
    pub email: String,
    /// What they are called.
    pub name: String,
    /// What they do here, in the order of `Role`.
    pub roles: Vec<Role>,
    /// They may not come in any more; their history stays.
    pub disabled: bool,
    /// Raised to end every session at once.
    pub auth_epoch: i64,
    /// The time zone they set for themself.
    pub zone: Option<String>,
}

impl Person {
    /// Whoever works at the desk's command line: may do all that an admin may, and is nobody's account.
    #[must_use]
    pub fn operator() -> Self {
        Self {
            id: PersonId(0),
            email: String::new(),
            name: "command line".to_owned(),
            roles: vec![Role::Admin],
            disabled: false,
            auth_epoch: 0,
            zone: None,
        }
    }

    /// Their number; nothing for the command line, which is nobody's account.
    #[must_use]
    pub const fn account(&self) -> Option<PersonId> {
        match self.id.0 {
            0 => None,
            _ => Some(self.id),
        }
    }

    /// Whether they have this role.
    #[must_use]
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// Whether they do anything here beside sending in papers.
    #[must_use]
    pub fn is_staff(&self) -> bool {
        self.roles.iter().any(|role| *role != Role::Student)
    }

    /// Whether they see every paper: coordinators and admins do.
    #[must_use]
    pub fn oversees(&self) -> bool {
        self.is(Role::Coordinator) || self.is(Role::Admin)
    }

    /// Whether they may change another person's account: overseers may, and only admins an admin's.
    #[must_use]
    pub fn may_change(&self, other: &Self) -> bool {
        self.oversees() && (self.is(Role::Admin) || !other.is(Role::Admin))
    }
}

/// Adds a person, on the word of the command line or their own.
///
/// # Errors
/// A refusal that names each field: an address that cannot be used or is taken, no name, no role.
pub fn add(tx: &Tx<'_>, email: &str, name: &str, roles: &[Role]) -> Outcome<Person> {
    added(tx, None, (email, name), roles)
}

fn added(
    tx: &Tx<'_>,
    by: Option<&Person>,
    (email, name): (&str, &str),
    roles: &[Role],
) -> Outcome<Person> {
    let mut complaints = Complaints::default();
    let email = Email::parse(email);
    if email.is_none() {
        complaints.add("email", "Enter an address like name@example.edu");
    }
    let name = clean_name(name);
    if name.is_empty() {
        complaints.add("name", "Enter their name");
    }
    if roles.is_empty() {
        complaints.add("role", "Choose at least one role");
    }
    if let Some(email) = &email
        && rows::find_by_email(tx, email)?.is_some()
    {
        complaints.add("email", "There is already a person with this address");
    }
    complaints.settle()?;
    let email = email.ok_or_else(Refusal::not_found)?;
    let id = rows::insert(tx, &email, &name)?;
    rows::replace_roles(tx, id, roles)?;
    let what = (Act::PersonAdded, Subject::Person(id.0));
    audit::note(tx, by.map(|by| by.id.0), what, &roles_in_words(roles))?;
    find(tx, id)?.ok_or_else(|| Refusal::not_found().into())
}

/// Roles as the audit tells them.
fn roles_in_words(roles: &[Role]) -> serde_json::Value {
    let words: Vec<&str> = roles.iter().map(|role| role.as_str()).collect();
    serde_json::json!({ "roles": words })
}

/// Adds a person on somebody's word; only an admin makes admins.
///
/// # Errors
/// As `add`.
pub fn add_by(
    tx: &Tx<'_>,
    by: &Person,
    (email, name): (&str, &str),
    roles: &[Role],
) -> Outcome<Person> {
    if roles.contains(&Role::Admin) && !by.is(Role::Admin) {
        return Err(Refusal::field("role", "Only an admin can make somebody an admin").into());
    }
    added(tx, Some(by), (email, name), roles)
}

/// A person whose account is about to be changed by another.
///
/// # Errors
/// `NotFound`, when they are an admin and `by` is not, when their account was merged into another one, or when they were
/// erased.
pub fn find_to_change(tx: &Tx<'_>, by: &Person, id: PersonId) -> Outcome<Person> {
    let person = find(tx, id)?.ok_or_else(Refusal::not_found)?;
    if person.is(Role::Admin) {
        only_admins(by)?;
    }
    merged::refuse(tx, id)?;
    if is_erased(tx, id)? {
        let says = "This person was erased. If they come back, add them anew.";
        return Err(Refusal::conflict(says).into());
    }
    Ok(person)
}

/// Ends every session of a person; whoever means their tokens too asks `sign_in`.
///
/// # Errors
/// When the database fails.
pub fn end_sessions(tx: &Tx<'_>, id: PersonId) -> Outcome<()> {
    rows::raise_epoch(tx, id)
}

/// What a person is called, on their own word.
///
/// # Errors
/// A refusal when the name is empty.
pub fn set_name(tx: &Tx<'_>, id: PersonId, name: &str) -> Outcome<()> {
    let name = clean_name(name);
    if name.is_empty() {
        return Err(Refusal::field("name", "Enter your name").into());
    }
    rows::set_name(tx, id, &name)
}

fn only_admins(by: &Person) -> Result<(), Refusal> {
    if by.is(Role::Admin) {
        return Ok(());
    }
    Err(Refusal::new(
        Kind::NotAllowed,
        "Only an admin can do this to an admin.",
    ))
}
