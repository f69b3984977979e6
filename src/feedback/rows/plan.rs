//! Every statement about plans.

use crate::db::{Tx, bind};
use crate::feedback::pieces::PieceId;
use crate::feedback::plan::{Item, ItemId};
use crate::papers::PaperNumber;
use crate::refusal::Outcome;

/// Everything in a paper's plan, in the student's order; a note's words are those that were returned last.
pub fn items(tx: &Tx<'_>, paper: PaperNumber) -> Outcome<Vec<Item>> {
    tx.all(
        "select i.id, i.piece_id, i.set_aside, i.done_at,
                coalesce((select n.words from returned_notes n join returns r on r.id = n.return_id
                          where n.piece_id = i.piece_id and r.undone_at is null
                          order by r.version desc limit 1), i.words) as words
         from plan_items i where i.paper = ?1 order by i.place, i.id",
        bind![paper],
        |row| {
            Ok(Item {
                id: row.get("id")?,
                piece: row.get("piece_id")?,
                words: row.get("words")?,
                set_aside: row.get("set_aside")?,
                done_at: row.get("done_at")?,
            })
        },
    )
}

/// Whether a note was returned on one of the paper's drafts.
pub fn was_returned(tx: &Tx<'_>, paper: PaperNumber, piece: PieceId) -> Outcome<bool> {
    let found = tx.one(
        "select exists (select 1 from pieces p join drafts d on d.id = p.draft_id
                        join returns r on r.draft_id = d.id and r.undone_at is null
                        join returned_notes n on n.return_id = r.id and n.piece_id = p.id
                        where p.id = ?2 and d.paper = ?1) as returned",
        bind![paper, piece],
        |row| row.get("returned"),
    )?;
    Ok(found.unwrap_or(false))
}

pub fn choose(tx: &Tx<'_>, paper: PaperNumber, piece: PieceId, set_aside: bool) -> Outcome<()> {
    tx.run(
        "insert into plan_items (paper, piece_id, words, place, set_aside, made_at)
         values (?1, ?2, '', (select coalesce(max(place), 0) + 1 from plan_items where paper = ?1), ?3, ?4)
         on conflict (piece_id) where piece_id is not null do update set set_aside = ?3",
        bind![paper, piece, set_aside, tx.now()],
    )?;
    Ok(())
}

pub fn insert_own(tx: &Tx<'_>, paper: PaperNumber, words: &str) -> Outcome<()> {
    tx.run(
        "insert into plan_items (paper, words, place, made_at)
         values (?1, ?2, (select coalesce(max(place), 0) + 1 from plan_items where paper = ?1), ?3)",
        bind![paper, words, tx.now()],
    )?;
    Ok(())
}

pub fn forget(tx: &Tx<'_>, paper: PaperNumber, piece: PieceId) -> Outcome<()> {
    tx.run(
        "delete from plan_items where paper = ?1 and piece_id = ?2",
        bind![paper, piece],
    )?;
    Ok(())
}

pub fn set_done(tx: &Tx<'_>, id: ItemId, done: bool) -> Outcome<()> {
    tx.run(
        "update plan_items set done_at = ?2 where id = ?1",
        bind![id, done.then(|| tx.now())],
    )?;
    Ok(())
}

pub fn remove(tx: &Tx<'_>, id: ItemId) -> Outcome<()> {
    tx.run("delete from plan_items where id = ?1", bind![id])?;
    Ok(())
}

/// Lets two items change their places.
pub fn swap(tx: &Tx<'_>, one: ItemId, other: ItemId) -> Outcome<()> {
    tx.run(
        "update plan_items set place = (select sum(place) from plan_items where id in (?1, ?2)) - place
         where id in (?1, ?2)",
        bind![one, other],
    )?;
    Ok(())
}
