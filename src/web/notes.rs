//! The notes of a paper in plain forms: new, changed, deleted, put back.

use rocket::form::Form;
use rocket::{Route, get, post, routes};

use super::answers::{Answer, Reply, is_about_fields};
use super::guards::{Tutor, reference};
use super::house::House;
use super::marking::{give_back, theirs};
use super::note_fields::Fields;
use crate::db::Tx;
use crate::feedback::bank;
use crate::feedback::margin::{self, Loose, MarginId};
use crate::feedback::pieces::{self, Kept, PieceId, VersionId};
use crate::pages::bank::choices;
use crate::pages::marked::{Deed, done};
use crate::pages::note_form::{NoteForm, NotePage};
use crate::papers::PaperNumber;
use crate::people::Person;
use crate::refusal::{Failure, Outcome, Refusal};
use crate::{centre, drafts, feedback};

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    routes![
        fresh,
        save,
        change,
        away,
        back,
        to_bank,
        use_version,
        leave_version
    ]
}

/// The page of a new note with this form; nothing of the text where the whole paper is meant.
fn page(
    tx: &Tx<'_>,
    person: &Person,
    number: PaperNumber,
    fill: impl FnOnce(NoteForm) -> NoteForm,
) -> Outcome<NotePage> {
    let paper = theirs(tx, person, number)?;
    let draft = drafts::newest(tx, number)?.ok_or_else(Refusal::not_found)?;
    let text = drafts::reading_text(tx, draft.manuscript.id)?;
    let form = fill(NoteForm::blank(&number.to_string(), &centre::ways(tx)?));
    let bank = choices(bank::all(tx, person, "")?);
    let named = (number.to_string(), paper.title);
    Ok(NotePage::fresh(named, form, text.as_ref(), bank))
}

#[get("/desk/<number>/notes/new?<p>&<sentence>&<comment>", rank = 1)]
async fn fresh(
    tutor: Tutor,
    house: &House,
    number: &str,
    p: Option<usize>,
    sentence: Option<&str>,
    comment: Option<i64>,
) -> Reply {
    let (person, number) = (tutor.person.clone(), reference(number)?);
    let p = p.map_or_else(String::new, |p| p.to_string());
    let sentence = sentence.unwrap_or_default().to_owned();
    let read = house.db.read(move |tx| {
        let about = comment.map(|id| waiting(tx, &person, (number, MarginId(id))));
        let about = about.transpose()?;
        page(tx, &person, number, |form| {
            let form = NoteForm {
                p,
                sentence,
                ..form
            };
            match &about {
                Some(comment) => form.about(comment),
                None => form,
            }
        })
    });
    tutor.page(house, &read.await?)
}

/// A comment out of a Word file that waits for its place on this tutor's paper.
fn waiting(tx: &Tx<'_>, person: &Person, (number, id): (PaperNumber, MarginId)) -> Outcome<Loose> {
    theirs(tx, person, number)?;
    let draft = drafts::newest(tx, number)?.ok_or_else(Refusal::not_found)?;
    margin::waiting(tx, draft.id, id)
}

#[get("/desk/<number>/notes/<id>", rank = 2)]
async fn change(tutor: Tutor, house: &House, number: &str, id: i64) -> Reply {
    let (person, number, times) = (tutor.person.clone(), reference(number)?, tutor.times());
    let read = house.db.read(move |tx| {
        let draft = drafts::newest(tx, number)?.ok_or_else(Refusal::not_found)?;
        let fresh = page(tx, &person, number, |form| form)?;
        let piece = feedback::piece(tx, draft.id, PieceId(id))?.ok_or_else(Refusal::not_found)?;
        let form = NoteForm::on(&number.to_string(), &piece, &centre::ways(tx)?);
        let versions = feedback::versions_of(tx, draft.id)?;
        Ok(fresh.with(form).changing(&piece, &versions, &times))
    });
    tutor.page(house, &read.await?)
}

#[post("/desk/<number>/notes", data = "<form>")]
async fn save(tutor: Tutor, house: &House, number: &str, form: Form<Fields>) -> Reply {
    let (person, number) = (tutor.person.clone(), reference(number)?);
    if form.insert.is_some() {
        return with_snippet(&tutor, house, number, form.into_inner()).await;
    }
    let (hand, about, typed) = (form.hand(), form.about(), form.typed());
    let kept = match typed {
        Ok(typed) => {
            let keeping = house
                .db
                .write(move |tx| margin::keep(tx, &person, number, (&hand, &typed, about)));
            keeping.await
        }
        Err(refusal) => Err(refusal.into()),
    };
    match kept {
        Ok(Kept::Saved(..)) if form.p.is_empty() => Ok(Answer::go(format!("/desk/{number}"))),
        Ok(Kept::Saved(..)) => Ok(Answer::go(format!("/desk/{number}#p{}", form.p))),
        Ok(Kept::Beside(id, version)) => {
            let fields = Fields {
                piece: Some(id.0.to_string()),
                version,
                ..form.into_inner()
            };
            again(&tutor, house, number, (fields, Some(id), None)).await
        }
        Err(failure) if is_about_fields(&failure) => {
            again(
                &tutor,
                house,
                number,
                (form.into_inner(), None, Some(failure)),
            )
            .await
        }
        Err(failure) => give_back(&tutor, house, (form.into_inner().words, failure)),
    }
}

