//! Every statement about thanks, questions and the survey.

use crate::db::{Tx, bind};
use crate::drafts::DraftId;
use crate::feedback::remarks::{Remark, RemarkKind, Survey};
use crate::refusal::Outcome;

pub fn insert(tx: &Tx<'_>, draft: DraftId, (kind, words): (RemarkKind, &str)) -> Outcome<()> {
    tx.run(
        "insert into remarks (draft_id, kind, words, at) values (?1, ?2, ?3, ?4)",
        bind![draft, kind, words, tx.now()],
    )?;
    Ok(())
}

/// Answers the open question on a draft; false where there is none.
pub fn answer(tx: &Tx<'_>, draft: DraftId, answer: &str) -> Outcome<bool> {
    let changed = tx.run(
        "update remarks set answer = ?2, answered_at = ?3
         where draft_id = ?1 and kind = 'question' and answer is null",
        bind![draft, answer, tx.now()],
    )?;
    Ok(changed == 1)
}

pub fn of_draft(tx: &Tx<'_>, draft: DraftId) -> Outcome<Vec<Remark>> {
    tx.all(
        "select kind, words, at, answer from remarks where draft_id = ?1 order by id",
        bind![draft],
        |row| {
            Ok(Remark {
                kind: row.get("kind")?,
                words: row.get("words")?,
                at: row.get("at")?,
                answer: row.get("answer")?,
            })
        },
    )
}

/// What was said in the survey about the feedback on a draft.
///
/// # Errors
/// When the database fails.
pub fn survey(tx: &Tx<'_>, draft: DraftId) -> Outcome<Option<Survey>> {
    tx.one(
        "select helped, words from surveys where draft_id = ?1",
        bind![draft],
        |row| {
            Ok(Survey {
                helped: row.get("helped")?,
                words: row.get("words")?,
            })
        },
    )
}

pub fn set_survey(tx: &Tx<'_>, draft: DraftId, (helped, words): (u32, &str)) -> Outcome<()> {
    tx.run(
        "insert into surveys (draft_id, helped, words, at) values (?1, ?2, ?3, ?4)
         on conflict (draft_id) do update set helped = ?2, words = ?3, at = ?4",
        bind![draft, helped, words, tx.now()],
    )?;
    Ok(())
}
