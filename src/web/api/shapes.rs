//! What the desk's things look like from outside: JSON shapes, one for all calls.

use serde::{Serialize, Serializer};
use serde_json::Value;
use utoipa::ToSchema;

use super::vocabulary::{DeliveryState, LetterWord, RoleWord, Status};
use crate::clock::Moment;
use crate::events::{PaperNumber, Published};
use crate::feedback::Letter as Returned;
use crate::hooks::Sent;
use crate::outbox::Delivery as Carried;
use crate::papers::Paper as Known;
use crate::people::{Person as Somebody, Role};

/// A moment as RFC 3339 says it, UTC.
pub struct Time(Moment);

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0.timestamp())
    }
}

/// A paper's number as people say it.
#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands a field over by reference"
)]
fn aloud<S: Serializer>(number: &PaperNumber, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(number)
}

/// A paper.
#[derive(Serialize, ToSchema)]
pub struct Paper {
    /// Its id: the caller's own, or a `UUIDv7`.
    pub id: String,
    /// What people say aloud: P-1042.
    #[serde(serialize_with = "aloud")]
    #[schema(value_type = String, example = "P-1042")]
    pub reference: PaperNumber,
    /// Where it stands.
    #[schema(value_type = Status)]
    pub status: &'static str,
    /// What it is called.
    #[schema(example = "Community gardens")]
    pub title: String,
    /// What it is for; empty: not for a course.
    #[schema(example = "SOC 201")]
    pub subject: String,
    /// The student's own question.
    pub description: String,
    /// Its student's address.
    #[schema(format = Email)]
    pub student_email: String,
    /// Its student's name.
    pub student_name: String,
    /// Who has it, or had it last.
    #[schema(format = Email)]
    pub assignee_email: Option<String>,
    /// The newest draft's number.
    pub draft: u32,
    /// Words in the newest draft; 0 where its text could not be read.
    pub words: u32,
    /// The course's own due date.
    #[schema(format = Date)]
    pub due_on: Option<String>,
    /// By when feedback is promised.
    #[schema(value_type = String, format = DateTime)]
    pub promised_at: Time,
    /// When it came in.
    #[schema(value_type = String, format = DateTime)]
    pub submitted_at: Time,
    /// When it last changed.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Time,
    /// Raised by every change; also its `ETag`.
    pub version: u32,
}

impl From<Known> for Paper {
    fn from(paper: Known) -> Self {
        Self {
            reference: paper.number,
            id: paper.id,
            status: paper.state.as_str(),
            title: paper.title,
            subject: paper.course,
            description: paper.question,
            student_email: paper.student.email,
            student_name: paper.student.name,
            assignee_email: paper.tutor.map(|tutor| tutor.email),
            draft: paper.draft,
            words: paper.words,
            due_on: paper.due_on,
            promised_at: Time(paper.promised_at),
            submitted_at: Time(paper.submitted_at),
            updated_at: Time(paper.updated_at),
            version: paper.version,
        }
    }
}

/// A letter that was returned on a draft.
#[derive(Serialize, ToSchema)]
pub struct Feedback {
    /// On which draft.
    pub draft: u32,
    /// Who wrote it.
    pub tutor_name: String,
    /// The letter itself.
    pub letter: String,
    /// When it was returned.
    #[schema(value_type = String, format = DateTime)]
    pub returned_at: Time,
}

impl From<(u32, Returned)> for Feedback {
    fn from((draft, letter): (u32, Returned)) -> Self {
        Self {
            draft,
            tutor_name: letter.tutor,
            letter: letter.text,
            returned_at: Time(letter.returned_at),
        }
    }
}

/// What tutors and coordinators do among themselves: a paper's student hears that it happened, not who and why.
const AMONG_STAFF: [&str; 4] = ["handed_back", "taken_over", "promise_at_risk", "noticed"];

/// What a second reader may do in the place of a tutor.
const FOR_THEIR_TUTOR: [&str; 2] = ["returned", "return_undone"];

/// One thing that happened to a paper.
#[derive(Serialize, ToSchema)]
pub struct Event {
    /// Its place in the one order of all events.
    pub seq: i64,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Time,
    /// What: `submitted`, `assigned`, `returned`, …
    #[schema(example = "submitted")]
    pub kind: String,
    /// The paper's id.
    pub paper_id: String,
    /// The paper's reference.
    #[serde(serialize_with = "aloud")]
    #[schema(value_type = String)]
    pub paper_reference: PaperNumber,
    /// Who did it; null: the desk itself.
    #[schema(format = Email)]
    pub actor_email: Option<String>,
    /// What goes with it: `words`, `draft`, `assignee_email`, and what was `said` with it.
    #[schema(value_type = Object)]
    pub data: Value,
}

