//! A form with a file on its way in: its words are kept, its file is streamed to disk, all else is read past.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use multer::{Field, Multipart};
use rocket::data::{FromData, Outcome, ToByteUnit};
use rocket::form::{Form, FromForm, ValueField};
use rocket::futures::StreamExt;
use rocket::http::{ContentType, Status};
use rocket::{Data, Request};

use super::LARGEST_FORM;
use super::gate::{Flow, Inbound};
use super::house::House;
use super::upload::{self, Upload};
use crate::refusal::{Kind, Refusal};

/// The field that holds the file.
const FILE: &str = "file";
/// After so much in which nothing was found, no more is looked at, in bytes.
const LONGEST_SEARCH: usize = 1024 * 1024;
/// Why words were not kept.
pub const TOO_MUCH: &str = "This is more text than we can take at once. Send it as a file";
/// What a field costs beside its name and its words, so that a million empty ones are too much as well.
const EACH: u64 = 64;

/// What came with a form: from a browser, or from a program that speaks the same way.
pub struct Parcel {
    /// The first file in the field `file`; `Upload::Nothing` where there is none.
    pub file: Upload,
    words: Vec<(String, String)>,
    room: u64,
    overfull: bool,
}

impl Parcel {
    const fn empty() -> Self {
        Self {
            file: Upload::Nothing,
            words: Vec::new(),
            room: LARGEST_FORM,
            overfull: false,
        }
    }

    /// The words, in the order in which they came.
    ///
    /// # Errors
    /// A refusal where there were more than we take.
    pub fn fields(&self) -> Result<&[(String, String)], Refusal> {
        if self.overfull {
            return Err(Refusal::new(Kind::Invalid, format!("{TOO_MUCH}.")));
        }
        Ok(&self.words)
    }

    /// The words as a form of this type, lenient in what is missing or doubled.
    ///
    /// # Errors
    /// A refusal where there were more words than we take, or some that this form cannot hold.
    pub fn words<T: for<'w> FromForm<'w>>(&self) -> Result<T, Refusal> {
        self.fields()?;
        self.words_that_fit()
    }

    /// The same with what there was room for, where there were more words than we take.
    ///
    /// # Errors
    /// A refusal where this form cannot hold some of them.
    pub fn words_that_fit<T: for<'w> FromForm<'w>>(&self) -> Result<T, Refusal> {
        let fields = self.words.iter();
        Form::parse_iter(fields.map(|(name, value)| ValueField::from((&**name, &**value))))
            .map_err(|_| Refusal::new(Kind::Invalid, "We could not read that."))
    }

    fn keep(&mut self, name: String, words: String) {
        match self.room.checked_sub(cost(&name, words.len())) {
            Some(left) => {
                self.room = left;
                self.words.push((name, words));
            }
            None => self.overfull = true,
        }
    }

    /// Unpacks a form with files, part by part.
    async fn unpack(
        &mut self,
        house: &House,
        (mut parts, search): (Multipart<'_>, &Search),
    ) -> multer::Result<()> {
        while let Some(part) = parts.next_field().await? {
            search.found();
            let Some(name) = part.name().map(str::to_owned) else {
                continue;
            };
            if part.file_name().is_none() && part.content_type().is_none() {
                self.read((name, part), search).await?;
            } else if name == FILE && matches!(self.file, Upload::Nothing) {
                self.file = upload::receive(house, part, search).await;
            }
        }
        Ok(())
    }

    async fn read(
        &mut self,
        (name, mut part): (String, Field<'_>),
        search: &Search,
    ) -> multer::Result<()> {
        let (mut words, mut fits) = (Vec::new(), true);
        while let Some(piece) = part.chunk().await? {
            search.found();
            fits = fits && cost(&name, words.len() + piece.len()) <= self.room;
            if fits {
                words.extend_from_slice(&piece);
            }
        }
        if !fits {
            self.overfull = true;
            return Ok(());
        }
        let words = String::from_utf8(words)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
        self.keep(name, words);
        Ok(())
    }
}

fn cost(name: &str, words: usize) -> u64 {
    EACH + (name.len() + words) as u64
}

#[rocket::async_trait]
impl<'r> FromData<'r> for Parcel {
    type Error = ();

    async fn from_data(request: &'r Request<'_>, data: Data<'r>) -> Outcome<'r, Self> {
        let Some(house) = request.rocket().state::<House>() else {
            return Outcome::Error((Status::InternalServerError, ()));
        };
        let mut parcel = Self::empty();
        match request.content_type() {
            Some(kind) if kind.is_form_data() => {
                let search = Search::default();
                let Some(parts) = parts_of(request, (kind, &search)) else {
                    return Outcome::Error((Status::BadRequest, ()));
                };
                if let Err(error) = parcel.unpack(house, (parts, &search)).await {
                    tracing::info!(%error, "a form did not arrive whole");
                    return Outcome::Error((Status::BadRequest, ()));
                }
            }
            Some(kind) if kind.is_form() => {
                let Ok(line) = data.open(LARGEST_FORM.bytes()).into_bytes().await else {
                    return Outcome::Error((Status::BadRequest, ()));
                };
                for (name, words) in url::form_urlencoded::parse(&line) {
                    parcel.keep(name.into_owned(), words.into_owned());
                }
            }
            _ => return Outcome::Forward((data, Status::UnsupportedMediaType)),
        }
        Outcome::Success(parcel)
    }
}

/// The parts of a form with files, for the first who asks.
fn parts_of(
    request: &Request<'_>,
    (kind, search): (&ContentType, &Search),
) -> Option<Multipart<'static>> {
    let boundary = kind.param("boundary")?;
    let flow: Flow = request.local_cache(Inbound::default).take()?;
    let search = search.clone();
    let watched = flow.map(move |piece| match piece {
        Ok(bytes) if search.goes_on(bytes.len()) => Ok(bytes),
        Ok(_) => Err("the next part does not begin".into()),
        Err(cut) => Err::<_, Box<dyn std::error::Error + Send + Sync>>(cut.into()),
    });
    Some(Multipart::new(watched, boundary))
}

/// How much has come since something was found in it. Whoever looks for the next part holds all of that and looks through
/// it again for each piece, so there is an end to it.
#[derive(Clone, Default)]
pub struct Search(Arc<AtomicUsize>);

impl Search {
    /// Something was found: a part, or a piece of one.
    pub fn found(&self) {
        self.0.store(0, Ordering::Relaxed);
    }

    fn goes_on(&self, more: usize) -> bool {
        self.0.fetch_add(more, Ordering::Relaxed) <= LONGEST_SEARCH
    }
}
