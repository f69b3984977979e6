//! A paper, or its next draft, as a program sends it: JSON or a form, with text or a file.

use super::body;
use super::fields::Fields;
use super::json::Json;
use super::problem::Problem;
use crate::drafts::HandedIn;
use crate::papers::{due_date, submission};
use crate::refusal::Refusal;
use crate::web::house::House;
use crate::web::parcel::TOO_MUCH;
use crate::web::upload::{self, Upload};

const MISSING: &str = "Send the paper as text or as a file";

/// What goes with a paper, as it was sent.
#[derive(Default)]
pub struct Sent {
    pub id: Option<String>,
    pub student_email: String,
    pub student_name: String,
    pub title: String,
    pub subject: String,
    pub description: String,
    pub due_on: String,
    pub consent_teacher: bool,
}

/// What was handed in, ready to be kept; an upload stands on disk until this is dropped.
pub struct Handed {
    /// What the deed keeps.
    pub handed_in: HandedIn,
    _upload: Upload,
}

impl Handed {
    /// A paper as plain text.
    ///
    /// # Errors
    /// A problem at `text` when there is more of it than we take.
    pub async fn of_text(house: &House, text: &str) -> Result<Self, Problem> {
        if text.len() as u64 > crate::web::LARGEST_FORM {
            return Err(Refusal::field("text", TOO_MUCH).into());
        }
        let handed_in = upload::hand_in(house, &Upload::Nothing, text).await?;
        let missing = || Refusal::field("text", MISSING);
        Ok(Self {
            handed_in: handed_in.ok_or_else(missing)?,
            _upload: Upload::Nothing,
        })
    }
}

impl Sent {
    /// Reads a paper, and what was handed in with it.
    ///
    /// # Errors
    /// 400 when it is not JSON, else a problem that names every field that cannot be taken.
    pub async fn read(house: &House, body: body::Paper) -> Result<(Self, Handed), Problem> {
        match body {
            body::Paper::Json(json) => {
                let mut fields = Fields::of(parsed(&json.bytes)?)?;
                let sent = Self::take(&mut fields);
                Ok((sent, from_json(house, fields).await?))
            }
            body::Paper::Form(parcel, _) => {
                let mut fields = Fields::of_words(parcel.fields()?);
                let sent = Self::take(&mut fields);
                let text = fields.text("text").unwrap_or_default().into_owned();
                complain(&mut fields, (&parcel.file, &text));
                fields.settle()?;
                Ok((sent, hand_in(house, parcel.file, &text).await?))
            }
        }
    }

    fn take(fields: &mut Fields<'_>) -> Self {
        let mut sent = Self {
            student_email: fields.required("student_email", "Enter the student's address"),
            ..Self::default()
        };
        for (name, place) in [
            ("student_name", &mut sent.student_name),
            ("title", &mut sent.title),
            ("subject", &mut sent.subject),
            ("description", &mut sent.description),
        ] {
            *place = fields.text(name).unwrap_or_default().into_owned();
        }
        Self {
            id: uuid(fields),
            due_on: match fields.text("due_on") {
                Some(typed) => date(fields, typed.into_owned()),
                None => String::new(),
            },
            consent_teacher: fields.truth("consent_teacher"),
            ..sent
        }
    }

    /// The same for the deed.
    pub fn as_sent(&self) -> submission::Sent<'_> {
        submission::Sent {
            id: self.id.as_deref(),
            student_email: &self.student_email,
            student_name: &self.student_name,
            title: &self.title,
            course: &self.subject,
            due_on: &self.due_on,
            question: &self.description,
            consent_teacher: self.consent_teacher,
        }
    }
}

/// Reads a next draft.
///
/// # Errors
/// As `Sent::read`.
pub async fn read_draft(house: &House, body: body::Paper) -> Result<Handed, Problem> {
    match body {
        body::Paper::Json(json) => from_json(house, Fields::of(parsed(&json.bytes)?)?).await,
        body::Paper::Form(parcel, _) => {
            let mut fields = Fields::of_words(parcel.fields()?);
            let text = fields.text("text").unwrap_or_default().into_owned();
            complain(&mut fields, (&parcel.file, &text));
            fields.settle()?;
            hand_in(house, parcel.file, &text).await
        }
    }
}

/// A body as JSON.
///
/// # Errors
/// 400 with what is wrong in it.
pub fn parsed(body: &[u8]) -> Result<Json<'_>, Problem> {
    Json::parse(body).map_err(|says| Problem::new(400, says))
}

async fn from_json(house: &House, mut fields: Fields<'_>) -> Result<Handed, Problem> {
    let text = fields.text("text").unwrap_or_default().into_owned();
    let upload = match fields.object("file") {
        None => Upload::Nothing,
        Some(mut file) => {
            let name = file.required("name", "Say what the file is called");
            let content = file.text("content").unwrap_or_default();
            fields.take_over("file", file);
            let decoded = upload::decode(house, &name, content.as_bytes()).await;
            if decoded.is_none() {
                fields.complain("file.content", "This must be base64");
            }
            decoded.unwrap_or(Upload::Nothing)
        }
    };
    complain(&mut fields, (&upload, &text));
    fields.settle()?;
    hand_in(house, upload, &text).await
}

/// Adds what is wrong with what was handed in: it comes in one of two ways.
fn complain(fields: &mut Fields<'_>, (upload, text): (&Upload, &str)) {
    match (matches!(upload, Upload::Nothing), text.trim().is_empty()) {
        (true, true) => fields.complain_if_quiet("text", MISSING),
        (false, false) => fields.complain("text", "Send the paper as text or as a file, not both"),
        _ => {}
    }
}

async fn hand_in(house: &House, upload: Upload, text: &str) -> Result<Handed, Problem> {
    if matches!(upload, Upload::TooLarge) {
        return Err(Problem::new(413, upload::too_large(house)));
    }
    if matches!(upload, Upload::Nothing) {
        return Handed::of_text(house, text).await;
    }
    let handed_in = upload::hand_in(house, &upload, "").await?;
    let missing = || Refusal::field("text", MISSING);
    Ok(Handed {
        handed_in: handed_in.ok_or_else(missing)?,
        _upload: upload,
    })
}

fn uuid(fields: &mut Fields<'_>) -> Option<String> {
    let typed = fields.text("id")?;
    let id = uuid::Uuid::try_parse(&typed).ok();
    if id.is_none() {
        fields.complain("id", "This must be a UUID");
    }
    id.map(|id| id.hyphenated().to_string())
}

/// A date as programs write it: YYYY-MM-DD, in this century or the next.
pub fn date(fields: &mut Fields<'_>, typed: String) -> String {
    let is_written_so =
        typed.len() == 10 && typed.as_bytes()[4] == b'-' && typed.as_bytes()[7] == b'-';
    if !(is_written_so && due_date::parse(&typed).is_ok()) {
        fields.complain(
            "due_on",
            "This must be a date between 2000 and 2200, like 2026-12-04",
        );
    }
    typed
}
