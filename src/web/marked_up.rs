//! A Word file that a tutor marked up comes back: its comments become notes, and what has no place waits for one.

use rocket::form::Form;
use rocket::{FromForm, Route, post, routes};

use super::answers::{Answer, Reply, is_about_fields, joined};
use super::aside;
use super::download::piece;
use super::guards::{Tutor, reference};
use super::house::House;
use super::marking::{look, theirs};
use super::parcel::Parcel;
use super::upload::{self, Upload};
use crate::centre;
use crate::db::Tx;
use crate::documents::{MarginNote, MarkedUp, Unreadable, WrongFile};
use crate::drafts::reading::{FileKind, ReadingText};
use crate::drafts::{self, Draft};
use crate::feedback::margin::{self, Comment, Found, MarginId, Seat, Taken};
use crate::feedback::{self, Piece, place};
use crate::pages::margin::{
    LEFT, NO_COMMENTS, NO_FILE, NOT_ARRIVED, NOT_WORD, TAKEN_UP, UNREADABLE, taken,
};
use crate::pages::taken_home::{commented, read_back};
use crate::papers::PaperNumber;
use crate::people::Person;
use crate::refusal::{Outcome, Refusal};

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    routes![take, leave]
}

#[post("/desk/<number>/word", data = "<parcel>")]
async fn take(tutor: Tutor, house: &House, number: &str, parcel: Parcel) -> Reply {
    let number = reference(number)?;
    match take_over(&tutor, house, (number, &parcel.file)).await {
        Ok(done) => Ok(Answer::told(format!("/desk/{number}#loose"), taken(&done))),
        Err(failure) if is_about_fields(&failure) => match look(&tutor, house, number).await? {
            Some(page) => tutor.again(house, &page, failure),
            None => Err(failure.into()),
        },
        Err(failure) => Err(failure.into()),
    }
}

/// What comments are about: a draft with its text, the notes on it, and the centre's words for their kinds.
struct About {
    draft: Draft,
    text: ReadingText,
    notes: Vec<Piece>,
    kinds: [String; 4],
}

fn about(tx: &Tx<'_>, person: &Person, number: PaperNumber) -> Outcome<About> {
    theirs(tx, person, number)?;
    let draft = drafts::newest(tx, number)?.ok_or_else(Refusal::not_found)?;
    Ok(About {
        text: drafts::reading_text(tx, draft.manuscript.id)?.unwrap_or_default(),
        notes: feedback::notes_in_hand(tx, draft.id)?,
        kinds: centre::ways(tx)?.kinds,
        draft,
    })
}

async fn take_over(
    tutor: &Tutor,
    house: &House,
    (number, upload): (PaperNumber, &Upload),
) -> Outcome<Taken> {
    let person = tutor.person.clone();
    let read = house.db.read(move |tx| about(tx, &person, number));
    let about = read.await?;
    let marked = read_upload(house, upload).await?;
    let own = own_comments(house, &about.draft).await;
    let on = about.draft.id;
    let looking = aside::blocking(move || look_for(&about, &marked, &own));
    let found = joined(looking.await)?;
    if found.is_empty() {
        return Err(Refusal::field("file", NO_COMMENTS).into());
    }
    let person = tutor.person.clone();
    let taking = house
        .db
        .write(move |tx| margin::take(tx, &person, number, (on, &found)));
    taking.await
}

/// The comments of the file that arrived.
async fn read_upload(house: &House, upload: &Upload) -> Outcome<MarkedUp> {
    let no = |says: &str| Refusal::field("file", says).into();
    let arrived = match upload {
        Upload::Arrived(arrived) => arrived,
        Upload::TooLarge => return Err(Refusal::field("file", upload::too_large(house)).into()),
        Upload::NoRoom => return Err(crate::db::full().into()),
        Upload::Broken => return Err(no(NOT_ARRIVED)),
        Upload::Nothing => return Err(no(NO_FILE)),
    };
    match upload::kind_of(arrived).await? {
        Ok(FileKind::Docx) => {}
        Ok(_) | Err(WrongFile::NotAPaper) => return Err(no(NOT_WORD)),
        Err(wrong) => return Err(no(wrong.sentence())),
    }
    match house.reader.marked_up(arrived.path()).await {
        Ok(marked) => Ok(marked),
        Err(Unreadable::Locked) => Err(no(WrongFile::Locked.sentence())),
        Err(why) => {
            tracing::info!(?why, "a marked-up file could not be read");
            Err(no(UNREADABLE))
        }
    }
}

/// The comments that were in the draft's file when its student sent it: they are not the tutor's.
async fn own_comments(house: &House, draft: &Draft) -> Vec<MarginNote> {
    if draft.manuscript.kind != FileKind::Docx {
        return Vec::new();
    }
    let file = draft.manuscript.file;
    let pieces = |n| {
        let db = house.db.clone();
        async move { piece(&db, (file, n)).await }
    };
    let marked = house.reader.marked_up_in_pieces(pieces).await;
    marked.map(|marked| marked.notes).unwrap_or_default()
}

/// The tutor's comments with their places in the draft. Those of the student's own file are none of them, nor are the
/// letter and the notes that came out of this desk.
fn look_for(about: &About, marked: &MarkedUp, own: &[MarginNote]) -> Vec<Found> {
    let is_own = |note: &MarginNote| {
        own.iter().any(|other| {
            (&other.author, &other.at, &other.words) == (&note.author, &note.at, &note.words)
        })
    };
    let comments = marked.notes.iter().filter(|note| !is_own(note));
    let comments = comments.filter_map(|note| {
        let (kind, words) = read_back(&note.words, &about.kinds)?;
        Some(Comment {
            author: note.author.clone(),
            at: note.at.clone(),
            words,
            kind,
            place: note.span.map(|span| place::at(&marked.text, span)),
        })
    });
    let known = |found: &Found| {
        let span = match &found.seat {
            Seat::At(place) => Some(place.span),
            Seat::Whole | Seat::Nowhere => None,
        };
        about.notes.iter().any(|note| {
            let said = commented((note.kind, &note.words), &about.kinds).join("\n");
            let back = read_back(&said, &about.kinds);
            note.place.as_ref().map(|place| place.span) == span
                && back == Some((Some(found.kind), found.words.clone()))
        })
    };
    let mut found = margin::look_for(&about.text, comments.collect());
    found.retain(|found| !known(found));
    found
}

#[derive(FromForm)]
struct LeaveForm {
    #[field(default = false)]
    back: bool,
}

#[post("/desk/<number>/margin/<id>", data = "<form>")]
async fn leave(tutor: Tutor, house: &House, number: &str, id: i64, form: Form<LeaveForm>) -> Reply {
    let (person, number, out) = (tutor.person.clone(), reference(number)?, !form.back);
    let leaving = house
        .db
        .write(move |tx| margin::leave(tx, &person, number, (MarginId(id), out)));
    leaving.await?;
    let told = if out { LEFT } else { TAKEN_UP };
    Ok(Answer::told(format!("/desk/{number}#loose"), told))
}
