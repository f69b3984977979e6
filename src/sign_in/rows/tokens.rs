//! Every statement about API tokens.

use crate::clock::Moment;
use crate::db::{Row, Tx, bind};
use crate::people::PersonId;
use crate::refusal::{Fault, Outcome};
use crate::sign_in::Token;
use crate::sign_in::tokens::{ApiToken, Listed, NewToken, Scope, TokenId};

macro_rules! select {
    ($more:literal, $rest:literal) => {
        concat!(
            "select t.id, t.person_id, t.name, t.created_at, t.created_by, t.expires_at, t.last_used_at, t.revoked_at,
                    (select group_concat(s.scope, ' ') from api_token_scopes s where s.token_id = t.id) as scopes",
            $more,
            " from api_tokens t join people p on p.id = t.person_id ",
            $rest
        )
    };
}

macro_rules! listed {
    ($rest:literal) => {
        select!(
            ", p.name as owner, p.email,
               (select m.name from people m where m.id = t.created_by) as made_by,
               (select e.name from people e where e.id = t.revoked_by) as revoked_by",
            $rest
        )
    };
}

fn read(row: &Row<'_>) -> Outcome<ApiToken> {
    Ok(ApiToken {
        id: row.get("id")?,
        person: row.get("person_id")?,
        name: row.get("name")?,
        created_at: row.get("created_at")?,
        created_by: row.get("created_by")?,
        expires_at: row.get("expires_at")?,
        last_used_at: row.get("last_used_at")?,
        revoked_at: row.get("revoked_at")?,
        scopes: scopes(&row.get::<String>("scopes")?)?,
    })
}

fn scopes(words: &str) -> Result<Vec<Scope>, Fault> {
    let parse =
        |word| Scope::parse(word).ok_or_else(|| Fault::new(format!("unknown scope {word}")));
    let mut scopes = words
        .split_whitespace()
        .map(parse)
        .collect::<Result<Vec<_>, _>>()?;
    scopes.sort_unstable();
    Ok(scopes)
}

fn read_listed(row: &Row<'_>) -> Outcome<Listed> {
    Ok(Listed {
        token: read(row)?,
        owner: row.get("owner")?,
        email: row.get("email")?,
        made_by: row.get("made_by")?,
        revoked_by: row.get("revoked_by")?,
    })
}

pub fn insert_token(
    tx: &Tx<'_>,
    (by, person): (Option<PersonId>, PersonId),
    new: &NewToken<'_>,
    (secret, expires_at): (&Token, Moment),
) -> Outcome<TokenId> {
    let id = tx.insert(
        "insert into api_tokens (token_hash, person_id, name, form_key, created_at, created_by, expires_at)
         values (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        bind![&secret.fingerprint(), person, new.name, new.form, tx.now(), by, expires_at],
    )?;
    for scope in new.scopes {
        tx.run(
            "insert or ignore into api_token_scopes (token_id, scope) values (?1, ?2)",
            bind![id, *scope],
        )?;
    }
    Ok(TokenId(id))
}

pub fn token_by_form(tx: &Tx<'_>, person: PersonId, key: &str) -> Outcome<Option<TokenId>> {
    tx.one(
        "select id from api_tokens where person_id = ?1 and form_key = ?2",
        bind![person, key],
        |row| row.get("id"),
    )
}

/// The token behind the fingerprint of a secret, if it was not ended before its time and its person may come in.
pub fn token_by_secret(tx: &Tx<'_>, fingerprint: &[u8]) -> Outcome<Option<ApiToken>> {
    tx.one(
        select!(
            "",
            "where t.token_hash = ?1 and t.revoked_at is null and p.disabled_at is null"
        ),
        bind![fingerprint],
        read,
    )
}

/// Tokens before a number, newest first; of one person, or of everybody.
pub fn list_tokens(
    tx: &Tx<'_>,
    person: Option<PersonId>,
    before: Option<TokenId>,
    limit: u32,
) -> Outcome<Vec<Listed>> {
    tx.all(
        listed!(
            "where (?1 is null or t.person_id = ?1) and (?2 is null or t.id < ?2) order by t.id desc limit ?3"
        ),
        bind![person, before, limit],
        read_listed,
    )
}

/// A token by its number; of one person, or of anybody.
pub fn find_token(tx: &Tx<'_>, person: Option<PersonId>, id: TokenId) -> Outcome<Option<Listed>> {
    tx.one(
        listed!("where t.id = ?2 and (?1 is null or t.person_id = ?1)"),
        bind![person, id],
        read_listed,
    )
}

pub fn touch_token(tx: &Tx<'_>, id: TokenId, unless_since: Moment) -> Outcome<()> {
    tx.run(
        "update api_tokens set last_used_at = ?2
         where id = ?1 and (last_used_at is null or last_used_at <= ?3)",
        bind![id, tx.now(), unless_since],
    )?;
    Ok(())
}

pub fn revoke_token(tx: &Tx<'_>, by: Option<PersonId>, id: TokenId) -> Outcome<()> {
    tx.run(
        "update api_tokens set revoked_at = ?2, revoked_by = ?3 where id = ?1 and revoked_at is null",
        bind![id, tx.now(), by],
    )?;
    Ok(())
}

/// Ends every token of one person.
pub fn revoke_tokens_of(tx: &Tx<'_>, person: PersonId) -> Outcome<()> {
    tx.run(
        "update api_tokens set revoked_at = ?2 where person_id = ?1 and revoked_at is null",
        bind![person, tx.now()],
    )?;
    Ok(())
}

/// Ends every token of everybody.
pub fn revoke_all_tokens(tx: &Tx<'_>) -> Outcome<()> {
    tx.run(
        "update api_tokens set revoked_at = ?1 where revoked_at is null",
        bind![tx.now()],
    )?;
    Ok(())
}

/// Working tokens that end before a moment, and those that nobody has used since another one.
pub fn count_tokens_to_look_at(
    tx: &Tx<'_>,
    ends_before: Moment,
    unused_since: Moment,
) -> Outcome<(i64, i64)> {
    let counted = tx.one(
        "select count(*) filter (where expires_at <= ?2) as ending,
                count(*) filter (where coalesce(last_used_at, created_at) <= ?3) as unused
         from api_tokens where revoked_at is null and expires_at > ?1",
        bind![tx.now(), ends_before, unused_since],
        |row| Ok((row.get("ending")?, row.get("unused")?)),
    )?;
    Ok(counted.unwrap_or_default())
}
