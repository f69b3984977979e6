//! A flow: stations with ways between them. A row of stations that follow each other, and below it columns of stations of
//! which each leads to all of the next column.

use super::{Key, Look, Picture, WIDE, Way};

const ROW_TOP: i64 = 28;
const ROW_HIGH: i64 = 86;
const ROW_GAP: i64 = 24;
const COLUMNS_TOP: i64 = 164;
const COLUMN_GAP: i64 = 44;
const STATION_HIGH: i64 = 50;
const STATION_GAP: i64 = 10;
const LINE_HIGH: i64 = 19;
const BAR_HIGH: i64 = 5;

/// A station: what it is called, what it says below that, a line each, and how much stands there.
#[derive(Clone, Debug)]
pub struct Station {
    /// Its name.
    pub label: String,
    /// Its figures.
    pub says: Vec<String>,
    /// How much stands there now: drawn as a bar at its foot.
    pub stands: i64,
}

/// Where a station stands.
#[derive(Clone, Copy)]
struct Place {
    at: (i64, i64),
    size: (i64, i64),
}

impl Picture {
    /// A row of stations under a title, and columns of them under another; `key` says what the bars are.
    #[must_use]
    pub fn flow(
        (row_title, row): (&str, &[Station]),
        (columns_title, columns): (&str, &[Vec<Station>]),
        key: &'static str,
    ) -> Self {
        let tallest = columns.iter().map(Vec::len).max().unwrap_or(0);
        let mut picture = Self::sized(COLUMNS_TOP + column_high(tallest) + 4);
        let all = row.iter().chain(columns.iter().flatten());
        let most = all.map(|station| station.stands).max().unwrap_or(0).max(1);
        picture.word((0, ROW_TOP - 10), row_title, "start");
        picture.word((0, COLUMNS_TOP - 10), columns_title, "start");
        let w = share(row.len(), ROW_GAP);
        let mut before: Option<Place> = None;
        for (n, station) in (0..).zip(row) {
            let place = Place {
                at: (n * (w + ROW_GAP), ROW_TOP),
                size: (w, ROW_HIGH),
            };
            picture.station(place, station, most);
            if let Some(before) = before.replace(place) {
                picture.way(before, place);
            }
        }
        let w = share(columns.len(), COLUMN_GAP);
        let mut before: Vec<Place> = Vec::new();
        for (n, column) in (0..).zip(columns) {
            let top = COLUMNS_TOP + (column_high(tallest) - column_high(column.len())) / 2;
            let mut here = Vec::new();
            for (m, station) in (0..).zip(column) {
                let place = Place {
                    at: (n * (w + COLUMN_GAP), top + m * (STATION_HIGH + STATION_GAP)),
                    size: (w, STATION_HIGH),
                };
                picture.station(place, station, most);
                for from in &before {
                    picture.way(*from, place);
                }
                here.push(place);
            }
            before = here;
        }
        picture.key = vec![Key {
            look: Look::Two,
            text: key,
        }];
        picture
    }

    fn station(&mut self, Place { at, size }: Place, station: &Station, most: i64) {
        self.rect(at, size, Look::Frame);
        let long = station.stands * (size.0 - 2) / most;
        // Whatever stands there is seen, however little it is.
        let long = if station.stands > 0 { long.max(4) } else { 0 };
        self.rect(
            (at.0 + 1, at.1 + size.1 - BAR_HIGH - 1),
            (long, BAR_HIGH),
            Look::Two,
        );
        let middle = at.0 + size.0 / 2;
        self.word((middle, at.1 + LINE_HIGH), &station.label, "middle");
        for (n, line) in (2..).zip(&station.says) {
            self.word((middle, at.1 + n * LINE_HIGH), line, "middle");
        }
    }

    fn way(&mut self, from: Place, to: Place) {
        let (x, y) = (from.at.0 + from.size.0, from.at.1 + from.size.1 / 2);
        let (right, there) = (to.at.0, to.at.1 + to.size.1 / 2);
        let (middle, neck) = (i64::midpoint(x, right), right - 8);
        let (over, under) = (there - 5, there + 5);
        self.ways.push(Way {
            line: format!("M{x} {y}C{middle} {y} {middle} {there} {neck} {there}"),
            head: format!("M{neck} {over}L{right} {there}L{neck} {under}Z"),
        });
    }
}

/// How wide each of so many stations is beside the others.
fn share(stations: usize, gap: i64) -> i64 {
    let number = i64::try_from(stations).unwrap_or(1).max(1);
    (WIDE - gap * (number - 1)) / number
}

fn column_high(stations: usize) -> i64 {
    let number = i64::try_from(stations).unwrap_or(0);
    (number * (STATION_HIGH + STATION_GAP) - STATION_GAP).max(0)
}
