//! Every statement about papers being prepared.

use crate::clock::Moment;
use crate::db::{Row, Tx, bind};
use crate::drafts::ManuscriptId;
use crate::events::PaperNumber;
use crate::papers::preparation::Preparation;
use crate::people::PersonId;
use crate::refusal::{Fault, Outcome};

fn read(row: &Row<'_>) -> Outcome<(Preparation, Option<ManuscriptId>)> {
    let form: String = row.get("form")?;
    let form =
        serde_json::from_str(&form).map_err(|error| Fault::from_error("reading a form", error))?;
    let preparation = Preparation {
        id: row.get("id")?,
        form,
        manuscript: None,
        sent_as: row.get("sent_as")?,
    };
    Ok((preparation, row.get("manuscript_id")?))
}

/// A person's own preparation, and which manuscript belongs to it.
pub fn find_for(
    tx: &Tx<'_>,
    person: PersonId,
    id: &str,
) -> Outcome<Option<(Preparation, Option<ManuscriptId>)>> {
    tx.one(
        "select id, form, manuscript_id, sent_as from preparations where id = ?1 and person_id = ?2",
        bind![id, person],
        read,
    )
}

pub fn upsert(
    tx: &Tx<'_>,
    (id, person): (&str, PersonId),
    form: &str,
    manuscript: Option<ManuscriptId>,
) -> Outcome<()> {
    tx.run(
        "insert into preparations (id, person_id, form, manuscript_id, updated_at) values (?1, ?2, ?3, ?4, ?5)
         on conflict (id) do update
         set form = excluded.form, manuscript_id = excluded.manuscript_id, updated_at = excluded.updated_at",
        bind![id, person, form, manuscript, tx.now()],
    )?;
    Ok(())
}

/// What was handed in belongs to the paper from here on, so that a file swapped there is gone everywhere; `form` is
/// what may stay of what was typed.
pub fn set_sent(tx: &Tx<'_>, id: &str, number: PaperNumber, form: &str) -> Outcome<()> {
    tx.run(
        "update preparations set sent_as = ?2, manuscript_id = null, form = ?3, updated_at = ?4 where id = ?1",
        bind![id, number, form, tx.now()],
    )?;
    Ok(())
}

/// A person's unsent ones beyond this many of the newest, and the manuscript of each.
pub fn unsent_beyond(
    tx: &Tx<'_>,
    person: PersonId,
    kept: u32,
) -> Outcome<Vec<(String, Option<ManuscriptId>)>> {
    tx.all(
        "select id, manuscript_id from preparations indexed by preparations_unsent
         where person_id = ?1 and sent_as is null order by updated_at desc, id desc limit -1 offset ?2",
        bind![person, kept],
        |row| Ok((row.get("id")?, row.get("manuscript_id")?)),
    )
}

pub fn delete(tx: &Tx<'_>, id: &str) -> Outcome<()> {
    tx.run("delete from preparations where id = ?1", bind![id])?;
    Ok(())
}

/// Deletes those not touched since a moment, at most 200 at once; gives the manuscript of each.
pub fn delete_untouched_since(tx: &Tx<'_>, since: Moment) -> Outcome<Vec<Option<ManuscriptId>>> {
    tx.all(
        "delete from preparations where id in
             (select id from preparations where updated_at < ?1 order by updated_at limit 200)
         returning manuscript_id",
        bind![since],
        |row| row.get("manuscript_id"),
    )
}

/// When a student sent the paper that this many newer ones follow.
pub fn sent_before_newest(tx: &Tx<'_>, student: PersonId, newer: u32) -> Outcome<Option<Moment>> {
    tx.one(
        "select submitted_at from papers where student_id = ?1 order by number desc limit 1 offset ?2",
        bind![student, newer],
        |row| row.get("submitted_at"),
    )
}

/// The same, those that ended without feedback aside.
pub fn kept_before_newest(tx: &Tx<'_>, student: PersonId, newer: u32) -> Outcome<Option<Moment>> {
    tx.one(
        "select submitted_at from papers
         where student_id = ?1 and state not in ('withdrawn', 'sent_back')
         order by number desc limit 1 offset ?2",
        bind![student, newer],
        |row| row.get("submitted_at"),
    )
}
