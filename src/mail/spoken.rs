//! Puts a mail into the words a mail server expects, so that it can be nothing but one mail to one person.

use super::address::checked;
use super::compose::well_formed;
use crate::outbox::carrier::{Parcel, Phase};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};

/// The three commands before the message, and the message up to and with its final dot.
pub(super) struct Spoken {
    pub(super) steps: [(Phase, String); 3],
    pub(super) body: String,
}

impl Spoken {
    /// Refuses, in one sentence, what could be read as more or other than one mail.
    pub(super) fn new(parcel: &Parcel) -> Result<Self, String> {
        let from = checked(&parcel.from).map_err(|why| why.to_string())?;
        let to = checked(&parcel.to).map_err(|why| why.to_string())?;
        let text = str::from_utf8(&parcel.bytes)
            .ok()
            .filter(|text| well_formed(text.as_bytes()))
            .ok_or("This mail is damaged and cannot be sent.")?;
        // A dot that begins a line is doubled, so that only the last line is a dot alone.
        let first = if text.starts_with('.') { "." } else { "" };
        let body = [first, &text.replace("\n.", "\n.."), ".\r\n"].concat();
        let steps = [
            (Phase::From, Mail::new(Some(from), Vec::new()).to_string()),
            (Phase::Recipient, Rcpt::new(to, Vec::new()).to_string()),
            (Phase::Data, Data.to_string()),
        ];
        Ok(Self { steps, body })
    }
}
