//! Every statement about codes, links, passwords and tries; those about sessions, API tokens and feeds have files of their own.

pub mod feeds;
mod sessions;
mod tokens;

use super::Token;
use crate::clock::Moment;
use crate::db::{Tx, bind};
use crate::people::{Email, Person, PersonId};
use crate::refusal::Outcome;

pub use sessions::{Session, find_session, sessions_of, touch};
pub(super) use sessions::{delete_other_sessions, delete_session, insert_session};
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