impl Event {
    /// As this person may see it: what is among tutors and coordinators stays there, as on the paper's own page.
    /// `hidden`: they do not see who wrote the papers of others.
    pub fn seen_by(event: Published, (person, hidden): (&Somebody, bool)) -> Self {
        let sees_behind =
            person.oversees() || (person.is(Role::Tutor) && event.student != person.id);
        let among_staff = !sees_behind && AMONG_STAFF.contains(&event.kind.as_str());
        // A student hears of the tutor whose feedback it is, never of a second reader who let it go.
        let for_tutor = !sees_behind && FOR_THEIR_TUTOR.contains(&event.kind.as_str());
        let nameless = hidden && event.by_student && event.student != person.id;
        let (mut data, mut actor) = (event.data, event.actor_email);
        if let Value::Object(fields) = &mut data {
            let about_tutor = fields.remove("tutor").is_some();
            if among_staff {
                fields.clear();
            } else if about_tutor && for_tutor {
                actor.clone_from(&event.tutor_email);
            } else if about_tutor {
                fields.insert("assignee_email".to_owned(), event.tutor_email.into());
            }
            if let Some(said) = event.words.filter(|_| !among_staff) {
                fields.insert("said".to_owned(), said.into());
            }
        }
        Self {
            seq: event.seq.0,
            at: Time(event.at),
            kind: event.kind,
            paper_id: event.paper_id,
            paper_reference: event.paper,
            actor_email: actor.filter(|_| !among_staff && !nameless),
            data,
        }
    }
}

/// One letter, or one webhook's telling, on its way to one recipient.
#[derive(Serialize, ToSchema)]
pub struct Delivery {
    /// Its number.
    pub id: i64,
    /// The event that caused it; null: signing in and the like.
    pub event_seq: Option<i64>,
    /// The paper it is about.
    pub paper_id: Option<String>,
    /// By which way it goes: `mail` or `webhook`.
    #[schema(example = "mail")]
    pub channel: &'static str,
    /// The address it goes to; of a webhook's, only the machine.
    pub recipient: String,
    /// Which letter; `webhook` where it is none.
    #[schema(value_type = LetterWord)]
    pub letter: &'static str,
    /// Where it stands.
    #[schema(value_type = DeliveryState)]
    pub state: &'static str,
    /// Tries that counted.
    pub attempts: u32,
    /// When it is tried next, or was.
    #[schema(value_type = String, format = DateTime)]
    pub due_at: Time,
    /// The other side's last words.
    pub last_answer: Option<String>,
    /// The same on every attempt: a mail's Message-ID, or a webhook-id.
    pub message_id: String,
}

impl From<(Carried, Option<String>)> for Delivery {
    fn from((delivery, paper_id): (Carried, Option<String>)) -> Self {
        Self {
            id: delivery.id.0,
            event_seq: delivery.event.map(|seq| seq.0),
            paper_id,
            channel: "mail",
            recipient: delivery.recipient,
            letter: delivery.letter.as_str(),
            state: delivery.state.as_str(),
            attempts: delivery.attempts,
            due_at: Time(delivery.due_at),
            last_answer: delivery.last_answer,
            message_id: format!("<{}>", delivery.message_id),
        }
    }
}

impl From<Sent> for Delivery {
    fn from(sent: Sent) -> Self {
        let (event, paper_id) = sent
            .message
            .paper
            .map(|paper| (paper.seq.0, paper.id))
            .unzip();
        Self {
            id: sent.id.0,
            event_seq: event,
            paper_id,
            channel: "webhook",
            recipient: format!("https://{}", sent.host),
            letter: "webhook",
            state: sent.state.as_str(),
            attempts: sent.attempts,
            due_at: Time(sent.due_at),
            last_answer: sent.last_answer,
            message_id: sent.message.id,
        }
    }
}

/// Anyone with an account.
#[derive(Serialize, ToSchema)]
pub struct Person {
    /// Their number.
    pub id: i64,
    /// Their address.
    #[schema(format = Email)]
    pub email: String,
    /// What they are called.
    pub name: String,
    /// What they do here.
    #[schema(value_type = Vec<RoleWord>)]
    pub roles: Vec<&'static str>,
    /// They may not come in any more; their history stays.
    pub disabled: bool,
}

impl From<Somebody> for Person {
    fn from(person: Somebody) -> Self {
        Self {
            id: person.id.0,
            email: person.email,
            name: person.name,
            roles: person.roles.iter().map(|role| role.as_str()).collect(),
            disabled: person.disabled,
        }
    }
}
