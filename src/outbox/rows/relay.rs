//! Statements about the one mail server that we hand mail to.

use crate::clock::Moment;
use crate::db::{Row, Tx, bind};
use crate::refusal::{Fault, Outcome};

/// The mail server as the desk knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relay {
    /// Whether one is set.
    pub configured: bool,
    /// The right side of every Message-ID.
    pub domain: String,
    /// Troubles in a row; 0: all is well.
    pub troubles: u32,
    /// No mail is tried before.
    pub paused_until: Option<Moment>,
    /// Its last words of trouble.
    pub said: Option<String>,
    /// Since when there is trouble.
    pub trouble_at: Option<Moment>,
    /// When it last took a mail.
    pub sent_at: Option<Moment>,
    /// What proves that an address was made here.
    pub secret: String,
    /// The domain at which mail comes back to us.
    pub way_back: Option<String>,
}

/// The mail server as it stands now.
///
/// # Errors
/// When the database fails.
pub fn find(tx: &Tx<'_>) -> Outcome<Relay> {
    let found = tx.one(
        "select configured, domain, troubles, paused_until, said, trouble_at, sent_at, secret, way_back from relay",
        &[],
        read,
    )?;
    found.ok_or_else(|| Fault::new("the relay's row is missing").into())
}

fn read(row: &Row<'_>) -> Outcome<Relay> {
    Ok(Relay {
        configured: row.get("configured")?,
        domain: row.get("domain")?,
        troubles: row.get("troubles")?,
        paused_until: row.get("paused_until")?,
        said: row.get("said")?,
        trouble_at: row.get("trouble_at")?,
        sent_at: row.get("sent_at")?,
        secret: row.get("secret")?,
        way_back: row.get("way_back")?,
    })
}

/// Tells the desk at its start whether a mail server is set, and by which domain its mails are known.
///
/// # Errors
/// When the database fails.
pub fn introduce(tx: &Tx<'_>, configured: bool, domain: &str) -> Outcome<()> {
    tx.run(
        "update relay set configured = ?1, domain = ?2, troubles = 0, paused_until = null, said = null, trouble_at = null",
        bind![configured, domain],
    )?;
    if !configured {
        tx.run(
            "update deliveries set state = 'held', hold = 'no_relay' where state = 'pending'",
            &[],
        )?;
    }
    Ok(())
}

/// Tells the desk at its start at which domain mail comes back to it, if it does.
///
/// # Errors
/// When the database fails.
pub fn set_way_back(tx: &Tx<'_>, domain: Option<&str>) -> Outcome<()> {
    tx.run("update relay set way_back = ?1", bind![domain])?;
    Ok(())
}

pub fn set_trouble(tx: &Tx<'_>, paused_until: Moment, said: &str) -> Outcome<()> {
    tx.run(
        "update relay set troubles = troubles + 1, paused_until = ?1, said = ?2, trouble_at = coalesce(trouble_at, ?3)",
        bind![paused_until, said, tx.now()],
    )?;
    Ok(())
}

pub fn set_well(tx: &Tx<'_>) -> Outcome<()> {
    tx.run(
        "update relay set troubles = 0, paused_until = null, said = null, trouble_at = null where troubles > 0",
        &[],
    )?;
    Ok(())
}

pub fn set_sent(tx: &Tx<'_>) -> Outcome<()> {
    tx.run("update relay set sent_at = ?1", bind![tx.now()])?;
    Ok(())
}
