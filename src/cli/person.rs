//! People at the command line: adding, listing and disabling them, and links that let them in.

use clap::Subcommand;
use serde::Serialize;

use super::{Stop, desk, print};
use crate::assignments::{self, Onward};
use crate::config::Settings;
use crate::db::{Db, Tx};
use crate::people::{self, Email, Person, PersonId, Role};
use crate::refusal::{Kind, Outcome, Refusal};
use crate::sign_in;

/// How many people are read at once.
const PAGE: u32 = 500;

/// Shown under `paperdesk person --help`.
pub const EXAMPLE: &str =
    "Example:\n  paperdesk person add ben@example.edu --name \"Ben Okri\" --role tutor";

/// What can be asked about people.
#[derive(Debug, Subcommand)]
pub enum Ask {
    /// Add a person and invite them by mail
    #[command(after_help = EXAMPLE)]
    Add(Add),
    /// List everybody, by name
    #[command(after_help = "Example:\n  paperdesk person list --json")]
    List {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Shut the door to a person; what they did stays
    #[command(
        after_help = "Example:\n  paperdesk person disable ben@example.edu\n  \
            paperdesk person disable ben@example.edu --hand-back"
    )]
    Disable {
        /// Their address
        email: String,
        /// Hand the papers that they still have back to the queue; without it, whoever has papers is not disabled
        #[arg(long)]
        hand_back: bool,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Print a link that signs a person in once, good for a day
    #[command(after_help = "Example:\n  paperdesk person sign-in-link ben@example.edu")]
    SignInLink {
        /// Their address
        email: String,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

/// A person to be added.
#[derive(Debug, clap::Args)]
pub struct Add {
    /// Their address; also how they sign in
    email: String,
    /// What they are called
    #[arg(long)]
    name: String,
    /// student, tutor, teacher, coordinator or admin; may be given several times
    #[arg(long = "role", required = true, value_name = "ROLE", value_parser = role)]
    roles: Vec<Role>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

fn role(word: &str) -> Result<Role, String> {
    Role::parse(word)
        .ok_or_else(|| "choose student, tutor, teacher, coordinator or admin".to_owned())
}

/// Does what was asked.
///
/// # Errors
/// What the desk refuses, in its own words.
pub fn run(settings: &Settings, ask: Ask) -> Result<(), Stop> {
    match ask {
        Ask::Add(add) => self::add(&desk::open_or_make(settings)?, add),
        Ask::List { json } => list(&desk::open(settings)?, json),
        Ask::Disable {
            email,
            hand_back,
            json,
        } => disable(&desk::open(settings)?, (email, hand_back), json),
        Ask::SignInLink { email, json } => {
            sign_in_link(&desk::open(settings)?, email, (json, &settings.public_url))
        }
    }
}

fn add(db: &Db, ask: Add) -> Result<(), Stop> {
    let json = ask.json;
    let person = db.write_now(move |tx| {
        let person = people::add(tx, &ask.email, &ask.name, &ask.roles)?;
        sign_in::invite(tx, &person, None)?;
        Ok(person)
    })?;
    show(&[person], json)
}

fn list(db: &Db, json: bool) -> Result<(), Stop> {
    let mut everybody: Vec<Person> = Vec::new();
    loop {
        let after = everybody
            .last()
            .map_or((String::new(), PersonId(0)), |last| {
                (last.name.clone(), last.id)
            });
        let more = db.read_now(|tx| people::list(tx, (&after.0, after.1), PAGE))?;
        if more.is_empty() {
            break;
        }
        everybody.extend(more);
    }
    if json {
        print::json(&everybody.iter().map(Shown::from).collect::<Vec<_>>())
    } else {
        table(&everybody)
    }
}

fn disable(db: &Db, (email, hand_back): (String, bool), json: bool) -> Result<(), Stop> {
    let person = db.write_now(move |tx| {
        let person = known(tx, &email)?;
        let operator = Person::operator();
        if hand_back {
            assignments::disable_and_pass_on(tx, &operator, person.id, Some(Onward::Queue))?;
        } else {
            holds_nothing(tx, &person)?;
            people::disable(tx, &operator, person.id)?;
        }
        known(tx, &email)
    })?;
    show(&[person], json)
}

/// Nobody's papers are left on the desk of somebody who may not come in.
fn holds_nothing(tx: &Tx<'_>, person: &Person) -> Outcome<()> {
    let open = assignments::open_of(tx, person.id)?;
    if open == 0 {
        return Ok(());
    }
    let papers = if open == 1 {
        "a paper".to_owned()
    } else {
        format!("{open} papers")
    };
    Err(Refusal::conflict(format!(
        "{} still has {papers}. Say --hand-back to hand them back to the queue, or give them to somebody else on their page.",
        person.email
    ))
    .into())
}

fn sign_in_link(db: &Db, email: String, (json, public_url): (bool, &str)) -> Result<(), Stop> {
    let token = db.write_now(move |tx| {
        let person = known(tx, &email)?;
        sign_in::link_for(tx, &person)
    })?;
    print::link(
        &format!("{public_url}/sign-in/once/{}", token.reveal()),
        json,
    )
}

/// The person with this address.
///
/// # Errors
/// `NotFound`, with the address in its sentence.
pub(super) fn known(tx: &Tx<'_>, email: &str) -> Outcome<Person> {
    let found = Email::parse(email)
        .map(|email| people::find_by_email(tx, &email))
        .transpose()?
        .flatten();
    found.ok_or_else(|| {
        Refusal::new(
            Kind::NotFound,
            format!("Nobody here has the address {email}."),
        )
        .into()
    })
}

#[derive(Serialize)]
struct Shown<'a> {
    id: PersonId,
    email: &'a str,
    name: &'a str,
    roles: &'a [Role],
    disabled: bool,
}

impl<'a> From<&'a Person> for Shown<'a> {
    fn from(person: &'a Person) -> Self {
        Self {
            id: person.id,
            email: &person.email,
            name: &person.name,
            roles: &person.roles,
            disabled: person.disabled,
        }
    }
}

fn show(person: &[Person; 1], json: bool) -> Result<(), Stop> {
    if json {
        print::json(&Shown::from(&person[0]))
    } else {
        table(person)
    }
}

fn table(people: &[Person]) -> Result<(), Stop> {
    let row = |person: &Person| {
        let roles: Vec<&str> = person.roles.iter().map(|role| role.as_str()).collect();
        let door = if person.disabled {
            "disabled"
        } else {
            "welcome"
        };
        [
            person.id.0.to_string(),
            person.email.clone(),
            person.name.clone(),
            roles.join(" "),
            door.to_owned(),
        ]
    };
    let rows: Vec<[String; 5]> = people.iter().map(row).collect();
    print::say(&print::columns(
        ["id", "email", "name", "roles", "door"],
        &rows,
    ))
}
