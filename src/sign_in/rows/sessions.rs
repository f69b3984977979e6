//! Every statement about sessions: whose a browser is, and since when.

use crate::clock::Moment;
use crate::db::{Tx, bind};
use crate::people::{self, Person, PersonId};
use crate::refusal::Outcome;
use crate::sign_in::{SessionId, Token, idle_since};

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

pub fn insert_session(
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

pub fn delete_session(tx: &Tx<'_>, person: PersonId, id: SessionId) -> Outcome<()> {
    tx.run(
        "delete from sessions where id = ?1 and person_id = ?2",
        bind![id, person],
    )?;
    Ok(())
}

pub fn delete_other_sessions(tx: &Tx<'_>, person: PersonId, kept: SessionId) -> Outcome<()> {
    tx.run(
        "delete from sessions where person_id = ?1 and id <> ?2",
        bind![person, kept],
    )?;
    Ok(())
}
