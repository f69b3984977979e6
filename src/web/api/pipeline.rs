//! The first two calls of the original pipeline, in their own field names: POST submits a paper, PATCH assigns it.

use rocket::{Route, patch, post, routes};
use utoipa::ToSchema;

use super::answers::{Key, Reply, given_before, once};
use super::bearer::{Assigns, Submits};
use super::body;
use super::conditions::IfMatch;
use super::description::RefusedWrite;
use super::fields::{Fields, Patched};
use super::papers::{apply, created};
use super::patch::{Patch, address};
use super::problem::Problem;
use super::sent::{Handed, parsed};
use super::shapes::Paper;
use crate::papers::submission::{self, Sent};
use crate::web::house::House;

/// The calls of this file.
pub fn routes() -> Vec<Route> {
    routes![submit, assign]
}

/// What fields are called within, and here.
const NAMES: &[(&str, &str)] = &[
    ("question", "description"),
    ("course", "subject"),
    ("text", "file"),
    ("tutor", "teacher_email"),
];
/// The longest id a caller may give, in letters.
const LONGEST_ID: usize = 64;

/// A paper, as the original pipeline sent it.
#[derive(ToSchema)]
#[schema(example = json!({
    "id": "0f8fad5b-d9cb-469f-a165-70867728950e", "subject": "SOC 201", "student_email": "ana@example.edu",
    "description": "Is my main point clear?", "file": "Gardens are more than vegetables.",
}))]
#[expect(dead_code, reason = "describes what `submit` reads")]
pub struct FirstPaper {
    /// The caller's own name for it: a UUID, or 1 to 64 letters, digits, `.`, `_`, `~` and `-`.
    #[schema(max_length = 64, pattern = "^[A-Za-z0-9._~-]+$")]
    id: Option<String>,
    /// What it is for.
    #[schema(max_length = 200)]
    subject: Option<String>,
    /// The student's address.
    #[schema(format = Email)]
    student_email: String,
    /// The student's own question.
    #[schema(max_length = 4000)]
    description: Option<String>,
    /// The paper as plain text.
    #[schema(min_length = 1)]
    file: String,
}

/// Sends in a paper by the original pipeline's field names.
#[utoipa::path(
    tag = "The original pipeline",
    security(("token" = ["papers:submit"])),
    request_body = FirstPaper,
    responses((status = 201, body = Paper, description = "It is on disk, with its event and its mail.", headers(("ETag"), ("Location"))), RefusedWrite),
)]
#[post("/paper", data = "<body>")]
pub async fn submit(bearer: Submits, house: &House, key: Key, body: body::Json) -> Reply {
    let asked = key.asked(&bearer, body.fingerprint);
    if let Some(before) = given_before(house, &asked).await? {
        return Ok(before);
    }
    let mut fields = Fields::of(parsed(&body.bytes)?)?;
    let id = fields.text("id").map(|id| own_id(&mut fields, &id));
    let student = fields.required("student_email", "Enter the student's address");
    let file = fields.required("file", "Send the paper's text");
    let subject = fields.text("subject").unwrap_or_default().into_owned();
    let description = fields.text("description").unwrap_or_default().into_owned();
    fields.settle()?;
    let renamed = |problem: Problem| problem.renamed(NAMES);
    let handed = Handed::of_text(house, &file).await.map_err(renamed)?;
    let by = bearer.person.clone();
    let done = once(house, asked, move |tx| {
        let sent = Sent {
            id: id.as_deref(),
            student_email: &student,
            student_name: "",
            title: "",
            course: &subject,
            due_on: "",
            question: &description,
            consent_teacher: false,
        };
        created(tx, submission::send_for(tx, &by, &sent, &handed.handed_in)?)
    });
    done.await.map_err(renamed)
}

/// An id as the pipeline's callers made them; one that looks like a reference would name another paper.
fn own_id(fields: &mut Fields<'_>, id: &str) -> String {
    let fits = (1..=LONGEST_ID).contains(&id.len())
        && id
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"._~-".contains(&b))
        && !id.to_lowercase().starts_with("p-");
    if !fits {
        let says = "This must be a UUID, or 1 to 64 letters, digits, dots and dashes, not beginning with P-";
        fields.complain("id", says);
    }
    id.to_lowercase()
}

/// Who is to have a paper, as the original pipeline said it.
#[derive(ToSchema)]
#[schema(example = json!({ "id": "0f8fad5b-d9cb-469f-a165-70867728950e", "teacher_email": "ben@example.edu" }))]
#[expect(dead_code, reason = "describes what `assign` reads")]
pub struct FirstAssignment {
    /// The paper's id, or its reference.
    id: String,
    /// The tutor who is to have it; null hands it back to the queue.
    #[schema(format = Email, required = true)]
    teacher_email: Option<String>,
}

/// Gives a paper to a tutor by the original pipeline's field names.
#[utoipa::path(
    tag = "The original pipeline",
    security(("token" = ["papers:assign"])),
    request_body(content(
        (FirstAssignment = "application/json"),
        (FirstAssignment = "application/merge-patch+json"),
    )),
    responses((status = 200, body = Paper, description = "The paper as it stands now.", headers(("ETag"))), RefusedWrite),
)]
#[patch("/paper", data = "<body>")]
pub async fn assign(bearer: Assigns, house: &House, version: IfMatch, body: body::Patch) -> Reply {
    let mut fields = Fields::of(parsed(&body.0)?)?;
    let id = fields.required("id", "Say which paper");
    let tutor = address(&mut fields, "teacher_email");
    if tutor == Patched::Left {
        fields.complain_if_quiet("teacher_email", "Say who is to have it");
    }
    fields.settle()?;
    let patch = Patch::giving(tutor);
    apply(house, (bearer.person.clone(), id), version, patch)
        .await
        .map_err(|problem| problem.renamed(&[("assignee_email", "teacher_email")]))
}
