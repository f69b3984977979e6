//! Small pictures of numbers, drawn by the server: columns over time, bars beside each other, stations on a way. They are
//! two colours at most, say their numbers themselves, and never stand without a table.

use serde::Serialize;

mod flow;

pub use flow::Station;

/// Every picture is so many units wide.
const WIDE: i64 = 640;
const COLUMNS_HIGH: i64 = 200;
const TOP: i64 = 24;
const FOOT: i64 = 28;
const BAR_HIGH: i64 = 44;
/// So many labels stand beside each other under columns.
const MOST_LABELS: usize = 13;
/// So many columns say their number.
const MOST_NUMBERED: usize = 20;

/// How a part looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Look {
    /// The first colour.
    One,
    /// The second colour.
    Two,
    /// An axis, or where nothing is.
    Bare,
    /// A station of a flow.
    Frame,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Rect {
    x: i64,
    y: i64,
    w: i64,
    h: i64,
    look: Look,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Word {
    x: i64,
    y: i64,
    text: String,
    anchor: &'static str,
}

/// A way from one station of a flow to another: a line, and the head of an arrow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Way {
    line: String,
    head: String,
}

/// A picture, ready for its template.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Picture {
    wide: i64,
    high: i64,
    rects: Vec<Rect>,
    ways: Vec<Way>,
    words: Vec<Word>,
    key: Vec<Key>,
    /// Whether it only shows where numbers will be.
    is_empty: bool,
}

/// What a colour means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Key {
    look: Look,
    text: &'static str,
}

/// One column: its label, the lower part and what stands on it, and the number it says.
#[derive(Clone, Debug)]
pub struct Column {
    /// Under it.
    pub label: String,
    /// The lower part and the upper one.
    pub parts: (i64, i64),
    /// On top of it; empty: nothing.
    pub says: String,
}

/// One bar: its label, its length, and what it says.
#[derive(Clone, Debug)]
pub struct Bar {
    /// Above it.
    pub label: String,
    /// How long it is.
    pub length: i64,
    /// Behind it.
    pub says: String,
    /// Its colour.
    pub look: Look,
}

impl Picture {
    /// Columns from left to right; `key` says what the lower and the upper part are, where there are two.
    #[must_use]
    pub fn columns(columns: &[Column], key: Option<(&'static str, &'static str)>) -> Self {
        let mut picture = Self::sized(COLUMNS_HIGH);
        let foot = COLUMNS_HIGH - FOOT;
        let total = |column: &Column| column.parts.0 + column.parts.1;
        let most = columns.iter().map(total).max().unwrap_or(0).max(1);
        let number = i64::try_from(columns.len()).unwrap_or(1).max(1);
        let (every, gap) = (columns.len().div_ceil(MOST_LABELS).max(1), gap(number));
        for (n, column) in columns.iter().enumerate() {
            let place = i64::try_from(n).unwrap_or(0);
            let (left, right) = (WIDE * place / number, WIDE * (place + 1) / number);
            let (x, w) = (left + gap, (right - left - 2 * gap).max(1));
            let high = |amount: i64| amount * (foot - TOP) / most;
            let (whole, lower) = (high(total(column)), high(column.parts.0));
            picture.rect((x, foot - lower), (w, lower), Look::One);
            picture.rect((x, foot - whole), (w, whole - lower), Look::Two);
            let middle = i64::midpoint(left, right);
            if columns.len() <= MOST_NUMBERED {
                picture.word((middle, foot - whole - 6), &column.says, "middle");
            }
            if n % every == 0 {
                picture.word((middle, COLUMNS_HIGH - 8), &column.label, "middle");
            }
        }
        picture.rect((0, foot), (WIDE, 1), Look::Bare);
        picture.explain(key)
    }

