//! Letters tell moments in the reader's own time, where they set a time zone for themself.

use jiff::tz::TimeZone;
use serde_json::Value;

use super::{Paper, told};
use crate::centre::Centre;
use crate::clock::Moment;
use crate::db::Tx;
use crate::outbox::Recipient;
use crate::people::{self, PersonId};
use crate::refusal::{Fault, Outcome};

/// In whose time somebody reads.
pub struct Reader {
    zone: TimeZone,
    /// The zone's name, where it is their own.
    own: Option<String>,
}

impl Reader {
    /// How a person reads moments: in their own zone, or else in the centre's.
    ///
    /// # Errors
    /// When the database fails.
    pub fn find(tx: &Tx<'_>, person: PersonId, centre: &Centre) -> Outcome<Self> {
        let own = people::zone_of(tx, person)?;
        let found = own.as_deref().and_then(|name| TimeZone::get(name).ok());
        Ok(match found {
            Some(zone) => Self { zone, own },
            None => Self {
                zone: centre.zone(),
                own: None,
            },
        })
    }

    /// A moment in words, with the zone's name where it is not the centre's.
    #[must_use]
    pub fn tell(&self, moment: Moment) -> String {
        let words = told::in_words_of(&self.zone, moment);
        match &self.own {
            Some(name) => format!("{words} ({name})"),
            None => words,
        }
    }
}

/// The same facts with their moments as this recipient reads them.
pub(super) fn in_their_time(
    tx: &Tx<'_>,
    paper: &Paper,
    facts: String,
    to: &Recipient,
) -> Outcome<String> {
    let Some(person) = to.person else {
        return Ok(facts);
    };
    let reader = Reader::find(tx, person, &Centre::default())?;
    if reader.own.is_none() {
        return Ok(facts);
    }
    let mut said: Value = serde_json::from_str(&facts)
        .map_err(|error| Fault::from_error("reading a letter's facts", error))?;
    let moments = [
        ("promised", Some(paper.promised_at)),
        ("expected", paper.expected_at),
    ];
    for (field, moment) in moments {
        if let (Some(moment), Some(written)) = (moment, said.get_mut(field)) {
            *written = reader.tell(moment).into();
        }
    }
    Ok(said.to_string())
}
