//! Every statement about codes, links, passwords, sessions and tries; those about API tokens have a file of their own.

pub mod feeds;
mod tokens;

use super::{SessionId, Token, idle_since};
use crate::clock::Moment;
use crate::db::{Tx, bind};
use crate::people::{self, Email, Person, PersonId};
use crate::refusal::Outcome;

pub(super) use tokens::{
    count_tokens_to_look_at, find_token, insert_token, list_tokens, revoke_token, revoke_tokens_of,
    token_by_form, token_by_secret, touch_token,
};

/// Keeps a code beside the one before it; still older ones of the address are void.
pub(super) fn insert_code(
    tx: &Tx<'_>,
    email: &Email,
    (code_hash, link): (&[u8], &Token),
    expires_at: Moment,
) -> Outcome<()> {
    tx.run(
        "delete from sign_in_codes where expires_at < ?1",
        bind![tx.now()],
    )?;
    tx.run(
        "insert into sign_in_codes (email, code_hash, link_hash, created_at, expires_at) values (?1, ?2, ?3, ?4, ?5)",
        bind![email, code_hash, &link.fingerprint(), tx.now(), expires_at],
    )?;
    tx.run(
        "delete from sign_in_codes where email = ?1
           and id not in (select id from sign_in_codes where email = ?1 order by id desc limit 2)",
        bind![email],
    )?;
    Ok(())
}

/// The fingerprints of an address's codes that are still good, and were tried less often than this.
pub(super) fn open_codes(tx: &Tx<'_>, email: &Email, tries: u32) -> Outcome<Vec<Vec<u8>>> {
    tx.all(
        "select code_hash from sign_in_codes
         where email = ?1 and used_at is null and expires_at > ?2 and tries < ?3",
        bind![email, tx.now(), tries],
        |row| row.get("code_hash"),
    )
}

pub(super) fn email_by_link(tx: &Tx<'_>, token: &Token) -> Outcome<Option<String>> {
    tx.one(
        "select email from sign_in_codes where link_hash = ?1 and used_at is null and expires_at > ?2",
        bind![&token.fingerprint(), tx.now()],
        |row| row.get("email"),
    )
}

/// Counts a wrong code on every open one of the address.
pub(super) fn count_try(tx: &Tx<'_>, email: &Email) -> Outcome<()> {
    tx.run(
        "update sign_in_codes set tries = tries + 1 where email = ?1 and used_at is null",
        bind![email],
    )?;
    Ok(())
}

/// Uses up every code and mailed link of the address: whoever came in needs no other.
pub(super) fn use_codes(tx: &Tx<'_>, email: &Email) -> Outcome<()> {
    tx.run(
        "update sign_in_codes set used_at = ?2 where email = ?1 and used_at is null",
        bind![email, tx.now()],
    )?;
    Ok(())
}

/// Keeps a link for a person, or one to set up the centre; older ones of the same kind are void.
pub(super) fn insert_link(
    tx: &Tx<'_>,
    (person, token): (Option<&Person>, &Token),
    expires_at: Moment,
) -> Outcome<()> {
    let purpose = if person.is_some() { "sign_in" } else { "setup" };
    let (id, epoch) = person.map(|it| (it.id, it.auth_epoch)).unzip();
    tx.run(
        "update sign_in_links set used_at = ?2 where person_id is ?1 and used_at is null",
        bind![id, tx.now()],
    )?;
    tx.run(
        "insert into sign_in_links (token_hash, purpose, person_id, auth_epoch, created_at, expires_at)
         values (?1, ?2, ?3, ?4, ?5, ?6)",
        bind![&token.fingerprint(), purpose, id, epoch, tx.now(), expires_at],
    )?;
    Ok(())
}

/// Whom a link signs in that is unused and still good. One of before they were disabled, given other roles or signed
/// out everywhere is void.
pub(super) fn person_by_link(tx: &Tx<'_>, token: &Token) -> Outcome<Option<PersonId>> {
    tx.one(
        "select l.person_id from sign_in_links l join people p on p.id = l.person_id
         where l.token_hash = ?1 and l.used_at is null and l.expires_at > ?2 and l.auth_epoch = p.auth_epoch",
        bind![&token.fingerprint(), tx.now()],
        |row| row.get("person_id"),
    )
}

pub(super) fn is_setup_link(tx: &Tx<'_>, token: &Token) -> Outcome<bool> {
    let found = tx.one(
        "select 1 from sign_in_links
         where token_hash = ?1 and purpose = 'setup' and used_at is null and expires_at > ?2",
        bind![&token.fingerprint(), tx.now()],
        |_| Ok(()),
    )?;
    Ok(found.is_some())
}

pub(super) fn use_link(tx: &Tx<'_>, token: &Token) -> Outcome<()> {
    tx.run(
        "update sign_in_links set used_at = ?2 where token_hash = ?1 and used_at is null",
        bind![&token.fingerprint(), tx.now()],
    )?;
    Ok(())
}

pub(super) fn password(tx: &Tx<'_>, person: PersonId) -> Outcome<Option<String>> {
    let found = tx.one(
        "select password_hash from people where id = ?1",
        bind![person],
        |row| row.get("password_hash"),
    )?;
    Ok(found.flatten())
}

/// Whether a person set a password.
///
/// # Errors
/// When the database fails.
pub fn has_password(tx: &Tx<'_>, person: PersonId) -> Outcome<bool> {
    Ok(password(tx, person)?.is_some())
}

