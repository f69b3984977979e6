//! Statements about the addresses that are told.

use crate::clock::Moment;
use crate::db::{Row, Tx, bind, listed};
use crate::hooks::{Hook, HookId, OffWhy, Secret, Switch, Target, Typed};
use crate::people::PersonId;
use crate::refusal::Outcome;

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select h.id, h.owner_id, o.name as owner_name, h.name, h.format, h.url, h.host, h.token, h.kinds,
                    o.disabled_at is null and exists (
                        select 1 from person_roles r
                        where r.person_id = h.owner_id and r.role in ('coordinator', 'admin')) as owner_oversees,
                    h.course_id, h.tutor_id, h.paper_state, h.secret, h.old_secret, h.old_until, h.turns,
                    h.state, h.off_why, h.off_at, h.failing_since, h.failures, h.created_at
             from hooks h join people o on o.id = h.owner_id ",
            $rest
        )
    };
}

fn read(row: &Row<'_>) -> Outcome<Hook> {
    let kinds: String = row.get("kinds")?;
    let old: Option<Vec<u8>> = row.get("old_secret")?;
    let old_until: Option<Moment> = row.get("old_until")?;
    Ok(Hook {
        id: row.get("id")?,
        owner: row.get("owner_id")?,
        owner_name: row.get("owner_name")?,
        owner_oversees: row.get("owner_oversees")?,
        name: row.get("name")?,
        format: row.get("format")?,
        url: row.get("url")?,
        host: row.get("host")?,
        token: row.get("token")?,
        kinds: kinds.split_whitespace().map(str::to_owned).collect(),
        course: row.get("course_id")?,
        tutor: row.get("tutor_id")?,
        paper_state: row.get("paper_state")?,
        secrets: (Secret(row.get("secret")?), old.map(Secret).zip(old_until)),
        turns: row.get("turns")?,
        state: row.get("state")?,
        off_why: row.get("off_why")?,
        off_at: row.get("off_at")?,
        failing_since: row.get("failing_since")?,
        failures: row.get("failures")?,
        created_at: row.get("created_at")?,
    })
}

/// All webhooks that were not removed, by name.
///
/// # Errors
/// When the database fails.
pub fn list(tx: &Tx<'_>) -> Outcome<Vec<Hook>> {
    tx.all(
        select!("where h.state <> 'gone' order by h.name, h.id limit 1000"),
        &[],
        read,
    )
}

/// One webhook that was not removed.
///
/// # Errors
/// When the database fails.
pub fn find(tx: &Tx<'_>, id: HookId) -> Outcome<Option<Hook>> {
    tx.one(
        select!("where h.id = ?1 and h.state <> 'gone'"),
        bind![id],
        read,
    )
}

/// Some of all webhooks, also such as were removed.
pub fn among(tx: &Tx<'_>, ids: &[HookId]) -> Outcome<Vec<Hook>> {
    tx.all(
        select!("where h.id in (select value from json_each(?1)) order by h.id"),
        bind![listed(&ids)?],
        read,
    )
}

/// Whether there ever was one.
///
/// # Errors
/// When the database fails.
pub fn is_any(tx: &Tx<'_>) -> Outcome<bool> {
    let found = tx.one(
        "select exists (select 1 from hooks) as is_any",
        &[],
        |row| row.get("is_any"),
    )?;
    Ok(found.unwrap_or(false))
}

pub fn of_form(tx: &Tx<'_>, form: &str) -> Outcome<Option<HookId>> {
    tx.one("select id from hooks where form = ?1", bind![form], |row| {
        row.get("id")
    })
}

fn spaced(kinds: &[String]) -> String {
    if kinds.is_empty() {
        return String::new();
    }
    format!(" {} ", kinds.join(" "))
}

pub fn insert(
    tx: &Tx<'_>,
    owner: PersonId,
    (typed, target): (&Typed, &Target),
    secret: &Secret,
) -> Outcome<HookId> {
    let form = Some(typed.form.as_str()).filter(|form| !form.is_empty());
    tx.insert(
        "insert into hooks (owner_id, name, format, url, host, token, kinds, course_id, tutor_id, paper_state, secret, form,
                            state, created_at)
         values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, 'on', ?13)",
        bind![
            owner,
            typed.name.trim(),
            typed.format,
            &target.url,
            &target.host,
            typed.token.trim(),
            spaced(&typed.kinds),
            typed.course,
            typed.tutor,
            &typed.paper_state,
            &secret.0,
            form,
            tx.now()
        ],
    )
    .map(HookId)
}

