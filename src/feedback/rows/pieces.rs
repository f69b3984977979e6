//! Every statement about letters and notes in hand.

use crate::clock::Moment;
use crate::db::{Row, Tx, bind};
use crate::drafts::DraftId;
use crate::drafts::reading::Span;
use crate::feedback::pieces::{Before, Kind, Piece, PieceId, VersionId};
use crate::feedback::place::Place;
use crate::people::PersonId;
use crate::refusal::Outcome;

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select p.id, p.kind, p.starts, p.ends, p.exact, p.prefix, p.suffix, p.words, a.name as author, p.version,
                    p.sitting, p.updated_at, p.deleted_at is not null as deleted
             from pieces p join people a on a.id = p.author_id ",
            $rest
        )
    };
}

fn read(row: &Row<'_>) -> Outcome<Piece> {
    Ok(Piece {
        id: row.get("id")?,
        kind: row.get("kind")?,
        place: read_place(row)?,
        words: row.get("words")?,
        author: row.get("author")?,
        version: row.get("version")?,
        sitting: row.get("sitting")?,
        updated_at: row.get("updated_at")?,
        deleted: row.get("deleted")?,
    })
}

/// A place out of the columns `starts`, `ends`, `exact`, `prefix` and `suffix`.
pub fn read_place(row: &Row<'_>) -> Outcome<Option<Place>> {
    let starts: Option<u32> = row.get("starts")?;
    let Some(start) = starts else {
        return Ok(None);
    };
    Ok(Some(Place {
        span: Span {
            start,
            end: row.get("ends")?,
        },
        exact: row.get("exact")?,
        prefix: row.get("prefix")?,
        suffix: row.get("suffix")?,
    }))
}

/// The notes on a draft in the order of the text, those on the whole paper first; also those taken away.
///
/// # Errors
/// When the database fails.
pub fn notes(tx: &Tx<'_>, draft: DraftId) -> Outcome<Vec<Piece>> {
    tx.all(
        select!(
            "where p.draft_id = ?1 and p.kind <> 'letter'
             order by coalesce(p.starts, -1), p.ends, p.id"
        ),
        bind![draft],
        read,
    )
}

/// The letter on a draft, as far as it is written.
///
/// # Errors
/// When the database fails.
pub fn letter(tx: &Tx<'_>, draft: DraftId) -> Outcome<Option<Piece>> {
    tx.one(
        select!("where p.draft_id = ?1 and p.kind = 'letter'"),
        bind![draft],
        read,
    )
}

/// One piece on a draft.
///
/// # Errors
/// When the database fails.
pub fn find(tx: &Tx<'_>, draft: DraftId, id: PieceId) -> Outcome<Option<Piece>> {
    tx.one(
        select!("where p.draft_id = ?1 and p.id = ?2"),
        bind![draft, id],
        read,
    )
}

/// The note that an open form made on a draft, where it did.
pub fn of_sitting(tx: &Tx<'_>, draft: DraftId, sitting: &str) -> Outcome<Option<Piece>> {
    if sitting.is_empty() {
        return Ok(None);
    }
    tx.one(
        select!("where p.draft_id = ?1 and p.kind <> 'letter' and p.sitting = ?2"),
        bind![draft, sitting],
        read,
    )
}

/// How many notes stand on a draft.
pub fn count(tx: &Tx<'_>, draft: DraftId) -> Outcome<u32> {
    let counted = tx.one(
        "select count(*) as n from pieces where draft_id = ?1 and kind <> 'letter'",
        bind![draft],
        |row| row.get("n"),
    )?;
    Ok(counted.unwrap_or(0))
}

/// When anything on a draft was saved last.
///
/// # Errors
/// When the database fails.
pub fn saved_last(tx: &Tx<'_>, draft: DraftId) -> Outcome<Option<Moment>> {
    let last = tx.one(
        "select max(updated_at) as at from pieces where draft_id = ?1",
        bind![draft],
        |row| row.get("at"),
    )?;
    Ok(last.flatten())
}

pub fn insert(
    tx: &Tx<'_>,
    (draft, author): (DraftId, PersonId),
    (kind, words, place): (Kind, &str, Option<&Place>),
    sitting: &str,
) -> Outcome<PieceId> {
    let around = |part: fn(&Place) -> &str| place.map_or("", part);
    tx.insert(
        "insert into pieces
             (draft_id, kind, starts, ends, exact, prefix, suffix, words, author_id, sitting, created_at, updated_at)
         values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?11)",
        bind![
            draft,
            kind,
            place.map(|place| place.span.start),
            place.map(|place| place.span.end),
            around(|place| &place.exact),
            around(|place| &place.prefix),
            around(|place| &place.suffix),
            words,
            author,
            sitting,
            tx.now(),
        ],
    )
    .map(PieceId)
}

