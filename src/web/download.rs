//! A kept file on its way out: piece by piece, always as an attachment, and never as anything a browser would run.

use std::fmt::Write as _;

use rocket::futures::stream::{self, BoxStream, Stream, StreamExt};
use rocket::http::Header;
use rocket::response::stream::ByteStream;
use rocket::response::{Responder, Response, Result as Responded};
use rocket::{Request, Route, get, routes};

use super::calm::Stop;
use super::guards::{SignedIn, Student, reference};
use super::house::House;
use super::looks;
use crate::db::Db;
use crate::drafts::reading::FileKind;
use crate::drafts::{self, FileId, Manuscript};
use crate::papers::{self, preparation};
use crate::refusal::Refusal;

/// The files that can be fetched.
pub fn routes() -> Vec<Route> {
    routes![draft, prepared]
}

#[get("/papers/<number>/drafts/<n>/file")]
async fn draft(visitor: SignedIn, house: &House, number: &str, n: &str) -> Result<Download, Stop> {
    let (number, person) = (reference(number)?, visitor.person.clone());
    let n: u32 = n.parse().map_err(|_| Refusal::not_found())?;
    let found = house.db.read(move |tx| {
        let paper = papers::find_for(tx, &person, number)?.ok_or_else(Refusal::not_found)?;
        Ok(drafts::of_paper(tx, paper.number)?
            .into_iter()
            .find(|draft| draft.n == n))
    });
    let manuscript = found.await?.ok_or_else(Refusal::not_found)?.manuscript;
    if !manuscript.is_kept() {
        return Err(Refusal::not_found().into());
    }
    let name = drafts::file_name(number, n, manuscript.kind);
    looks::taken(house, &visitor.person, number, "file").await;
    Ok(Download::new(house, &manuscript, name))
}

#[get("/submit/<id>/file")]
async fn prepared(student: Student, house: &House, id: &str) -> Result<Download, Stop> {
    let (person, id) = (student.person.clone(), id.to_owned());
    let found = house
        .db
        .read(move |tx| preparation::find_for(tx, &person, &id))
        .await?;
    let manuscript = found
        .and_then(|kept| kept.manuscript)
        .ok_or_else(Refusal::not_found)?;
    let name = named_for(&manuscript.file_name, manuscript.kind);
    Ok(Download::new(house, &manuscript, name))
}

/// One kept file as an answer.
pub struct Download {
    pieces: BoxStream<'static, Vec<u8>>,
    size: i64,
    kind: FileKind,
    name: String,
}

impl Download {
    /// What was handed in, under this name.
    #[must_use]
    pub fn new(house: &House, manuscript: &Manuscript, name: String) -> Self {
        Self {
            pieces: pieces(house, manuscript.file).boxed(),
            size: manuscript.size,
            kind: manuscript.kind,
            name,
        }
    }
}

impl<'r> Responder<'r, 'r> for Download {
    fn respond_to(self, request: &'r Request<'_>) -> Responded<'r> {
        let mut response = ByteStream(self.pieces).respond_to(request)?;
        for (name, value) in [
            // The length is said beforehand, so that a file that breaks off half-way is seen to be broken.
            ("content-length", self.size.to_string()),
            ("content-type", self.kind.content_type().to_owned()),
            ("content-disposition", disposition(&self.name)),
            (
                "content-security-policy",
                "default-src 'none'; sandbox".to_owned(),
            ),
        ] {
            response.set_header(Header::new(name, value));
        }
        Response::build_from(response).ok()
    }
}

/// A table for spreadsheets as an answer, whose lines are read while it is on its way.
pub struct Table {
    name: &'static str,
    pieces: BoxStream<'static, Vec<u8>>,
}

impl Table {
    /// From its lines, under this name.
    pub fn new(name: &'static str, pieces: impl Stream<Item = Vec<u8>> + Send + 'static) -> Self {
        let pieces = pieces.boxed();
        Self { name, pieces }
    }
}

impl<'r> Responder<'r, 'r> for Table {
    fn respond_to(self, request: &'r Request<'_>) -> Responded<'r> {
        let mut response = ByteStream(self.pieces).respond_to(request)?;
        for (name, value) in [
            ("content-type", "text/csv; charset=utf-8".to_owned()),
            ("content-disposition", disposition(self.name)),
            (
                "content-security-policy",
                "default-src 'none'; sandbox".to_owned(),
            ),
        ] {
            response.set_header(Header::new(name, value));
        }
        Response::build_from(response).ok()
    }
}

/// The pieces of a file, each asked for when the one before is on its way.
fn pieces(house: &House, file: FileId) -> impl Stream<Item = Vec<u8>> + use<> {
    stream::unfold((house.db.clone(), 0), move |(db, n)| async move {
        let bytes = piece(&db, (file, n)).await;
        bytes.map(|bytes| (bytes, (db, n + 1)))
    })
}

/// One piece of a file, from 0; nothing behind its end, or where it could not be read.
pub(super) async fn piece(db: &Db, (file, n): (FileId, u32)) -> Option<Vec<u8>> {
    match db.read(move |tx| drafts::piece(tx, file, n)).await {
        Ok(piece) => piece,
        Err(failure) => {
            tracing::error!(%failure, "a file could not be read to its end");
            None
        }
    }
}

/// The writer's own name for a file, with the ending of what it is.
fn named_for(name: &str, kind: FileKind) -> String {
    let ending = format!(".{}", kind.extension());
    if name.to_lowercase().ends_with(&ending) {
        return name.to_owned();
    }
    let short: String = name.chars().take(150).collect();
    format!("{short}{ending}")
}

/// RFC 6266: an ASCII name for old browsers, the whole name in UTF-8 for the others.
pub(super) fn disposition(name: &str) -> String {
    let name = crate::people::clean_name(name);
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ');
    let ascii: String = name
        .chars()
        .map(|c| if plain(c) { c } else { '_' })
        .collect();
    let mut encoded = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_') {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    format!("attachment; filename=\"{ascii}\"; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::{disposition, named_for};
    use crate::drafts::reading::FileKind;

    #[test]
    fn no_name_breaks_out_of_its_header() {
        let hostile = "a\"; filename=evil.html\r\nX: y\u{202e}/..\\\u{e9}%.docx";
        assert_eq!(
            disposition(hostile),
            "attachment; filename=\"a__ filename_evil.html X_ y_..___.docx\"; \
             filename*=UTF-8''a%22%3B%20filename%3Devil.html%20X%3A%20y%2F..%5C%C3%A9%25.docx"
        );
    }

    #[test]
    fn a_file_ends_as_what_it_is() {
        assert_eq!(named_for("Pasted text", FileKind::Txt), "Pasted text.txt");
        assert_eq!(named_for("Essay.DOCX", FileKind::Docx), "Essay.DOCX");
        assert_eq!(
            named_for("notes.markdown", FileKind::Md),
            "notes.markdown.md"
        );
    }
}
