//! Letters tell the promise in the reader's own time, where they set a time zone for themself.

use jiff::tz::TimeZone;
use serde_json::Value;

use super::{Paper, told};
use crate::clock::Moment;
use crate::db::Tx;
use crate::outbox::Recipient;
use crate::people;
use crate::refusal::{Fault, Outcome};

/// The same facts, with their moments in the zone of this recipient, and its name.
pub(super) fn in_their_time(
    tx: &Tx<'_>,
    paper: &Paper,
    facts: String,
    to: &Recipient,
) -> Outcome<String> {
    let zone = to.person.map(|id| people::zone_of(tx, id)).transpose()?;
    let Some(name) = zone.flatten() else {
        return Ok(facts);
    };
    let Ok(zone) = TimeZone::get(&name) else {
        return Ok(facts);
    };
    let mut said: Value = serde_json::from_str(&facts)
        .map_err(|error| Fault::from_error("reading a letter's facts", error))?;
    let tell = |moment: Moment| format!("{} ({name})", told::in_words_of(&zone, moment));
    let moments = [
        ("promised", Some(paper.promised_at)),
        ("expected", paper.expected_at),
    ];
    for (field, moment) in moments {
        if let (Some(moment), Some(written)) = (moment, said.get_mut(field)) {
            *written = tell(moment).into();
        }
    }
    Ok(said.to_string())
}