pub fn update(
    tx: &Tx<'_>,
    (id, author): (PieceId, PersonId),
    (kind, words): (Kind, &str),
    sitting: &str,
) -> Outcome<()> {
    tx.run(
        "update pieces set kind = ?2, words = ?3, author_id = ?4, sitting = ?5, version = version + 1,
                updated_at = ?6, deleted_at = null
         where id = ?1",
        bind![id, kind, words, author, sitting, tx.now()],
    )?;
    Ok(())
}

pub fn set_deleted(tx: &Tx<'_>, id: PieceId, deleted: bool) -> Outcome<()> {
    tx.run(
        "update pieces set deleted_at = ?2, version = version + 1, updated_at = ?3 where id = ?1",
        bind![id, deleted.then(|| tx.now()), tx.now()],
    )?;
    Ok(())
}

/// What the pieces of a draft said before, newest first.
///
/// # Errors
/// When the database fails.
pub fn versions(tx: &Tx<'_>, draft: DraftId) -> Outcome<Vec<Before>> {
    tx.all(
        "select v.id, v.piece_id, v.kind, v.words, v.at, v.aside
         from piece_versions v join pieces p on p.id = v.piece_id
         where p.draft_id = ?1 order by v.id desc limit 1000",
        bind![draft],
        read_version,
    )
}

pub fn version(tx: &Tx<'_>, draft: DraftId, id: VersionId) -> Outcome<Option<Before>> {
    tx.one(
        "select v.id, v.piece_id, v.kind, v.words, v.at, v.aside
         from piece_versions v join pieces p on p.id = v.piece_id
         where p.draft_id = ?1 and v.id = ?2",
        bind![draft, id],
        read_version,
    )
}

fn read_version(row: &Row<'_>) -> Outcome<Before> {
    Ok(Before {
        id: row.get("id")?,
        piece: row.get("piece_id")?,
        kind: row.get("kind")?,
        words: row.get("words")?,
        at: row.get("at")?,
        aside: row.get("aside")?,
    })
}

/// Keeps what a piece says now as something it said before.
pub fn remember(tx: &Tx<'_>, piece: &Piece) -> Outcome<()> {
    tx.run(
        "insert into piece_versions (piece_id, kind, words, at, sitting, aside) values (?1, ?2, ?3, ?4, ?5, 0)",
        bind![
            piece.id,
            piece.kind,
            &piece.words,
            piece.updated_at,
            &piece.sitting
        ],
    )?;
    Ok(())
}

/// Keeps beside a piece what another window typed; the same window keeps one such version.
pub fn set_aside(
    tx: &Tx<'_>,
    id: PieceId,
    (kind, words): (Kind, &str),
    sitting: &str,
) -> Outcome<()> {
    tx.run(
        "insert into piece_versions (piece_id, kind, words, at, sitting, aside) values (?1, ?2, ?3, ?4, ?5, 1)
         on conflict (piece_id, sitting) where aside = 1 do update set kind = ?2, words = ?3, at = ?4",
        bind![id, kind, words, tx.now(), sitting],
    )?;
    Ok(())
}

pub fn settle(tx: &Tx<'_>, id: VersionId) -> Outcome<()> {
    tx.run(
        "update piece_versions set aside = 0 where id = ?1",
        bind![id],
    )?;
    Ok(())
}

pub fn settle_asides_of(tx: &Tx<'_>, piece: PieceId, sitting: &str) -> Outcome<()> {
    tx.run(
        "update piece_versions set aside = 0 where piece_id = ?1 and sitting = ?2 and aside = 1",
        bind![piece, sitting],
    )?;
    Ok(())
}

/// Forgets what pieces said before they were returned, once that can no longer be undone; gives how many versions went.
///
/// # Errors
/// When the database fails.
pub fn forget_versions(tx: &Tx<'_>) -> Outcome<usize> {
    tx.run(
        "delete from piece_versions where id in (
             select v.id from piece_versions v join pieces p on p.id = v.piece_id
             join returns r on r.draft_id = p.draft_id and r.undone_at is null
             where r.undo_until <= ?1 and v.at <= r.returned_at limit 500)",
        bind![tx.now()],
    )
}