pub(super) fn set_password(tx: &Tx<'_>, person: PersonId, hash: Option<&str>) -> Outcome<()> {
    tx.run(
        "update people set password_hash = ?2 where id = ?1",
        bind![person, hash],
    )?;
    Ok(())
}

/// One browser that is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its number.
    pub id: SessionId,
    /// What the browser calls itself.
    pub device: String,
    /// When it began.
    pub created_at: Moment,
    /// When it was last used.
    pub seen_at: Moment,
}

pub(super) fn insert_session(
    tx: &Tx<'_>,
    person: &Person,
    (token, device): (&Token, &str),
    expires_at: Moment,
) -> Outcome<()> {
    tx.run(
        "delete from sessions where expires_at < ?1",
        bind![tx.now()],
    )?;
    tx.run(
        "insert into sessions (token_hash, person_id, auth_epoch, device, created_at, seen_at, expires_at)
         values (?1, ?2, ?3, ?4, ?5, ?5, ?6)",
        bind![&token.fingerprint(), person.id, person.auth_epoch, device, tx.now(), expires_at],
    )?;
    Ok(())
}

/// The living session behind a browser's token, and whose it is.
///
/// # Errors
/// When the database fails.
pub fn find_session(tx: &Tx<'_>, token: &Token) -> Outcome<Option<(Session, Person)>> {
    let fingerprint = token.fingerprint();
    let known = tx.remembered(&fingerprint, || living_session(tx, &fingerprint))?;
    let is_over = |visit: &Visit| {
        visit.expires_at <= tx.now() || visit.session.seen_at <= idle_since(tx.now())
    };
    let known = known.filter(|visit| !is_over(visit));
    Ok(known.map(|visit| (visit.session.clone(), visit.person.clone())))
}

/// A session, whose it is, and when it ends however often it is used.
struct Visit {
    session: Session,
    person: Person,
    expires_at: Moment,
}

fn living_session(tx: &Tx<'_>, fingerprint: &[u8]) -> Outcome<Option<Visit>> {
    let found = tx.one(
        "select s.id, s.device, s.created_at, s.seen_at, s.expires_at, s.person_id
         from sessions s join people p on p.id = s.person_id
         where s.token_hash = ?1 and s.auth_epoch = p.auth_epoch and p.disabled_at is null",
        bind![fingerprint],
        |row| {
            let session = Session {
                id: row.get("id")?,
                device: row.get("device")?,
                created_at: row.get("created_at")?,
                seen_at: row.get("seen_at")?,
            };
            let expires_at: Moment = row.get("expires_at")?;
            Ok((session, expires_at, row.get::<PersonId>("person_id")?))
        },
    )?;
    let Some((session, expires_at, person)) = found else {
        return Ok(None);
    };
    Ok(people::find(tx, person)?.map(|person| Visit {
        session,
        person,
        expires_at,
    }))
}

/// Notes that a session was used.
///
/// # Errors
/// When the database fails.
pub fn touch(tx: &Tx<'_>, id: SessionId) -> Outcome<()> {
    tx.run(
        "update sessions set seen_at = ?2 where id = ?1",
        bind![id, tx.now()],
    )?;
    Ok(())
}

/// A person's living sessions, newest first.
///
/// # Errors
/// When the database fails.
pub fn sessions_of(tx: &Tx<'_>, person: &Person) -> Outcome<Vec<Session>> {
    tx.all(
        "select id, device, created_at, seen_at from sessions
         where person_id = ?1 and auth_epoch = ?2 and expires_at > ?3 and seen_at > ?4 order by seen_at desc, id desc",
        bind![person.id, person.auth_epoch, tx.now(), idle_since(tx.now())],
        |row| {
            Ok(Session {
                id: row.get("id")?,
                device: row.get("device")?,
                created_at: row.get("created_at")?,
                seen_at: row.get("seen_at")?,
            })
        },
    )
}

pub(super) fn delete_session(tx: &Tx<'_>, person: PersonId, id: SessionId) -> Outcome<()> {
    tx.run(
        "delete from sessions where id = ?1 and person_id = ?2",
        bind![id, person],
    )?;
    Ok(())
}

pub(super) fn delete_other_sessions(tx: &Tx<'_>, person: PersonId, kept: SessionId) -> Outcome<()> {
    tx.run(
        "delete from sessions where person_id = ?1 and id <> ?2",
        bind![person, kept],
    )?;
    Ok(())
}

/// Ends every session and every API token, and voids every code and link: for a desk that came back from a backup, in
/// which what was revoked since would be good again.
///
/// # Errors
/// When the database fails.
pub fn forget_everything(tx: &Tx<'_>) -> Outcome<()> {
    tx.run("delete from sessions", &[])?;
    tx.run("delete from sign_in_codes", &[])?;
    tx.run("delete from sign_in_links", &[])?;
    tokens::revoke_all_tokens(tx)
}

pub(super) fn tries_since(tx: &Tx<'_>, key: &str, since: Moment) -> Outcome<i64> {
    let counted = tx.one(
        "select count(*) as n from sign_in_tries where key = ?1 and at > ?2",
        bind![key, since],
        |row| row.get("n"),
    )?;
    Ok(counted.unwrap_or(0))
}

pub(super) fn insert_try(tx: &Tx<'_>, key: &str) -> Outcome<()> {
    tx.run(
        "insert into sign_in_tries (key, at) values (?1, ?2)",
        bind![key, tx.now()],
    )?;
    Ok(())
}

pub(super) fn delete_tries_before(tx: &Tx<'_>, before: Moment) -> Outcome<()> {
    tx.run("delete from sign_in_tries where at <= ?1", bind![before])?;
    Ok(())
}
