//! Every statement about what students want of their drafts, beside the paper's own.

use crate::db::{Tx, bind};
use crate::drafts::DraftId;
use crate::papers::{PaperNumber, Wish};
use crate::refusal::{Fault, Outcome};

/// Keeps what a paper's student wants now as what they wanted of a draft.
pub fn keep_with(tx: &Tx<'_>, draft: DraftId, number: PaperNumber) -> Outcome<()> {
    tx.run(
        "insert into wishes_before (draft_id, concerns, question)
         select ?1, concerns, question from papers where number = ?2",
        bind![draft, number],
    )?;
    Ok(())
}

pub fn set(tx: &Tx<'_>, number: PaperNumber, (concerns, question): (&str, &str)) -> Outcome<()> {
    tx.run(
        "update papers set concerns = ?2, question = ?3 where number = ?1",
        bind![number, concerns, question],
    )?;
    Ok(())
}

/// What a student wanted of an earlier draft.
///
/// # Errors
/// When the database fails.
pub fn before(tx: &Tx<'_>, draft: DraftId) -> Outcome<Option<Wish>> {
    tx.one(
        "select concerns, question from wishes_before where draft_id = ?1",
        bind![draft],
        |row| {
            let concerns: String = row.get("concerns")?;
            Ok(Wish {
                concerns: serde_json::from_str(&concerns)
                    .map_err(|error| Fault::from_error("reading a draft's concerns", error))?,
                question: row.get("question")?,
            })
        },
    )
}
