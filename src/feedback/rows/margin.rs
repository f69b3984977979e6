//! Every statement about comments that came in Word files.

use crate::db::{Row, Tx, bind};
use crate::drafts::DraftId;
use crate::feedback::PieceId;
use crate::feedback::margin::{Found, Loose, MarginId};
use crate::refusal::Outcome;

/// Whether this very comment came before.
pub fn is_known(tx: &Tx<'_>, draft: DraftId, sign: &[u8; 32]) -> Outcome<bool> {
    let known = tx.one(
        "select exists (select 1 from margin_notes where draft_id = ?1 and sign = ?2) as known",
        bind![draft, &sign[..]],
        |row| row.get("known"),
    )?;
    Ok(known.unwrap_or(false))
}

pub fn insert(tx: &Tx<'_>, draft: DraftId, found: &Found, piece: Option<PieceId>) -> Outcome<()> {
    tx.run(
        "insert into margin_notes (draft_id, sign, kind, words, quote, piece_id, came_at)
         values (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        bind![
            draft,
            &found.sign[..],
            found.kind,
            &found.words,
            &found.quote,
            piece,
            tx.now()
        ],
    )?;
    Ok(())
}

/// The comments on a draft that have no place yet, also those left out, in the order in which they came.
///
/// # Errors
/// When the database fails.
pub fn loose(tx: &Tx<'_>, draft: DraftId) -> Outcome<Vec<Loose>> {
    tx.all(
        "select id, kind, words, quote, left_at is not null as left_out
         from margin_notes where draft_id = ?1 and piece_id is null order by id",
        bind![draft],
        read,
    )
}

/// One of them.
///
/// # Errors
/// When the database fails.
pub fn find(tx: &Tx<'_>, draft: DraftId, id: MarginId) -> Outcome<Option<Loose>> {
    tx.one(
        "select id, kind, words, quote, left_at is not null as left_out
         from margin_notes where draft_id = ?1 and id = ?2 and piece_id is null",
        bind![draft, id],
        read,
    )
}

fn read(row: &Row<'_>) -> Outcome<Loose> {
    Ok(Loose {
        id: row.get("id")?,
        kind: row.get("kind")?,
        words: row.get("words")?,
        quote: row.get("quote")?,
        left_out: row.get("left_out")?,
    })
}

/// The note that a comment became.
pub fn piece_of(tx: &Tx<'_>, draft: DraftId, id: MarginId) -> Outcome<Option<PieceId>> {
    let piece = tx.one(
        "select piece_id from margin_notes where draft_id = ?1 and id = ?2",
        bind![draft, id],
        |row| row.get("piece_id"),
    )?;
    Ok(piece.flatten())
}

pub fn set_piece(tx: &Tx<'_>, id: MarginId, piece: PieceId) -> Outcome<()> {
    tx.run(
        "update margin_notes set piece_id = ?2, left_at = null where id = ?1 and piece_id is null",
        bind![id, piece],
    )?;
    Ok(())
}

pub fn set_left(tx: &Tx<'_>, id: MarginId, left: bool) -> Outcome<()> {
    tx.run(
        "update margin_notes set left_at = ?2 where id = ?1 and piece_id is null",
        bind![id, left.then(|| tx.now())],
    )?;
    Ok(())
}