/// The form again, with what is wrong, or with what another window saved meanwhile.
async fn again(
    tutor: &Tutor,
    house: &House,
    number: PaperNumber,
    (fields, beside, failure): (Fields, Option<PieceId>, Option<Failure>),
) -> Reply {
    let person = tutor.person.clone();
    let read = house.db.read(move |tx| {
        let page = page(tx, &person, number, |blank| fields.form(blank))?;
        let draft = drafts::newest(tx, number)?.ok_or_else(Refusal::not_found)?;
        let other = beside
            .map(|id| feedback::piece(tx, draft.id, id))
            .transpose()?;
        Ok(match other.flatten() {
            Some(other) => page.beside(&other),
            None => page,
        })
    });
    let page = read.await?;
    match failure {
        Some(failure) => tutor.again(house, &page, failure),
        None => tutor.page(house, &page),
    }
}

/// The form again, with a comment of the bank behind what is typed.
async fn with_snippet(
    tutor: &Tutor,
    house: &House,
    number: PaperNumber,
    mut fields: Fields,
) -> Reply {
    let (person, id) = (tutor.person.clone(), fields.snippet.unwrap_or(0));
    let (quote, sure) = (fields.quote.clone(), fields.sure == Some(id));
    let filling = house.db.write(move |tx| {
        let paper = theirs(tx, &person, number)?;
        let onto = bank::Onto {
            paper: number,
            name: paper.student.first_name(),
            quote: &quote,
            sure,
        };
        bank::fill(tx, &person, bank::SnippetId(id), &onto)
    });
    let asked = match filling.await {
        Ok(words) => {
            let typed = fields.words.trim_end().to_owned();
            let parted = if typed.is_empty() { "" } else { "\n\n" };
            fields.words = format!("{typed}{parted}{words}");
            fields.snippet = None;
            None
        }
        Err(failure) => Some(failure).filter(is_about_fields),
    };
    again(tutor, house, number, (fields, None, asked)).await
}

/// Something a tutor does with a note, or with something that it said before.
type DeedOn<T> = fn(&Tx<'_>, &Person, PaperNumber, T) -> Outcome<()>;

/// A deed on one thing of a paper, and the way back to its marking page with a word on it.
async fn act<T: Send + 'static>(
    (tutor, house): (&Tutor, &House),
    number: &str,
    (id, deed): (T, DeedOn<T>),
    told: Deed,
) -> Reply {
    let (person, number) = (tutor.person.clone(), reference(number)?);
    house
        .db
        .write(move |tx| deed(tx, &person, number, id))
        .await?;
    Ok(Answer::told(format!("/desk/{number}"), done(told, number)))
}

#[post("/desk/<number>/notes/<id>/away")]
async fn away(tutor: Tutor, house: &House, number: &str, id: i64) -> Reply {
    let (person, number) = (tutor.person.clone(), reference(number)?);
    let deed = house
        .db
        .write(move |tx| pieces::take_away(tx, &person, number, PieceId(id)));
    deed.await?;
    Ok(Answer::go(format!("/desk/{number}?deleted={id}")))
}

#[post("/desk/<number>/notes/<id>/back")]
async fn back(tutor: Tutor, house: &House, number: &str, id: i64) -> Reply {
    let deed: (PieceId, DeedOn<PieceId>) = (PieceId(id), pieces::put_back);
    act((&tutor, house), number, deed, Deed::PutBack).await
}

#[post("/desk/<number>/notes/<id>/bank")]
async fn to_bank(tutor: Tutor, house: &House, number: &str, id: i64) -> Reply {
    let deed: DeedOn<PieceId> = |tx, person, number, id| {
        theirs(tx, person, number)?;
        let draft = drafts::newest(tx, number)?.ok_or_else(Refusal::not_found)?;
        let piece = feedback::piece(tx, draft.id, id)?.ok_or_else(Refusal::not_found)?;
        bank::add(tx, person, &piece.words, false)
    };
    act((&tutor, house), number, (PieceId(id), deed), Deed::Bank).await
}

#[post("/desk/<number>/versions/<id>/use")]
async fn use_version(tutor: Tutor, house: &House, number: &str, id: i64) -> Reply {
    let deed: (VersionId, DeedOn<VersionId>) = (VersionId(id), pieces::use_version);
    act((&tutor, house), number, deed, Deed::UseVersion).await
}

#[post("/desk/<number>/versions/<id>/leave")]
async fn leave_version(tutor: Tutor, house: &House, number: &str, id: i64) -> Reply {
    let deed: (VersionId, DeedOn<VersionId>) = (VersionId(id), pieces::leave_version);
    act((&tutor, house), number, deed, Deed::LeaveVersion).await
}
