//! What leaves the desk for others: a line per draft for research, without names, and a line per paper for teachers
//! whose students agreed that they are told.

use data_encoding::BASE32_NOPAD;
use sha2::{Digest, Sha256};

use super::case::Case;
use super::{Asked, only, rows};
use crate::centre::Centre;
use crate::clock::Moment;
use crate::db::Tx;
use crate::papers::{self, PaperNumber};
use crate::people::PersonId;
use crate::refusal::Outcome;

pub use rows::exports::ForTeacher;

/// Every draft of a time, with what a pseudonym is made of.
pub struct Research {
    /// The drafts.
    pub cases: Vec<Case>,
    /// The centre's rules.
    pub centre: Centre,
    /// The moment as of which all is told.
    pub now: Moment,
    key: Vec<u8>,
}

impl Research {
    /// A person's pseudonym: the same in every export, and another one than in any other centre's.
    #[must_use]
    pub fn person(&self, person: PersonId) -> String {
        self.pseudonym("person", person.0)
    }

    /// A paper's pseudonym.
    #[must_use]
    pub fn paper(&self, paper: PaperNumber) -> String {
        self.pseudonym("paper", paper.0)
    }

    fn pseudonym(&self, what: &str, number: i64) -> String {
        let hash = Sha256::new()
            .chain_update(&self.key)
            .chain_update(what)
            .chain_update(number.to_be_bytes())
            .finalize();
        BASE32_NOPAD.encode(&hash[..10])
    }
}

/// Every draft of a time for research. Whoever is in a group of fewer than five can be known by it all the same: what a
/// file may leave out is decided where it is written.
///
/// # Errors
/// When the database fails.
pub fn research(tx: &Tx<'_>, asked: &Asked) -> Outcome<Research> {
    let centre = papers::centre_of(tx)?;
    let span = asked.period.moments(&centre.zone());
    Ok(Research {
        cases: only(rows::cases(tx, span)?, asked),
        now: tx.now(),
        key: rows::exports::pseudonym_key(tx)?,
        centre,
    })
}

/// Papers of a time whose students agreed that their course's teacher is told, by teacher.
///
/// # Errors
/// When the database fails.
pub fn for_teachers(tx: &Tx<'_>, asked: &Asked) -> Outcome<Vec<ForTeacher>> {
    let zone = papers::centre_of(tx)?.zone();
    let mut all = rows::exports::for_teachers(tx, asked.period.moments(&zone))?;
    if let Some(course) = &asked.course {
        all.retain(|one| one.course.eq_ignore_ascii_case(course));
    }
    Ok(all)
}
