//! A form with a file on its way in: its words are kept, its file is streamed to disk, all else is read past.

use multer::{Field, Multipart};
use rocket::data::{FromData, Outcome, ToByteUnit};
use rocket::form::{Form, FromForm, ValueField};
use rocket::http::{ContentType, Status};
use rocket::{Data, Request};

use super::LARGEST_FORM;
use super::gate::{Flow, Inbound};
use super::house::House;
use super::upload::{self, Upload};
use crate::refusal::{Kind, Refusal};

/// The field that holds the file.
const FILE: &str = "file";
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

    /// The words as a form of this type, lenient in what is missing or doubled.
    ///
    /// # Errors
    /// A refusal where there were more words than we take, or some that this form cannot hold.
    pub fn words<T: for<'w> FromForm<'w>>(&self) -> Result<T, Refusal> {
        if self.overfull {
            let says = "This is more text than we can take at once. Send it as a file.";
            return Err(Refusal::new(Kind::Invalid, says));
        }
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
    async fn unpack(&mut self, house: &House, mut parts: Multipart<'_>) -> multer::Result<()> {
        while let Some(part) = parts.next_field().await? {
            let Some(name) = part.name().map(str::to_owned) else {
                continue;
            };
            if part.file_name().is_none() && part.content_type().is_none() {
                self.read(name, part).await?;
            } else if name == FILE && matches!(self.file, Upload::Nothing) {
                self.file = upload::receive(house, part).await;
            }
        }
        Ok(())
    }

    async fn read(&mut self, name: String, mut part: Field<'_>) -> multer::Result<()> {
        let mut words = Vec::new();
        while let Some(piece) = part.chunk().await? {
            if self.overfull || cost(&name, words.len() + piece.len()) > self.room {
                self.overfull = true;
                return Ok(());
            }
            words.extend_from_slice(&piece);
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
                let Some(parts) = parts_of(request, kind) else {
                    return Outcome::Error((Status::BadRequest, ()));
                };
                if let Err(error) = parcel.unpack(house, parts).await {
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
fn parts_of(request: &Request<'_>, kind: &ContentType) -> Option<Multipart<'static>> {
    let boundary = kind.param("boundary")?;
    let flow: Flow = request.local_cache(Inbound::default).take()?;
    Some(Multipart::new(flow, boundary))
}
