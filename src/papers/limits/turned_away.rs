//! Who would have sent a paper and could not: written down once a day for each, because it is the number that argues
//! for more tutors.

use super::{Full, Measure, next_possible};
use crate::db::Tx;
use crate::drafts::HandedIn;
use crate::papers::preparation::{self, Form, Preparation};
use crate::papers::rows::turned_away as rows;
use crate::papers::{PaperNumber, centre_of};
use crate::people::Person;
use crate::refusal::{Failure, Kind, Outcome, Refusal};
use crate::tutors;

/// Keeps what was typed and handed in, as `preparation::save`; where all of it is fit to be sent and a week is full,
/// that is written down.
///
/// # Errors
/// As `preparation::save`.
pub fn save(
    tx: &Tx<'_>,
    person: &Person,
    id: Option<&str>,
    typed: (Form, Option<&HandedIn>),
) -> Outcome<Preparation> {
    let kept = preparation::save(tx, person, id, typed)?;
    if preparation::check(&kept).is_ok()
        && let Some((_, whose)) = next_possible(tx, person, &kept.form.course)?
    {
        note(tx, person, &kept, measure_of(&whose))?;
    }
    Ok(kept)
}

/// Sends what was prepared, as `preparation::send`; a refusal because too many came is written down and then given.
///
/// # Errors
/// As `preparation::send`, but for that one refusal.
pub fn send(tx: &Tx<'_>, person: &Person, id: &str) -> Outcome<Result<PaperNumber, Refusal>> {
    match preparation::send(tx, person, id) {
        Ok(number) => Ok(Ok(number)),
        // It is refused before anything is written.
        Err(Failure::Refused(refusal)) if refusal.kind == Kind::TooMany => {
            if let Some(kept) = preparation::find_for(tx, person, id)? {
                let full = next_possible(tx, person, &kept.form.course)?;
                let measure = full.map_or(Measure::Day, |(_, whose)| measure_of(&whose));
                note(tx, person, &kept, measure)?;
            }
            Ok(Err(refusal))
        }
        Err(failure) => Err(failure),
    }
}

const fn measure_of(whose: &Full) -> Measure {
    match whose {
        Full::Student(_) => Measure::Student,
        Full::Course(_) => Measure::Course,
    }
}

fn note(tx: &Tx<'_>, person: &Person, kept: &Preparation, measure: Measure) -> Outcome<()> {
    let today = tutors::today(&centre_of(tx)?, tx.now());
    rows::insert(tx, (person.id, &today), (kept.form.course.trim(), measure))
}