    /// The same with the two parts beside each other, each under its own number.
    #[must_use]
    pub fn pairs(columns: &[Column], (one, two): (&'static str, &'static str)) -> Self {
        let mut picture = Self::sized(COLUMNS_HIGH);
        let foot = COLUMNS_HIGH - FOOT;
        let parts = columns
            .iter()
            .flat_map(|column| [column.parts.0, column.parts.1]);
        let most = parts.max().unwrap_or(0).max(1);
        let number = i64::try_from(columns.len()).unwrap_or(1).max(1);
        let every = number.saturating_add(5) / 6;
        for (place, column) in (0..).zip(columns) {
            let (left, right) = (WIDE * place / number, WIDE * (place + 1) / number);
            let w = (right - left) / 2 - gap(number);
            let sides = [(column.parts.0, Look::One), (column.parts.1, Look::Two)];
            for (side, (amount, look)) in (0..).zip(sides) {
                let (x, h) = (left + gap(number) + side * w, amount * (foot - TOP) / most);
                picture.rect((x, foot - h), (w - 1, h), look);
                if amount > 0 {
                    picture.word((x + w / 2, foot - h - 6), &amount.to_string(), "middle");
                }
            }
            if place % every == 0 {
                let middle = i64::midpoint(left, right);
                picture.word((middle, COLUMNS_HIGH - 8), &column.label, "middle");
            }
        }
        picture.rect((0, foot), (WIDE, 1), Look::Bare);
        picture.explain(Some((one, two)))
    }

    /// Bars below each other, each under its label.
    #[must_use]
    pub fn bars(bars: &[Bar], key: Option<(&'static str, &'static str)>) -> Self {
        let rows = i64::try_from(bars.len()).unwrap_or(0);
        let mut picture = Self::sized(rows * BAR_HIGH + 4);
        let most = bars.iter().map(|bar| bar.length).max().unwrap_or(0).max(1);
        for (n, bar) in (0..).zip(bars) {
            let top = n * BAR_HIGH;
            // What it says stands behind it, so it leaves a fifth of the width free.
            let w = bar.length * (WIDE * 4 / 5) / most;
            picture.word((0, top + 15), &bar.label, "start");
            picture.rect((0, top + 21), (w, 16), bar.look);
            picture.word((w + 8, top + 34), &bar.says, "start");
        }
        picture.explain(key)
    }

    /// The place of columns that are still to come.
    #[must_use]
    pub fn to_come() -> Self {
        let mut picture = Self::sized(COLUMNS_HIGH / 2);
        let foot = COLUMNS_HIGH / 2 - FOOT / 2;
        for step in 0..4 {
            picture.rect((0, foot - step * 24), (WIDE, 1), Look::Bare);
        }
        Self {
            is_empty: true,
            ..picture
        }
    }

    fn sized(high: i64) -> Self {
        Self {
            wide: WIDE,
            high,
            ..Self::default()
        }
    }

    fn explain(mut self, key: Option<(&'static str, &'static str)>) -> Self {
        if let Some((one, two)) = key {
            self.key = vec![
                Key {
                    look: Look::One,
                    text: one,
                },
                Key {
                    look: Look::Two,
                    text: two,
                },
            ];
        }
        self
    }

    fn rect(&mut self, (x, y): (i64, i64), (w, h): (i64, i64), look: Look) {
        if w > 0 && h > 0 {
            self.rects.push(Rect { x, y, w, h, look });
        }
    }

    fn word(&mut self, (x, y): (i64, i64), text: &str, anchor: &'static str) {
        if !text.is_empty() {
            self.words.push(Word {
                x,
                y,
                text: text.to_owned(),
                anchor,
            });
        }
    }
}

const fn gap(columns: i64) -> i64 {
    match columns {
        ..=20 => 5,
        21..=60 => 2,
        _ => 0,
    }
}

/// Which of five tints a number has beside the largest one; 0: none.
#[must_use]
pub fn tint(number: u32, most: u32) -> u32 {
    if number == 0 {
        return 0;
    }
    (number * 5).div_ceil(most.max(1)).clamp(1, 5)
}

#[cfg(test)]
mod tests;
