//! One span: from when to when something was done, and what was said meanwhile.

use std::time::Instant;

use super::fields::Fields;
use crate::clock::Clock;

/// So many lines of the log are kept with one span.
const LINES: usize = 64;
/// How long a request's own name is, and so half of its trace's.
const NAME: usize = 16;

/// Sixteen bytes in hexadecimal, as traces are named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraceId(pub String);

impl TraceId {
    /// The trace of a request has the request's own name, with zeros before it: whoever reads it on a page finds the trace.
    /// All others are named by chance.
    fn of(fields: &Fields) -> Self {
        let named = fields
            .text("request")
            .filter(|name| name.len() == NAME && name.bytes().all(|byte| byte.is_ascii_hexdigit()));
        Self(match named {
            Some(name) => format!("{name:0>32}"),
            None => format!("{:032x}", rand::random::<u128>().max(1)),
        })
    }
}

/// A line of the log that was said in it.
#[derive(Clone, Debug)]
pub struct Line {
    /// Nanoseconds since 1970 UTC.
    pub at: u128,
    pub level: &'static str,
    pub fields: Fields,
}

/// A span, open or closed.
#[derive(Clone, Debug)]
pub struct Span {
    pub name: &'static str,
    pub trace: TraceId,
    pub id: String,
    pub parent: Option<String>,
    pub fields: Fields,
    pub lines: Vec<Line>,
    /// Something went wrong in it.
    pub is_bad: bool,
    /// Nanoseconds since 1970 UTC; the end is 0 while it is open.
    pub began: u128,
    pub ended: u128,
    started: Instant,
}

impl Span {
    /// Begins one, below another or by itself.
    pub fn begin(name: &'static str, fields: Fields, above: Option<&Self>) -> Self {
        let millis = u128::try_from(Clock::Machine.now().0).unwrap_or(0);
        Self {
            name,
            trace: above.map_or_else(|| TraceId::of(&fields), |above| above.trace.clone()),
            id: format!("{:016x}", rand::random::<u64>().max(1)),
            parent: above.map(|above| above.id.clone()),
            fields,
            lines: Vec::new(),
            is_bad: false,
            began: millis * 1_000_000,
            ended: 0,
            started: Instant::now(),
        }
    }

    /// This moment, by the clock that cannot be set back.
    fn now(&self) -> u128 {
        self.began + self.started.elapsed().as_nanos()
    }

    /// Keeps a line with it.
    pub fn say(&mut self, level: &'static str, fields: Fields) {
        self.is_bad |= level == "ERROR";
        if self.lines.len() < LINES {
            let at = self.now();
            self.lines.push(Line { at, level, fields });
        }
    }

    /// Ends it.
    pub fn end(mut self) -> Self {
        self.ended = self.now();
        self.is_bad |= self
            .fields
            .number("status")
            .is_some_and(|status| status >= 500);
        self
    }
}
