//! What can be sent in, as the description tells it: a paper or a draft, as JSON or as a form.

use utoipa::ToSchema;

/// A paper to be sent in.
#[derive(ToSchema)]
#[schema(example = json!({
    "student_email": "ana@example.edu", "student_name": "Ana Duarte", "title": "Community gardens", "subject": "SOC 201",
    "description": "Is my main point clear?", "due_on": "2026-12-04", "text": "Gardens are more than vegetables.",
}))]
#[expect(dead_code, reason = "describes what `Sent` reads")]
pub struct NewPaper {
    /// The student's address. Somebody unknown gets an account.
    #[schema(format = Email)]
    student_email: String,
    /// What the student is called, where we do not know them yet.
    student_name: Option<String>,
    /// What it is called; where nothing is said, looked for in the paper.
    #[schema(max_length = 200)]
    title: Option<String>,
    /// What it is for: a course.
    #[schema(max_length = 200)]
    subject: Option<String>,
    /// The student's own question.
    #[schema(max_length = 4000)]
    description: Option<String>,
    /// The course's own due date.
    #[schema(format = Date)]
    due_on: Option<String>,
    /// The paper as plain text; or else `file`.
    text: Option<String>,
    /// The paper as a file; or else `text`.
    file: Option<NewFile>,
    /// A UUID of the caller's own.
    #[schema(format = "uuid")]
    id: Option<String>,
    /// Whether the student agreed that the course's teacher is told.
    consent_teacher: Option<bool>,
}

/// The next draft of a paper.
#[derive(ToSchema)]
#[schema(example = json!({ "text": "Gardens are more than vegetables: they are where a street meets." }))]
#[expect(dead_code, reason = "describes what `read_draft` reads")]
pub struct NewDraft {
    /// The draft as plain text; or else `file`.
    text: Option<String>,
    /// The draft as a file; or else `text`.
    file: Option<NewFile>,
}

/// A file within JSON.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what `file` reads")]
pub struct NewFile {
    /// What it is called; its ending says what it is: docx, odt, rtf, pdf, txt or md.
    #[schema(example = "essay.docx")]
    name: String,
    /// Its bytes in base64.
    #[schema(content_encoding = "base64")]
    content: String,
}

/// The same as a form with a file.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what `Sent` reads")]
pub struct NewPaperForm {
    /// The student's address.
    student_email: String,
    /// What the student is called.
    student_name: Option<String>,
    /// What it is called.
    title: Option<String>,
    /// What it is for: a course.
    subject: Option<String>,
    /// The student's own question.
    description: Option<String>,
    /// The course's own due date.
    due_on: Option<String>,
    /// The paper as plain text; or else `file`.
    text: Option<String>,
    /// The paper as a file; or else `text`.
    #[schema(content_media_type = "application/octet-stream")]
    file: Option<String>,
    /// A UUID of the caller's own.
    id: Option<String>,
    /// `true` or `false`.
    consent_teacher: Option<String>,
}

/// The next draft as a form with a file.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what `read_draft` reads")]
pub struct NewDraftForm {
    /// The draft as plain text; or else `file`.
    text: Option<String>,
    /// The draft as a file; or else `text`.
    #[schema(content_media_type = "application/octet-stream")]
    file: Option<String>,
}
