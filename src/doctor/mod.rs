//! Looks the desk over: what is well, what is not, and how to mend it.

mod database;
pub mod dns;
mod dns_message;
mod mail_names;
mod outside;
mod place;

use serde::Serialize;

use crate::config::Settings;
use crate::db::Db;
use crate::refusal::{Fault, Outcome};

pub use database::{of_database, of_file, pages_are_sound};
pub use mail_names::of_mail_names;
pub use outside::of_settings;
pub use place::of_place;

/// How something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Finding {
    /// All is well.
    Ok,
    /// It works, and somebody should look at it.
    Warn,
    /// It does not work.
    Fail,
}

impl Finding {
    /// The word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Fail => "fail",
        }
    }
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Check {
    /// What was looked at.
    pub name: &'static str,
    /// How it stands.
    pub state: Finding,
    /// The same as a sentence.
    pub says: String,
    /// What to do about it.
    pub mend: Option<String>,
}

impl Check {
    fn ok(name: &'static str, says: impl Into<String>) -> Self {
        Self {
            name,
            state: Finding::Ok,
            says: says.into(),
            mend: None,
        }
    }

    fn warn(name: &'static str, says: impl Into<String>, mend: impl Into<String>) -> Self {
        Self {
            name,
            state: Finding::Warn,
            says: says.into(),
            mend: Some(mend.into()),
        }
    }

    fn fail(name: &'static str, says: impl Into<String>, mend: impl Into<String>) -> Self {
        Self {
            state: Finding::Fail,
            ..Self::warn(name, says, mend)
        }
    }
}

/// Looks over a desk that is open, its mail server included; takes up to 10 seconds where that one is silent.
///
/// # Errors
/// When a check could not be made at all.
pub async fn checks(settings: &Settings, db: &Db) -> Outcome<Vec<Check>> {
    let (local, db) = (settings.clone(), db.clone());
    let looking = tokio::task::spawn_blocking(move || -> Outcome<Vec<Check>> {
        let mut found = of_place(&local);
        found.extend(of_database(&db)?);
        Ok(found)
    });
    let outside = of_settings(settings).await;
    let mut found = looking
        .await
        .map_err(|stopped| Fault::from_error("looking the desk over", stopped))??;
    found.extend(outside);
    Ok(found)
}
