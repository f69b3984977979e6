//! Making, changing and ending webhooks, and the secrets that sign for them.

use serde_json::json;

use super::kinds::KINDS;
use super::{Format, Hook, HookId, OffWhy, Secret, Switch, Target, rows};
use crate::audit::{self, Act, Subject};
use crate::clock::Moment;
use crate::db::Tx;
use crate::people::{self, Person, PersonId, Role};
use crate::refusal::{Complaints, Outcome, Refusal};

/// After a change of keys the old one signs too for so long.
const BOTH_HOURS: i64 = 24;
/// How many a centre may have.
const MOST: i64 = 1000;

/// A webhook as somebody typed it.
#[derive(Clone, Debug)]
pub struct Typed {
    /// What it is for.
    pub name: String,
    /// Which body.
    pub format: Format,
    /// Where to.
    pub url: String,
    /// A bearer token for Matrix and ntfy.
    pub token: String,
    /// The kinds of event; empty: all.
    pub kinds: Vec<String>,
    /// Only this course.
    pub course: Option<i64>,
    /// Only this tutor.
    pub tutor: Option<PersonId>,
    /// Only papers that stand so; empty: any.
    pub paper_state: String,
    /// What tells this form from all others; empty: nothing.
    pub form: String,
}

/// Makes a webhook, switched on; gives its secret, which nobody is shown again.
///
/// # Errors
/// `NotFound` for who may not; a refusal at the fields that cannot be taken.
pub fn create(tx: &Tx<'_>, by: &Person, typed: &Typed) -> Outcome<(HookId, Secret)> {
    if !by.oversees() {
        return Err(Refusal::not_found().into());
    }
    if rows::kept::count(tx)? >= MOST {
        return Err(Refusal::conflict("There are 1,000 webhooks. Remove one first.").into());
    }
    let target = checked(tx, typed)?;
    let secret = Secret::new();
    let id = rows::kept::insert(tx, by.id, (typed, &target), &secret)?;
    noted(tx, by, id, ("made", Some(&target.host)))?;
    Ok((id, secret))
}

/// Writes down in the audit what somebody did to a webhook; of its address nothing but the machine, which is no secret.
fn noted(tx: &Tx<'_>, by: &Person, id: HookId, (did, host): (&str, Option<&str>)) -> Outcome<()> {
    let mut details = json!({ "webhook": id.0, "did": did });
    if let Some(host) = host {
        details["host"] = host.into();
    }
    let what = (Act::WebhookSettled, Subject::Desk);
    audit::note(tx, Some(by.id.0), what, &details).map(drop)
}

/// The webhook that the same form made before.
///
/// # Errors
/// When the database fails.
pub fn made_by_form(tx: &Tx<'_>, form: &str) -> Outcome<Option<HookId>> {
    rows::kept::of_form(tx, form)
}

/// Changes a webhook; whoever does becomes its owner. An empty token keeps the one that is there.
///
/// # Errors
/// As `create`.
pub fn change(tx: &Tx<'_>, by: &Person, id: HookId, typed: &Typed) -> Outcome<()> {
    let hook = found(tx, by, id)?;
    let target = checked(tx, typed)?;
    // A token goes to nobody but the machine that it was meant for.
    let keeps = typed.token.trim().is_empty() && target.host == hook.host;
    let token = if keeps { &hook.token } else { &typed.token };
    let typed = Typed {
        token: token.clone(),
        ..typed.clone()
    };
    rows::kept::update(tx, id, by.id, (&typed, &target))?;
    noted(tx, by, id, ("changed", Some(&target.host)))
}

/// Another secret signs from now on, and the one before it for a day more; gives the new one, unless a form that saw
/// another number of changes asks.
///
/// # Errors
/// `NotFound` where it is not there for them.
pub fn rotate(tx: &Tx<'_>, by: &Person, id: HookId, turns: i64) -> Outcome<Option<Secret>> {
    let hook = found(tx, by, id)?;
    if hook.turns != turns {
        return Ok(None);
    }
    let secret = Secret::new();
    rows::kept::turn(tx, id, &secret, until(tx.now()))?;
    noted(tx, by, id, ("secret changed", None))?;
    Ok(Some(secret))
}

const fn until(now: Moment) -> Moment {
    now.plus_minutes(BOTH_HOURS * 60)
}

/// Switches it on. What was held meanwhile stays held until somebody asks for it.
///
/// # Errors
/// `NotFound` where it is not there for them.
pub fn switch_on(tx: &Tx<'_>, by: &Person, id: HookId) -> Outcome<()> {
    found(tx, by, id)?;
    rows::kept::set_on(tx, id)?;
    noted(tx, by, id, ("switched on", None))
}

/// Switches it off. What it would be told is held.
///
/// # Errors
/// `NotFound` where it is not there for them.
pub fn switch_off(tx: &Tx<'_>, by: &Person, id: HookId) -> Outcome<()> {
    found(tx, by, id)?;
    rows::kept::set_off(tx, id, OffWhy::Asked)?;
    noted(tx, by, id, ("switched off", None))
}

/// Removes it; its secrets and its address are forgotten.
///
/// # Errors
/// `NotFound` where it is not there for them.
pub fn remove(tx: &Tx<'_>, by: &Person, id: HookId) -> Outcome<()> {
    found(tx, by, id)?;
    rows::kept::set_gone(tx, id)?;
    noted(tx, by, id, ("removed", None))
}

/// A webhook for somebody who may look after it.
pub(super) fn found(tx: &Tx<'_>, by: &Person, id: HookId) -> Outcome<Hook> {
    let hook = rows::kept::find(tx, id)?.filter(|hook| hook.state != Switch::Gone);
    let hook = hook.filter(|_| by.oversees());
    hook.ok_or_else(|| Refusal::not_found().into())
}

fn checked(tx: &Tx<'_>, typed: &Typed) -> Outcome<Target> {
    let mut complaints = Complaints::default();
    if !(1..=80).contains(&typed.name.trim().chars().count()) {
        complaints.add("name", "Say in at most 80 letters what it is for");
    }
    let target = Target::parse(&typed.url);
    if let Err(says) = &target {
        complaints.add("url", *says);
    }
    let is_plain = typed
        .token
        .trim()
        .bytes()
        .all(|byte| byte.is_ascii_graphic());
    if !is_plain || typed.token.len() > 500 {
        complaints.add(
            "token",
            "Copy the token as it was given to you, without spaces",
        );
    }
    let is_known = |kind: &String| KINDS.iter().any(|(word, _)| word == kind);
    if !typed.kinds.iter().all(is_known) {
        complaints.add("kinds", "Choose from the list");
    }
    if let Some(course) = typed.course
        && !rows::kept::has_course(tx, course)?
    {
        complaints.add("course", "Choose a course from the list");
    }
    if let Some(tutor) = typed.tutor
        && !people::find(tx, tutor)?.is_some_and(|person| person.is(Role::Tutor))
    {
        complaints.add("tutor", "Choose a tutor from the list");
    }
    complaints.settle()?;
    target.map_err(|says| Refusal::field("url", says).into())
}
