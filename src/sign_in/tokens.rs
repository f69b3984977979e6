//! API tokens: a secret by which a program acts as a person, for some things, for some time, until it is revoked.

use std::sync::Arc;

use super::{Lifetime, Token, rows};
use crate::audit::{self, Act, Subject};
use crate::clock::Moment;
use crate::db::{Tx, number_id, word_enum};
use crate::people::{self, Person, PersonId, Role, clean_name};
use crate::refusal::{Complaints, Outcome, Refusal};

/// The longest name, in letters.
const LONGEST_NAME: usize = 80;
/// A token's last use is written down at most this often, in seconds.
const TOUCH_EVERY: i64 = 300;

number_id! {
    /// A token's number.
    TokenId
}

word_enum! {
    /// One thing that a token may be used for; never more than its person may do.
    Scope {
        /// Send in papers and their next drafts.
        PapersSubmit = "papers:submit",
        /// Read papers, their drafts and what happened to them.
        PapersRead = "papers:read",
        /// Give papers to tutors, change them, end them.
        PapersAssign = "papers:assign",
        /// Read what tutors returned.
        FeedbackRead = "feedback:read",
        /// Write feedback and return it.
        FeedbackWrite = "feedback:write",
        /// Follow the whole stream of events.
        EventsRead = "events:read",
        /// See the mails and how they fared.
        DeliveriesRead = "deliveries:read",
        /// Send mails again.
        DeliveriesRetry = "deliveries:retry",
        /// Choose which systems are told of events.
        WebhooksWrite = "webhooks:write",
        /// See who is at the desk.
        PeopleRead = "people:read",
        /// Add people and change them.
        PeopleWrite = "people:write",
    }
}

word_enum! {
    /// Whether a token still works.
    Standing {
        /// It works.
        Good = "good",
        /// Its time is over.
        Expired = "expired",
        /// Somebody ended it.
        Revoked = "revoked",
    }
}

/// A token without its secret, which is kept nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiToken {
    /// Its number.
    pub id: TokenId,
    /// Whom it acts as.
    pub person: PersonId,
    /// What it is for, in its maker's words.
    pub name: String,
    /// What it may be used for, in the order of `Scope`.
    pub scopes: Vec<Scope>,
    /// When it was made.
    pub created_at: Moment,
    /// Who made it; nobody: the command line.
    pub created_by: Option<PersonId>,
    /// When it ends by itself.
    pub expires_at: Moment,
    /// When it was last used, give or take five minutes.
    pub last_used_at: Option<Moment>,
    /// When it was ended before its time.
    pub revoked_at: Option<Moment>,
}

impl ApiToken {
    /// Whether it still works at this moment.
    #[must_use]
    pub fn standing(&self, now: Moment) -> Standing {
        match self.revoked_at {
            Some(_) => Standing::Revoked,
            None if self.expires_at <= now => Standing::Expired,
            None => Standing::Good,
        }
    }

    /// Whether a use at this moment is worth writing down with `touch_token`.
    #[must_use]
    pub fn wants_touch(&self, now: Moment) -> bool {
        self.last_used_at
            .is_none_or(|last| last <= touched_before(now))
    }
}

const fn touched_before(now: Moment) -> Moment {
    now.plus_seconds(-TOUCH_EVERY)
}

/// A token in a list, with the names of those it has to do with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The token.
    pub token: ApiToken,
    /// The name of whom it acts as.
    pub owner: String,
    /// Their address.
    pub email: String,
    /// The name of who made it; nobody: the command line.
    pub made_by: Option<String>,
    /// The name of who ended it; nobody: the command line or the desk itself.
    pub revoked_by: Option<String>,
}

/// A token to be made.
#[derive(Clone, Copy, Debug)]
pub struct NewToken<'a> {
    /// What it is for.
    pub name: &'a str,
    /// What it may be used for.
    pub scopes: &'a [Scope],
    /// How long it lasts; nothing where what was typed is no length of time.
    pub lasts: Option<Lifetime>,
    /// The key of the form that asks for it, which makes one token however often it is sent.
    pub form: Option<&'a str>,
}

/// Whoever shows a good token: the token, and the person with their present rights.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bearer {
    /// The token that was shown.
    pub token: ApiToken,
    /// Whom it acts as.
    pub person: Person,
}

/// Makes a token for a person; the secret goes to whoever asked, only its fingerprint is kept. `by` is nobody at the
/// command line.
///
/// # Errors
/// A refusal that names `name`, `scope` or `expires`; `NotFound` when somebody asks for another person; `Conflict`
/// when the person is disabled or the form was sent before.
pub fn create_token(
    tx: &Tx<'_>,
    by: Option<&Person>,
    person: &Person,
    new: &NewToken<'_>,
) -> Outcome<(TokenId, Token)> {
    if by.is_some_and(|by| by.id != person.id) {
        return Err(Refusal::not_found().into());
    }
    if person.disabled {
        return Err(Refusal::conflict(format!("{} is disabled.", person.email)).into());
    }
    let name = clean_name(new.name);
    let lasts = check(&name, new)?;
    if token_of_form(tx, person, new.form)?.is_some() {
        return Err(Refusal::conflict("This form has made its token already.").into());
    }
    let secret = Token::for_api();
    let expires_at = tx.now().plus_seconds(lasts.seconds());
    let named = NewToken {
        name: &name,
        ..*new
    };
    let id = rows::insert_token(
        tx,
        (by.map(|by| by.id), person.id),
        &named,
        (&secret, expires_at),
    )?;
    noted(tx, by, Act::TokenMade, id)?;
    Ok((id, secret))
}

