//! The only room that knows the template engine: what pages and letters say, and in which words.

pub mod account;
pub mod all_papers;
pub mod api_docs;
pub mod assign;
pub mod attention;
pub mod audit;
pub mod bank;
pub mod beside;
pub mod board;
pub mod bulk;
pub mod calendar;
mod call;
pub mod calls;
pub mod centre_words;
pub mod check;
mod chips;
pub mod course_form;
mod deliveries;
pub mod delivery;
#[cfg(test)]
mod delivery_tests;
pub mod desk;
mod devices;
mod drawing;
pub mod earlier;
pub mod erasing;
pub mod feedback;
pub mod feeds;
mod filling;
pub mod galley;
#[cfg(test)]
mod galley_tests;
pub mod given;
mod given_back;
pub mod health;
pub mod hook;
pub mod hook_form;
pub mod hook_sent;
pub mod hooks;
pub mod html;
mod ics;
pub mod in_hand;
mod intake;
pub mod just_given;
pub mod kept;
pub mod letter;
pub mod lettering;
pub mod letters;
mod listed;
mod loads;
pub mod mail;
pub mod mail_choices;
pub mod mail_defaults;
mod mail_shelves;
mod mail_standing;
pub mod margin;
pub mod marked;
pub mod marking;
#[cfg(test)]
mod marking_tests;
pub mod merging;
pub mod my_papers;
pub mod narrowing;
pub mod next_draft;
pub mod note_form;
pub mod noted;
pub mod notes;
pub mod open_papers;
pub mod opened;
pub mod own_letters;
pub mod paper;
pub mod paper_acts;
mod paper_facts;
#[cfg(test)]
mod paper_tests;
pub mod papers_csv;
pub mod people;
pub mod person;
#[cfg(test)]
mod person_tests;
pub mod pipeline;
pub mod plan;
pub mod policies;
pub mod policy_history;
pub mod promised;
pub mod reading;
#[cfg(test)]
mod reading_tests;
mod reasons;
pub mod reminder;
mod replied;
pub mod reports;
pub mod retention;
pub mod returned_lately;
pub mod roster;
pub mod said_back;
pub mod samples;
pub mod second;
pub mod settings;
mod shell;
pub mod sign_in;
mod some_papers;
mod standing;
pub mod stop;
pub mod story;
#[cfg(test)]
mod student_tests;
pub mod submit;
pub mod suggest;
pub mod suppressed;
pub mod taken_home;
pub mod tastes;
#[cfg(test)]
mod tests;
mod times;
pub mod token;
pub mod tokens;
mod topics;
pub mod tutor;
pub mod tutors;
mod versions;
pub mod ways;
pub mod wording;
pub mod words;
pub mod written;

use std::sync::{Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};

use serde::Serialize;
use tera::{Context, Tera};

use crate::assets;
use crate::refusal::{Fault, FieldError};

pub use shell::{Flash, MenuItem, Shell, ShellPerson};
pub use times::Times;

/// What a template is filled with: its fields are the template's words.
pub trait Page: Serialize {
    /// The template's name under `templates/`.
    const TEMPLATE: &'static str;

    /// The page's title, before the centre's name.
    fn title(&self) -> String;
}

/// One of several things to choose in a form.
#[derive(Clone, Debug, Serialize)]
pub struct Choice {
    /// What the form sends.
    pub value: String,
    /// What the person reads.
    pub label: String,
}

impl Choice {
    /// Choices from pairs of what is sent and what is read.
    #[must_use]
    pub fn all(pairs: &[(&str, &str)]) -> Vec<Self> {
        pairs
            .iter()
            .map(|(value, label)| Self {
                value: (*value).to_owned(),
                label: (*label).to_owned(),
            })
            .collect()
    }
}

/// All templates, parsed at the start; in debug builds again before each use.
pub struct Pages {
    tera: RwLock<Tera>,
    parsed_at: Mutex<Instant>,
}

impl Pages {
    /// Parses every template.
    ///
    /// # Errors
    /// When a template has a mistake.
    pub fn open() -> Result<Self, Fault> {
        Ok(Self {
            tera: RwLock::new(parse()?),
            parsed_at: Mutex::new(Instant::now()),
        })
    }

    /// Renders a page inside the shell; `errors` are shown on top and at their fields.
    ///
    /// # Errors
    /// When a template asks for something that is not there.
    pub fn render<P: Page>(
        &self,
        shell: &Shell,
        page: &P,
        errors: &[FieldError],
    ) -> Result<String, Fault> {
        let failed = |error| Fault::from_error(format!("rendering {}", P::TEMPLATE), error);
        let mut context = Context::from_serialize(page).map_err(failed)?;
        context.insert("shell", shell);
        context.insert("page_title", &page.title());
        context.insert("errors", errors);
        let says: serde_json::Map<String, serde_json::Value> = errors
            .iter()
            .rev()
            .map(|error| (error.field.clone(), error.says.clone().into()))
            .collect();
        context.insert("says", &says);
        self.fill(P::TEMPLATE, &context)
    }

    /// Fills any template.
    fn fill(&self, template: &str, context: &Context) -> Result<String, Fault> {
        self.reload_now_and_then()?;
        let tera = self.tera.read().unwrap_or_else(PoisonError::into_inner);
        tera.render(template, context)
            .map_err(|error| Fault::from_error(format!("rendering {template}"), error))
    }
}

/// In debug builds an edited template shows after this long at the most.
const RELOAD_EVERY: Duration = Duration::from_secs(1);

impl Pages {
    fn reload_now_and_then(&self) -> Result<(), Fault> {
        if !assets::RELOADS {
            return Ok(());
        }
        let mut parsed_at = self
            .parsed_at
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if parsed_at.elapsed() > RELOAD_EVERY {
            *self.tera.write().unwrap_or_else(PoisonError::into_inner) = parse()?;
            *parsed_at = Instant::now();
        }
        Ok(())
    }
}

fn parse() -> Result<Tera, Fault> {
    let mut tera = Tera::default();
    tera.autoescape_on(vec![".html"]);
    tera.register_filter("typeset", html::Typeset);
    tera.add_raw_templates(assets::templates())
        .map_err(|error| Fault::from_error("parsing the templates", error))?;
    Ok(tera)
}
