//! Lists: a page at a time, each row exactly once however many come in meanwhile.

use data_encoding::BASE64URL_NOPAD;
use serde::Serialize;
use sha2::{Digest, Sha256};
use utoipa::{IntoParams, ToSchema};

use super::query::Query;
use crate::refusal::Refusal;

/// Rows on a page where nothing is said.
const USUAL: u32 = 50;
/// The most rows on a page.
const MOST: u32 = 200;
/// Bytes of the fingerprint in a cursor.
const MARK: usize = 8;

/// One page of a list.
#[derive(Serialize, ToSchema)]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// `cursor` for the next page; null at the end.
    pub next: Option<String>,
}

/// Which page of a list is asked for.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what `Place` reads")]
pub struct Pages {
    /// Rows on a page; 50 where nothing is said.
    #[param(minimum = 1, maximum = 200, value_type = u32, required = false)]
    limit: Option<u32>,
    /// `next` of the page before.
    #[param(value_type = String, required = false)]
    cursor: Option<String>,
}

/// Where a page of a list begins, and how long it is. A cursor is good only for the list it came from.
pub struct Place {
    list: String,
    /// What stands before the page.
    pub after: Option<i64>,
    limit: u32,
}

impl Place {
    /// Reads what was asked for; `list` names the list and all that it is filtered by.
    ///
    /// # Errors
    /// A refusal at `limit` or `cursor`.
    pub fn read(list: String, query: &Query) -> Result<Self, Refusal> {
        let (limit, cursor) = (query.one("limit")?, query.one("cursor")?);
        let limit = match limit.map(str::parse) {
            None => USUAL,
            Some(Ok(limit @ 1..=MOST)) => limit,
            Some(_) => {
                return Err(Refusal::field(
                    "limit",
                    "This must be a number from 1 to 200",
                ));
            }
        };
        let after = cursor.map(|cursor| opened(&list, cursor)).transpose()?;
        Ok(Self { list, after, limit })
    }

    /// How many rows to look for: one more than the page holds, to see whether another page follows.
    pub const fn rows(&self) -> u32 {
        self.limit + 1
    }

    /// The page of these rows; `place` tells where a row stands in the list.
    pub fn page<R, T>(
        &self,
        mut rows: Vec<R>,
        place: impl Fn(&R) -> i64,
        shape: impl FnMut(R) -> T,
    ) -> Page<T> {
        let limit = self.limit as usize;
        let more = rows.len() > limit;
        rows.truncate(limit);
        let last = rows.last().filter(|_| more).map(place);
        Page {
            next: last.map(|last| closed(&self.list, last)),
            items: rows.into_iter().map(shape).collect(),
        }
    }
}

fn closed(list: &str, place: i64) -> String {
    let mut bytes = place.to_be_bytes().to_vec();
    bytes.extend_from_slice(&mark(list, place.to_be_bytes()));
    BASE64URL_NOPAD.encode(&bytes)
}

fn opened(list: &str, cursor: &str) -> Result<i64, Refusal> {
    let bytes = BASE64URL_NOPAD
        .decode(cursor.as_bytes())
        .unwrap_or_default();
    match bytes.split_first_chunk::<8>() {
        Some((place, found)) if found == mark(list, *place) => Ok(i64::from_be_bytes(*place)),
        _ => Err(Refusal::field(
            "cursor",
            "This cursor does not belong to this list",
        )),
    }
}

/// Ties a place to its list, so that a cursor of another list, or one with a slip in it, is seen.
fn mark(list: &str, place: [u8; 8]) -> [u8; MARK] {
    let mut hash = Sha256::new();
    hash.update(place);
    hash.update(list.as_bytes());
    let whole: [u8; 32] = hash.finalize().into();
    let mut mark = [0; MARK];
    mark.copy_from_slice(&whole[..MARK]);
    mark
}
