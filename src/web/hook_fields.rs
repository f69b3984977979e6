//! What the forms of webhooks send.

use rocket::FromForm;

use crate::clock::Moment;
use crate::pages::Times;
use crate::pages::hook::Range;
use crate::pages::hook_form::HookForm;
use crate::refusal::{Complaints, Refusal};

/// A webhook.
#[derive(FromForm)]
pub(super) struct HookFields {
    #[field(default = String::new())]
    name: String,
    #[field(default = String::new())]
    format: String,
    #[field(default = String::new())]
    url: String,
    #[field(default = String::new())]
    token: String,
    #[field(default = Vec::new())]
    kinds: Vec<String>,
    #[field(default = String::new())]
    course: String,
    #[field(default = String::new())]
    tutor: String,
    #[field(default = String::new())]
    status: String,
    #[field(default = String::new())]
    key: String,
}

impl HookFields {
    /// As the page shows it.
    pub(super) fn form(self) -> HookForm {
        HookForm {
            name: self.name,
            format: self.format,
            url: self.url,
            token: self.token,
            kinds: self.kinds,
            course: self.course,
            tutor: self.tutor,
            status: self.status,
            key: self.key,
        }
    }
}

/// Some days.
#[derive(FromForm)]
pub(super) struct RangeFields {
    #[field(default = String::new())]
    from: String,
    #[field(default = String::new())]
    to: String,
    #[field(default = false)]
    all: bool,
}

impl RangeFields {
    /// As the page shows it.
    pub(super) fn range(self) -> Range {
        Range {
            from: self.from,
            to: self.to,
            all: self.all,
        }
    }

    /// From the beginning of the first day to the end of the last, in the reader's own time, and whether also what was
    /// taken.
    pub(super) fn read(range: &Range, times: &Times) -> Result<(Moment, Moment, bool), Refusal> {
        let mut complaints = Complaints::default();
        let days = (times.on(&range.from, 0), times.on(&range.to, 0));
        if days.0.is_none() {
            complaints.add("from", "Enter the first day");
        }
        match days {
            (_, None) => complaints.add("to", "Enter the last day"),
            (Some(from), Some(to)) if to < from => {
                complaints.add("to", "The last day cannot be before the first");
            }
            _ => {}
        }
        complaints.settle()?;
        let (from, to) = (days.0.unwrap_or_default(), days.1.unwrap_or_default());
        Ok((from, to.plus_days(1), range.all))
    }
}
