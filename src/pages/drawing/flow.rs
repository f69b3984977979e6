//! A flow: stations with ways between them. A row of stations that follow each other, and below it columns of stations of
//! which each leads to all of the next column.

use super::{Key, Look, Picture, WIDE, Way};

const LINE_HIGH: i64 = 19;
const BAR_HIGH: i64 = 5;
const ROW: Grid = Grid {
    top: 28,
    high: 86,
    below: 0,
    beside: 24,
};
const COLUMNS: Grid = Grid {
    top: 164,
    high: 50,
    below: 10,
    beside: 44,
};

/// How columns of stations stand: where they begin, how high a station is, and how far from the one below and beside it.
struct Grid {
    top: i64,
    high: i64,
    below: i64,
    beside: i64,
}

impl Grid {
    /// How wide each of so many columns is.
    fn wide(&self, columns: usize) -> i64 {
        let number = i64::try_from(columns).unwrap_or(1).max(1);
        (WIDE - self.beside * (number - 1)) / number
    }

    /// How high a column of so many stations is.
    fn column(&self, stations: usize) -> i64 {
        let number = i64::try_from(stations).unwrap_or(0);
        (number * (self.high + self.below) - self.below).max(0)
    }
}

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
        let mut picture = Self::sized(COLUMNS.top + COLUMNS.column(tallest) + 4);
        let all = row.iter().chain(columns.iter().flatten());
        let most = all.map(|station| station.stands).max().unwrap_or(0).max(1);
        picture.word((0, ROW.top - 10), row_title, "start");
        picture.word((0, COLUMNS.top - 10), columns_title, "start");
        let row: Vec<&[Station]> = row.iter().map(std::slice::from_ref).collect();
        picture.columns_of(&ROW, &row, most);
        let columns: Vec<&[Station]> = columns.iter().map(Vec::as_slice).collect();
        picture.columns_of(&COLUMNS, &columns, most);
        picture.key = vec![Key {
            look: Look::Two,
            text: key,
        }];
        picture
    }

    /// Columns of stations, lower ones in the middle, each with a way from all of the column before.
    fn columns_of(&mut self, grid: &Grid, columns: &[&[Station]], most: i64) {
        let tallest = columns.iter().map(|column| column.len()).max();
        let (high, wide) = (grid.column(tallest.unwrap_or(0)), grid.wide(columns.len()));
        let mut before: Vec<Place> = Vec::new();
        for (n, column) in (0..).zip(columns) {
            let top = grid.top + (high - grid.column(column.len())) / 2;
            let mut here = Vec::new();
            for (m, station) in (0..).zip(*column) {
                let place = Place {
                    at: (n * (wide + grid.beside), top + m * (grid.high + grid.below)),
                    size: (wide, grid.high),
                };
                self.station(place, station, most);
                for from in &before {
                    self.way(*from, place);
                }
                here.push(place);
            }
            before = here;
        }
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
