//! The form of a webhook: where to, in which shape, and what it hears of.

use serde::Serialize;

use super::{Choice, Page, words};
use crate::hooks::{Format, Hook, HookId, KINDS, Typed};
use crate::papers::State;
use crate::papers::courses::Course;
use crate::people::{Person, PersonId};
use crate::sign_in::Token;

/// A webhook as its form shows it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct HookForm {
    /// What it is for.
    pub name: String,
    /// The word of its shape.
    pub format: String,
    /// Where to.
    pub url: String,
    /// A bearer token, as it is typed; never the one that is there.
    pub token: String,
    /// The kinds of event; none: all.
    pub kinds: Vec<String>,
    /// A course's number; empty: any.
    pub course: String,
    /// A tutor's number; empty: any.
    pub tutor: String,
    /// A state's word; empty: any.
    pub status: String,
    /// What tells this form from all others.
    pub key: String,
}

impl From<&Hook> for HookForm {
    fn from(hook: &Hook) -> Self {
        let or_empty = |number: Option<i64>| number.map_or_else(String::new, |n| n.to_string());
        Self {
            name: hook.name.clone(),
            format: hook.format.as_str().to_owned(),
            url: hook.url.clone(),
            token: String::new(),
            kinds: hook.kinds.clone(),
            course: or_empty(hook.course),
            tutor: or_empty(hook.tutor.map(|tutor| tutor.0)),
            status: hook.paper_state.clone(),
            key: String::new(),
        }
    }
}

impl HookForm {
    /// What was typed. What stands in none of the form's lists was not chosen by a person.
    #[must_use]
    pub fn read(&self) -> Typed {
        let numbered = |text: &str| (!text.is_empty()).then(|| text.parse().unwrap_or(0));
        Typed {
            name: self.name.clone(),
            format: Format::parse(&self.format).unwrap_or(Format::Standard),
            url: self.url.clone(),
            token: self.token.clone(),
            kinds: self.kinds.clone(),
            course: numbered(&self.course),
            tutor: numbered(&self.tutor).map(PersonId),
            paper_state: State::parse(&self.status)
                .map_or_else(String::new, |state| state.as_str().to_owned()),
            form: self.key.clone(),
        }
    }
}

/// The page with the form.
#[derive(Serialize)]
pub struct HookFormPage {
    hook: Option<i64>,
    name: String,
    has_token: bool,
    form: HookForm,
    formats: Vec<FormatChoice>,
    kinds: Vec<Choice>,
    courses: Vec<Choice>,
    tutors: Vec<Choice>,
    states: Vec<Choice>,
}

#[derive(Serialize)]
struct FormatChoice {
    value: &'static str,
    label: &'static str,
    hint: &'static str,
}

impl HookFormPage {
    /// Around what there is to choose from; `hook` is the one that is changed, none for a new one.
    #[must_use]
    pub fn of(hook: Option<&Hook>, (courses, tutors): (&[Course], &[Person])) -> Self {
        let fresh = || HookForm {
            format: Format::Standard.as_str().to_owned(),
            key: Token::new().reveal().to_owned(),
            ..HookForm::default()
        };
        let choice = |value: String, label: String| Choice { value, label };
        Self {
            hook: hook.map(|hook| hook.id.0),
            name: hook.map_or_else(String::new, |hook| hook.name.clone()),
            has_token: hook.is_some_and(|hook| !hook.token.is_empty()),
            form: hook.map_or_else(fresh, HookForm::from),
            formats: Format::ALL
                .iter()
                .map(|format| format_choice(*format))
                .collect(),
            kinds: KINDS
                .iter()
                .map(|(kind, says)| choice((*kind).to_owned(), format!("A paper {says}")))
                .collect(),
            courses: courses
                .iter()
                .map(|course| choice(course.id.to_string(), course.code.clone()))
                .collect(),
            tutors: tutors
                .iter()
                .map(|tutor| choice(tutor.id.0.to_string(), tutor.name.clone()))
                .collect(),
            states: State::ALL
                .iter()
                .map(|state| {
                    choice(
                        state.as_str().to_owned(),
                        words::staff_state(*state).to_owned(),
                    )
                })
                .collect(),
        }
    }

    /// The same with what somebody typed; a new form's key stays a fresh one.
    #[must_use]
    pub fn typed(self, typed: HookForm) -> Self {
        let key = self.form.key;
        Self {
            form: HookForm { key, ..typed },
            ..self
        }
    }
}

impl Page for HookFormPage {
    const TEMPLATE: &'static str = "hooks/form.html";

    fn title(&self) -> String {
        if self.hook.is_some() {
            format!("Change {}", self.name)
        } else {
            "Add a webhook".to_owned()
        }
    }
}

const fn format_choice(format: Format) -> FormatChoice {
    let hint = match format {
        Format::Standard => "CloudEvents in JSON, signed by the rules of Standard Webhooks.",
        Format::Slack => "The address of an incoming webhook of Slack.",
        Format::Teams => {
            "The address that a workflow of Teams gives for “When a webhook request is received”."
        }
        Format::Matrix => {
            "https://SERVER/_matrix/client/v3/rooms/ROOM/send/m.room.message, and the token of an account in that room."
        }
        Format::Ntfy => {
            "https://ntfy.sh/TOPIC or your own server, and a token where the topic wants one."
        }
    };
    FormatChoice {
        value: format.as_str(),
        label: format_name(format),
        hint,
    }
}

/// What a shape is called.
#[must_use]
pub const fn format_name(format: Format) -> &'static str {
    match format {
        Format::Standard => "A program",
        Format::Slack => "Slack",
        Format::Teams => "Microsoft Teams",
        Format::Matrix => "Matrix",
        Format::Ntfy => "ntfy",
    }
}

/// The address of a webhook's page.
#[must_use]
pub fn href(id: HookId) -> String {
    format!("/settings/webhooks/{}", id.0)
}

/// The page that shows a webhook's secret, once.
#[derive(Serialize)]
pub struct SecretPage {
    name: String,
    secret: String,
    href: String,
    changed: bool,
}

impl SecretPage {
    /// Of a webhook whose secret was made this moment.
    #[must_use]
    pub fn of(hook: &Hook, secret: &str) -> Self {
        Self {
            name: hook.name.clone(),
            secret: secret.to_owned(),
            href: href(hook.id),
            changed: hook.turns > 0,
        }
    }
}

impl Page for SecretPage {
    const TEMPLATE: &'static str = "hooks/secret.html";

    fn title(&self) -> String {
        "Copy the signing secret now".to_owned()
    }
}
