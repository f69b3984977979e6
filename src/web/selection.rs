//! Papers chosen for a deed, as a form or an address names them: one by one, or all that a search finds.

use rocket::FromForm;
use sha2::{Digest, Sha256};

use crate::assignments::{self, Given, MOST_TOGETHER};
use crate::db::Tx;
use crate::idempotency::{self, Answered, Asked};
use crate::pages::beside::Walk;
use crate::pages::bulk::{Deed, Origin, Typed};
use crate::papers::PaperNumber;
use crate::papers::search::{self, Search};
use crate::people::Person;
use crate::refusal::{Fault, Outcome};

/// What is chosen and typed.
#[derive(Clone, FromForm)]
pub struct Selection {
    #[field(default = Vec::new())]
    papers: Vec<String>,
    /// All that the list's search finds, whatever is ticked.
    every: Option<String>,
    list: Option<String>,
    queue: Option<String>,
    /// The paper on whose page it began.
    on: Option<String>,
    /// The form's own name: sent twice, it is done once.
    key: Option<String>,
    #[field(default = String::new())]
    tutor: String,
    #[field(default = String::new())]
    reason: String,
    #[field(default = String::new())]
    ready: String,
    #[field(default = String::new())]
    hours: String,
    #[field(default = String::new())]
    date: String,
    above: Option<String>,
}

/// Chosen papers; or more of them than go together.
pub enum Picked {
    /// These.
    These(Vec<PaperNumber>),
    /// None, because more fit than go together.
    TooMany,
}

impl Selection {
    /// The papers that are named.
    pub fn named(&self) -> Vec<PaperNumber> {
        let parsed = self
            .papers
            .iter()
            .filter_map(|typed| PaperNumber::parse(typed));
        let mut numbers: Vec<_> = parsed.collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    /// Where they were chosen.
    pub fn origin(&self) -> Origin {
        let walk = Walk::named_by(self.list.as_deref(), self.queue.as_deref());
        Origin {
            walk: walk.unwrap_or_else(|| Walk::All(String::new())),
            every: self.every.is_some(),
            on: self.on.as_deref().and_then(PaperNumber::parse),
        }
    }

    /// The search of the list, where all that it finds is chosen.
    pub fn search(&self) -> Option<Search> {
        let list = self.list.as_deref().unwrap_or_default();
        self.every.as_ref().map(|_| Search::read(list))
    }

    /// What was typed.
    pub fn typed(&self) -> Typed {
        Typed {
            tutor: self.tutor.clone(),
            reason: self.reason.clone(),
            ready: self.ready.clone(),
            hours: self.hours.clone(),
            date: self.date.clone(),
            above: self.above.is_some(),
        }
    }

    /// The chosen papers as they stand: those that are named, or all that the search finds now.
    pub fn picked(&self, tx: &Tx<'_>, by: &Person) -> Outcome<Picked> {
        let Some(search) = self.search() else {
            return Ok(Picked::These(self.named()));
        };
        let most = u32::try_from(MOST_TOGETHER + 1).unwrap_or(u32::MAX);
        let (numbers, _) = search::numbers(tx, by, &search, most)?;
        Ok(if numbers.len() > MOST_TOGETHER {
            Picked::TooMany
        } else {
            Picked::These(numbers)
        })
    }

    /// Does a deed with the papers that the form was shown with. Where a search chose them, one that does not fit it any
    /// more stays as it is. The same form sent twice is done once.
    ///
    /// # Errors
    /// Whatever the deed gives.
    pub fn done(
        &self,
        tx: &Tx<'_>,
        (deed, by): (Deed, &Person),
        doing: impl FnOnce(&[PaperNumber]) -> Outcome<Vec<Given>>,
    ) -> Outcome<Vec<Given>> {
        let numbers = self.named();
        let unreadable = |error| Fault::from_error("keeping what became of papers", error);
        let asked = self.asked(deed, by);
        let said = idempotency::once(tx, &asked, |tx| {
            let given = match self.search() {
                Some(search) => assignments::where_still_found(tx, by, (&search, &numbers), doing)?,
                None => doing(&numbers)?,
            };
            Ok(Answered {
                status: 200,
                headers: Vec::new(),
                body: serde_json::to_string(&given).map_err(unreadable)?,
            })
        })?;
        let (idempotency::Given::First(said) | idempotency::Given::Again(said)) = said;
        Ok(serde_json::from_str(&said.body).map_err(unreadable)?)
    }

    /// The request, by the form's key and all that was typed: a form that was gone back to and changed is another one.
    fn asked(&self, deed: Deed, by: &Person) -> Asked {
        let said = (
            deed.word(),
            &self.papers,
            &self.every,
            &self.list,
            (&self.tutor, &self.reason, &self.ready),
            (&self.hours, &self.date, &self.above),
        );
        let said = serde_json::json!(said).to_string();
        let fingerprint: [u8; 32] = Sha256::digest(said).into();
        let print = data_encoding::HEXLOWER.encode(&fingerprint);
        let key = self.key.as_ref().filter(|key| !key.is_empty());
        Asked {
            person: by.id,
            key: key
                .map(|key| format!("form {} {print}", key.chars().take(60).collect::<String>())),
            fingerprint,
        }
    }
}