pub fn update(
    tx: &Tx<'_>,
    id: HookId,
    owner: PersonId,
    (typed, target): (&Typed, &Target),
) -> Outcome<()> {
    tx.run(
        "update hooks set owner_id = ?2, name = ?3, format = ?4, url = ?5, host = ?6,
                          token = ?7, kinds = ?8, course_id = ?9, tutor_id = ?10, paper_state = ?11
         where id = ?1",
        bind![
            id,
            owner,
            typed.name.trim(),
            typed.format,
            &target.url,
            &target.host,
            typed.token.trim(),
            spaced(&typed.kinds),
            typed.course,
            typed.tutor,
            &typed.paper_state
        ],
    )?;
    Ok(())
}

/// Another key signs from now on; the one before it signs too, until then.
pub fn turn(tx: &Tx<'_>, id: HookId, secret: &Secret, old_until: Moment) -> Outcome<()> {
    tx.run(
        "update hooks set old_secret = secret, old_until = ?3, secret = ?2, turns = turns + 1 where id = ?1",
        bind![id, &secret.0, old_until],
    )?;
    Ok(())
}

pub fn set_on(tx: &Tx<'_>, id: HookId) -> Outcome<()> {
    tx.run(
        "update hooks set state = 'on', off_why = null, off_at = null, failing_since = null, failures = 0 where id = ?1",
        bind![id],
    )?;
    Ok(())
}

/// Switches it off; what waits for it is held from now on. False where it was not on.
pub fn set_off(tx: &Tx<'_>, id: HookId, why: OffWhy) -> Outcome<bool> {
    let changed = tx.run(
        "update hooks set state = 'off', off_why = ?2, off_at = ?3 where id = ?1 and state = 'on'",
        bind![id, why, tx.now()],
    )?;
    tx.run(
        "update hook_deliveries set state = 'held' where hook_id = ?1 and state = 'pending'",
        bind![id],
    )?;
    Ok(changed == 1)
}

/// Removes it: its secrets and its address are forgotten, its log stays. What could not be told can be told no more, so it
/// waits for nobody.
pub fn set_gone(tx: &Tx<'_>, id: HookId) -> Outcome<()> {
    tx.run(
        "update hooks set state = ?2, off_why = coalesce(off_why, 'asked'), off_at = coalesce(off_at, ?3), url = '', token = '',
                          secret = x'', old_secret = null, old_until = null, form = null
         where id = ?1",
        bind![id, Switch::Gone, tx.now()],
    )?;
    tx.run(
        "update hook_deliveries set state = 'cancelled', finished_at = coalesce(finished_at, ?2)
         where hook_id = ?1 and state in ('pending', 'held', 'failed')",
        bind![id, tx.now()],
    )?;
    Ok(())
}

/// A success ends the count of failures.
pub fn set_well(tx: &Tx<'_>, id: HookId) -> Outcome<()> {
    tx.run(
        "update hooks set failing_since = null, failures = 0 where id = ?1 and failing_since is not null",
        bind![id],
    )?;
    Ok(())
}

/// Counts a failure; gives since when there was nothing else, and how many.
pub fn count_failure(tx: &Tx<'_>, id: HookId) -> Outcome<Option<(Moment, u32)>> {
    tx.run(
        "update hooks set failing_since = coalesce(failing_since, ?2), failures = failures + 1 where id = ?1 and state = 'on'",
        bind![id, tx.now()],
    )?;
    tx.one(
        "select failing_since, failures from hooks where id = ?1 and failing_since is not null",
        bind![id],
        |row| Ok((row.get("failing_since")?, row.get("failures")?)),
    )
}

/// Whether there is such a course.
pub fn has_course(tx: &Tx<'_>, course: i64) -> Outcome<bool> {
    let found = tx.one(
        "select id from courses where id = ?1",
        bind![course],
        |_| Ok(()),
    );
    Ok(found?.is_some())
}

/// How many there are.
pub fn count(tx: &Tx<'_>) -> Outcome<i64> {
    let counted = tx.one(
        "select count(*) as n from hooks where state <> 'gone'",
        &[],
        |row| row.get("n"),
    )?;
    Ok(counted.unwrap_or(0))
}