fn noted(tx: &Tx<'_>, by: Option<&Person>, act: Act, id: TokenId) -> Outcome<()> {
    audit::note_plainly(tx, by.map(|by| by.id.0), act, Subject::Token(id.0))
}

fn check(name: &str, new: &NewToken<'_>) -> Outcome<Lifetime> {
    let mut complaints = Complaints::default();
    if !name.chars().any(char::is_alphanumeric) || name.chars().count() > LONGEST_NAME {
        complaints.add("name", "Enter a name, up to 80 letters");
    }
    if new.scopes.is_empty() {
        complaints.add("scope", "Choose at least one thing that it may do");
    }
    let lasts = new.lasts.filter(|lasts| *lasts <= Lifetime::LONGEST);
    if lasts.is_none() {
        complaints.add("expires", "Choose how long it lasts, at most 365 days");
    }
    complaints.settle()?;
    lasts.ok_or_else(|| Refusal::not_found().into())
}

/// The token that a form has made already, if it was sent before.
///
/// # Errors
/// When the database fails.
pub fn token_of_form(tx: &Tx<'_>, person: &Person, form: Option<&str>) -> Outcome<Option<TokenId>> {
    let made = form.map(|key| rows::token_by_form(tx, person.id, key));
    Ok(made.transpose()?.flatten())
}

/// Who shows this secret, if it belongs to a token that still works and a person who may come in. One that we do not
/// know costs a hash and a look into an index, however long it is.
///
/// # Errors
/// When the database fails.
pub fn bearer(tx: &Tx<'_>, secret: &str) -> Outcome<Option<Arc<Bearer>>> {
    let secret = Token::received(secret).fingerprint();
    let known = tx.remembered(&secret, || {
        let Some(token) = rows::token_by_secret(tx, &secret)? else {
            return Ok(None);
        };
        let person = people::find(tx, token.person)?;
        Ok(person.map(|person| Bearer { token, person }))
    })?;
    Ok(known.filter(|bearer| bearer.token.expires_at > tx.now()))
}

/// Notes that a token was used; does nothing where that was noted in the last five minutes.
///
/// # Errors
/// When the database fails.
pub fn touch_token(tx: &Tx<'_>, id: TokenId) -> Outcome<()> {
    rows::touch_token(tx, id, touched_before(tx.now()))
}

/// Whose tokens somebody may see: everybody's (nothing), or their own.
fn whose(by: Option<&Person>) -> Option<PersonId> {
    by.filter(|by| !by.is(Role::Admin)).map(|by| by.id)
}

/// Tokens with those that have ended, newest first, from before a number on, at most `limit`: one's own, or for an
/// admin and the command line everybody's.
///
/// # Errors
/// When the database fails.
pub fn tokens(
    tx: &Tx<'_>,
    by: Option<&Person>,
    before: Option<TokenId>,
    limit: u32,
) -> Outcome<Vec<Listed>> {
    rows::list_tokens(tx, whose(by), before, limit)
}

/// The same, but of nobody else even for an admin.
///
/// # Errors
/// When the database fails.
pub fn own_tokens(
    tx: &Tx<'_>,
    person: &Person,
    before: Option<TokenId>,
    limit: u32,
) -> Outcome<Vec<Listed>> {
    rows::list_tokens(tx, Some(person.id), before, limit)
}

/// One token, if it is there and theirs to see.
///
/// # Errors
/// When the database fails.
pub fn find_token(tx: &Tx<'_>, by: Option<&Person>, id: TokenId) -> Outcome<Option<Listed>> {
    rows::find_token(tx, whose(by), id)
}

/// Ends a token: the next request that shows it is refused. One that has ended already stays as it is.
///
/// # Errors
/// `NotFound` when it is not there or not theirs to end.
pub fn revoke_token(tx: &Tx<'_>, by: Option<&Person>, id: TokenId) -> Outcome<()> {
    let found = find_token(tx, by, id)?.ok_or_else(Refusal::not_found)?;
    rows::revoke_token(tx, by.map(|by| by.id), found.token.id)?;
    noted(tx, by, Act::TokenRevoked, found.token.id)
}

/// How many working tokens end within the first span of days, and how many nobody has used for the second.
///
/// # Errors
/// When the database fails.
pub fn count_tokens_to_look_at(tx: &Tx<'_>, ends: i64, unused: i64) -> Outcome<(i64, i64)> {
    rows::count_tokens_to_look_at(tx, tx.now().plus_days(ends), tx.now().plus_days(-unused))
}
