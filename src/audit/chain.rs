//! The chain itself: each link is made from the one before, so that nothing can be changed, taken out or put in
//! between without breaking it from there on.

use std::fmt;

use data_encoding::HEXLOWER;
use rand::Rng;
use sha2::{Digest, Sha256};

use super::rows::{self, Written};
use super::{Act, Link, Subject};
use crate::clock::Moment;
use crate::db::Tx;
use crate::refusal::Outcome;

/// Links that are read together.
const AT_ONCE: u32 = 2000;

/// Before the first link.
pub(super) const NOTHING: [u8; 32] = [0; 32];

/// A link as somebody may note it elsewhere, to prove one day that the chain still goes through it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// The link's place.
    pub seq: Link,
    /// Its fingerprint.
    pub hash: Vec<u8>,
}

impl fmt::Display for Anchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.seq.0, HEXLOWER.encode(&self.hash))
    }
}

impl Anchor {
    /// Reads one as it was printed: the place, a colon, 64 hexadecimal digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (seq, hash) = text.trim().split_once(':')?;
        let hash = HEXLOWER.decode(hash.as_bytes()).ok()?;
        let seq = Link(seq.parse().ok()?);
        (hash.len() == 32).then_some(Self { seq, hash })
    }
}

/// What a whole chain is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sound {
    /// How many links.
    pub links: i64,
    /// Of how many it was forgotten, by the centre's own rules, what they are of.
    pub forgotten: i64,
    /// The last link; nothing in an empty chain.
    pub last: Option<Anchor>,
}

/// What became of looking the chain through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is whole.
    Whole(Sound),
    /// It is broken, first at this link, for this reason.
    Broken(Link, &'static str),
}

pub(super) fn append(
    tx: &Tx<'_>,
    (at, by): (Moment, Option<i64>),
    (act, subject): (Act, Subject),
    details: &str,
) -> Outcome<Link> {
    let (seq, prev) = match rows::last(tx)? {
        Some(last) => (Link(last.seq.0 + 1), last.hash),
        None => (Link(rows::ever(tx)? + 1), NOTHING.to_vec()),
    };
    let mut salt = [0; 16];
    rand::rng().fill_bytes(&mut salt);
    let (subject, subject_id) = subject.parts();
    let written = Written {
        at,
        by,
        act: act.as_str().to_owned(),
        subject: subject.to_owned(),
        subject_id,
        details: details.to_owned(),
        salt: salt.to_vec(),
    };
    let digest = digest(seq, &written);
    rows::insert(tx, seq, &digest, (&prev, &joined(&prev, &digest)))?;
    rows::insert_facts(tx, seq, &written)?;
    Ok(seq)
}

/// The fingerprint of what was written down: over a JSON array, so that no two things have the same form.
fn digest(seq: Link, written: &Written) -> Vec<u8> {
    let form = serde_json::json!([
        seq.0,
        written.at.0,
        written.by,
        written.act,
        written.subject,
        written.subject_id,
        written.details,
        HEXLOWER.encode(&written.salt),
    ]);
    Sha256::digest(form.to_string()).to_vec()
}

fn joined(prev: &[u8], digest: &[u8]) -> Vec<u8> {
    Sha256::new()
        .chain_update(prev)
        .chain_update(digest)
        .finalize()
        .to_vec()
}

/// The last link, to be noted elsewhere.
///
/// # Errors
/// When the database fails.
pub fn anchor(tx: &Tx<'_>) -> Outcome<Option<Anchor>> {
    rows::last(tx)
}

/// Looks the whole chain through, and where an anchor is given, whether it still goes through it.
///
/// # Errors
/// When the database fails.
pub fn verify(tx: &Tx<'_>, known: Option<&Anchor>) -> Outcome<Verdict> {
    let mut walk = Walk::default();
    loop {
        let more = rows::links(tx, walk.seq, AT_ONCE)?;
        if more.is_empty() {
            break;
        }
        for link in more {
            if let Err(why) = walk.step(&link, known) {
                return Ok(Verdict::Broken(Link(walk.seq.0 + 1), why));
            }
        }
    }
    let after = Link(walk.seq.0 + 1);
    if rows::ever(tx)? != walk.seq.0 || rows::loose(tx)? > 0 {
        return Ok(Verdict::Broken(after, "what came after it was taken away"));
    }
    if known.is_some_and(|known| known.seq > walk.seq) {
        return Ok(Verdict::Broken(after, "the chain ends before the anchor"));
    }
    if walk.forgotten != rows::forgotten(tx)? {
        let why = "what it is of was taken away, and not by the desk";
        return Ok(Verdict::Broken(walk.first_forgotten.unwrap_or(after), why));
    }
    let links = walk.seq.0;
    let last = (links > 0).then_some(Anchor {
        seq: walk.seq,
        hash: walk.hash,
    });
    Ok(Verdict::Whole(Sound {
        links,
        forgotten: walk.forgotten,
        last,
    }))
}

/// How far the chain was looked through.
struct Walk {
    seq: Link,
    hash: Vec<u8>,
    forgotten: i64,
    first_forgotten: Option<Link>,
}

impl Default for Walk {
    fn default() -> Self {
        Self {
            seq: Link(0),
            hash: NOTHING.to_vec(),
            forgotten: 0,
            first_forgotten: None,
        }
    }
}

impl Walk {
    fn step(&mut self, link: &rows::Joint, known: Option<&Anchor>) -> Result<(), &'static str> {
        if link.seq.0 != self.seq.0 + 1 {
            return Err("it is not there");
        }
        if link.prev != self.hash || link.hash != joined(&link.prev, &link.digest) {
            return Err("it does not join the one before");
        }
        match &link.written {
            Some(written) if digest(link.seq, written) != link.digest => {
                return Err("what it is of was changed");
            }
            Some(_) => {}
            None => {
                self.forgotten += 1;
                self.first_forgotten.get_or_insert(link.seq);
            }
        }
        if known.is_some_and(|known| known.seq == link.seq && known.hash != link.hash) {
            return Err("it is another one than the anchor says");
        }
        self.seq = link.seq;
        self.hash.clone_from(&link.hash);
        Ok(())
    }
}
