//! Every statement about what was returned, and who opened it.

use super::pieces::read_place;
use crate::clock::Moment;
use crate::db::{Row, Tx, bind};
use crate::drafts::DraftId;
use crate::feedback::pieces::Piece;
use crate::feedback::release::{Letter, Note, ReturnId};
use crate::papers::PaperNumber;
use crate::people::PersonId;
use crate::refusal::Outcome;

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select r.id, r.draft_id, r.version, t.name as tutor, r.letter, r.returned_at, r.undo_until
             from returns r join people t on t.id = r.tutor_id ",
            $rest
        )
    };
}

fn read(row: &Row<'_>) -> Outcome<Letter> {
    Ok(Letter {
        id: row.get("id")?,
        draft: row.get("draft_id")?,
        version: row.get("version")?,
        tutor: row.get("tutor")?,
        text: row.get("letter")?,
        returned_at: row.get("returned_at")?,
        undo_until: row.get("undo_until")?,
    })
}

/// All versions returned on a draft that were not taken back, newest first.
///
/// # Errors
/// When the database fails.
pub fn versions(tx: &Tx<'_>, draft: DraftId) -> Outcome<Vec<Letter>> {
    tx.all(
        select!("where r.draft_id = ?1 and r.undone_at is null order by r.version desc"),
        bind![draft],
        read,
    )
}

/// The newest version returned on a draft.
///
/// # Errors
/// When the database fails.
pub fn newest(tx: &Tx<'_>, draft: DraftId) -> Outcome<Option<Letter>> {
    Ok(versions(tx, draft)?.into_iter().next())
}

/// Whether feedback on a draft was taken back and is not returned again.
///
/// # Errors
/// When the database fails.
pub fn is_being_mended(tx: &Tx<'_>, draft: DraftId) -> Outcome<bool> {
    let found = tx.one(
        "select exists (select 1 from returns where draft_id = ?1 and undone_at is not null)
             and not exists (select 1 from returns where draft_id = ?1 and undone_at is null) as mended",
        bind![draft],
        |row| row.get("mended"),
    )?;
    Ok(found.unwrap_or(false))
}

pub fn insert(
    tx: &Tx<'_>,
    (draft, version): (DraftId, u32),
    (tutor, letter): (PersonId, &str),
    undo_until: Moment,
) -> Outcome<ReturnId> {
    tx.insert(
        "insert into returns (draft_id, version, tutor_id, letter, returned_at, undo_until)
         values (?1, ?2, ?3, ?4, ?5, ?6)",
        bind![draft, version, tutor, letter, tx.now(), undo_until],
    )
    .map(ReturnId)
}

pub fn insert_note(tx: &Tx<'_>, id: ReturnId, (n, note): (u32, &Piece)) -> Outcome<()> {
    let place = note.place.as_ref();
    tx.run(
        "insert into returned_notes
             (return_id, n, piece_id, kind, starts, ends, exact, prefix, suffix, words)
         values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        bind![
            id,
            n,
            note.id,
            note.kind,
            place.map(|place| place.span.start),
            place.map(|place| place.span.end),
            place.map_or("", |place| &place.exact),
            place.map_or("", |place| &place.prefix),
            place.map_or("", |place| &place.suffix),
            &note.words,
        ],
    )?;
    Ok(())
}

pub fn set_undone(tx: &Tx<'_>, id: ReturnId) -> Outcome<()> {
    tx.run(
        "update returns set undone_at = ?2 where id = ?1",
        bind![id, tx.now()],
    )?;
    Ok(())
}

/// The notes that were returned with a letter, by their numbers.
///
/// # Errors
/// When the database fails.
pub fn notes(tx: &Tx<'_>, id: ReturnId) -> Outcome<Vec<Note>> {
    tx.all(
        "select n, piece_id, kind, starts, ends, exact, prefix, suffix, words
         from returned_notes where return_id = ?1 order by n",
        bind![id],
        |row| {
            Ok(Note {
                n: row.get("n")?,
                piece: row.get("piece_id")?,
                kind: row.get("kind")?,
                place: read_place(row)?,
                words: row.get("words")?,
            })
        },
    )
}

/// When a person first opened what was returned.
///
/// # Errors
/// When the database fails.
pub fn opened(tx: &Tx<'_>, id: ReturnId, person: PersonId) -> Outcome<Option<Moment>> {
    tx.one(
        "select at from openings where return_id = ?1 and person_id = ?2",
        bind![id, person],
        |row| row.get("at"),
    )
}

pub fn set_opened(tx: &Tx<'_>, id: ReturnId, person: PersonId) -> Outcome<()> {
    tx.run(
        "insert or ignore into openings (return_id, person_id, at) values (?1, ?2, ?3)",
        bind![id, person, tx.now()],
    )?;
    Ok(())
}

/// Something a tutor returned, as their desk shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lately {
    /// Which paper.
    pub paper: PaperNumber,
    /// What it is called.
    pub title: String,
    /// Its student's name.
    pub student: String,
    /// When it was returned.
    pub returned_at: Moment,
    /// Until when it can be taken back.
    pub undo_until: Moment,
    /// When its student first opened it.
    pub read_at: Option<Moment>,
    /// What its student said: thanks.
    pub thanks: Option<String>,
    /// What its student asked and is not answered.
    pub asks: Option<String>,
}

/// What a tutor returned since a moment, newest first, at most twenty; each paper once.
///
/// # Errors
/// When the database fails.
pub fn lately(tx: &Tx<'_>, tutor: PersonId, since: Moment) -> Outcome<Vec<Lately>> {
    tx.all(
        "select p.number, p.title, s.name as student, r.returned_at, r.undo_until, o.at as read_at,
                th.words as thanks, q.words as asks
         from returns r indexed by returns_by_tutor
         join drafts d on d.id = r.draft_id
         join papers p on p.number = d.paper
         join people s on s.id = p.student_id
         left join openings o on o.return_id = r.id and o.person_id = p.student_id
         left join remarks th on th.draft_id = d.id and th.kind = 'thanks'
         left join remarks q on q.draft_id = d.id and q.kind = 'question' and q.answer is null
         where r.tutor_id = ?1 and r.undone_at is null and (r.returned_at >= ?2 or q.id is not null)
           and not exists (select 1 from returns later where later.draft_id = r.draft_id
                           and later.version > r.version and later.undone_at is null)
         order by r.id desc limit 20",
        bind![tutor, since],
        |row| {
            Ok(Lately {
                paper: row.get("number")?,
                title: row.get("title")?,
                student: row.get("student")?,
                returned_at: row.get("returned_at")?,
                undo_until: row.get("undo_until")?,
                read_at: row.get("read_at")?,
                thanks: row.get("thanks")?,
                asks: row.get("asks")?,
            })
        },
    )
}
