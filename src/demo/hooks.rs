//! The demo's webhooks: a course system that takes what it is told, and a channel whose address has gone.

use std::future::{Future, ready};
use std::sync::Arc;

use super::cast::FACES;
use crate::db::{Db, Tx};
use crate::hooks::carrier::{Carrier, Errand, Heard};
use crate::hooks::{self, Format, Runner, Typed};
use crate::people::{self, Email};
use crate::refusal::{Outcome, Refusal};

/// Machines that exist only here: no such name can ever be found.
const TAKES: &str = "https://courses.northfield.example/paperdesk";
const IS_GONE: &str = "https://chat.northfield.example/rooms/tutors";

/// Makes them, before the last things happen.
///
/// # Errors
/// When a deed is refused or the database fails.
pub fn connect(tx: &Tx<'_>) -> Outcome<()> {
    let email = Email::parse(FACES[2].1).ok_or_else(Refusal::not_found)?;
    let coordinator = people::find_by_email(tx, &email)?.ok_or_else(Refusal::not_found)?;
    let (id, _) = hooks::create(
        tx,
        &coordinator,
        &typed("Course system", Format::Standard, TAKES),
    )?;
    hooks::test(tx, &coordinator, id)?;
    hooks::create(
        tx,
        &coordinator,
        &typed("Tutors’ channel", Format::Slack, IS_GONE),
    )
    .map(drop)
}

fn typed(name: &str, format: Format, url: &str) -> Typed {
    Typed {
        name: name.to_owned(),
        format,
        url: url.to_owned(),
        token: String::new(),
        kinds: Vec::new(),
        course: None,
        tutor: None,
        paper_state: String::new(),
        form: String::new(),
    }
}

/// Tells them what they were promised.
///
/// # Errors
/// When the database fails.
pub async fn tell(db: &Db, public_url: &str) -> Outcome<()> {
    let mut runner = Runner::new(db.clone(), Arc::new(Machines), public_url, || 0.5);
    runner.carry_all_due().await.map(drop)
}

struct Machines;

impl Carrier for Machines {
    fn carry(&self, errand: &Errand) -> impl Future<Output = Heard> + Send {
        let (status, said) = if errand.url == TAKES {
            (202, "{\"accepted\": true}")
        } else {
            (410, "no_such_channel")
        };
        ready(Heard {
            status: Some(status),
            retry_after: None,
            said: said.to_owned(),
        })
    }
}
