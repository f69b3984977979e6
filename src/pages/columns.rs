//! Figures as columns: a picture of rectangles and a few words, drawn on the server. The sentence and the table that say the
//! same stand beside it on the page.

use serde::Serialize;

/// The drawing's own units; the page makes it as wide as there is room.
const WIDTH: u32 = 384;
const HEIGHT: u32 = 170;
/// Where columns stand and how high the highest may be; above it is room for its number.
const GROUND: u32 = 146;
const HIGHEST: u32 = 122;
/// What is free between two groups of columns.
const GAP: u32 = 8;
/// Half of what a label takes; the outermost do not leave the picture.
const HALF_LABEL: u32 = 20;
/// More labels than this would run into each other.
const LABELS: usize = 4;
/// Two of them beside each other at the most: one is filled, one is an outline.
const LOOKS: [&str; 2] = ["line", "full"];

/// Figures that belong together, one for each label.
pub struct Series<'a> {
    /// What is counted.
    pub name: &'a str,
    /// The figures, in the order of the labels.
    pub values: Vec<u32>,
}

#[derive(Serialize)]
struct Rect {
    look: &'static str,
    x: u32,
    y: u32,
    width: u32,
    height: u32,
    value: u32,
    middle: u32,
    above: u32,
}

#[derive(Serialize)]
struct Label {
    x: u32,
    says: String,
}

#[derive(Serialize)]
struct Key {
    look: &'static str,
    name: String,
}

/// A picture of columns, for the macro `columns::picture`.
#[derive(Serialize)]
pub struct Columns {
    id: String,
    width: u32,
    height: u32,
    ground: u32,
    title: String,
    keys: Vec<Key>,
    rects: Vec<Rect>,
    labels: Vec<Label>,
    empty: bool,
}

impl Columns {
    /// From one or two series with a figure for each label; `id` is its own on the page. The highest figure of all is as
    /// high as there is room.
    #[must_use]
    pub fn of(id: &str, labels: &[String], series: &[Series<'_>]) -> Self {
        let figures = series.iter().flat_map(|one| one.values.iter().copied());
        let highest = figures.max().unwrap_or(0);
        let many = u32::try_from(labels.len()).unwrap_or(u32::MAX).max(1);
        let beside = u32::try_from(series.len()).unwrap_or(1).max(1);
        let step = WIDTH / many;
        let width = step.saturating_sub(GAP) / beside;
        let rect = |(look, n, at, value): (&'static str, u32, u32, u32)| {
            let x = at * step + GAP / 2 + n * width;
            let height = value
                .saturating_mul(HIGHEST)
                .checked_div(highest)
                .unwrap_or(0);
            Rect {
                look,
                x,
                y: GROUND - height,
                width: width.saturating_sub(1),
                height,
                value,
                middle: x + width / 2,
                above: GROUND - height - 4,
            }
        };
        let with_look = (0..).zip(series).zip(LOOKS.into_iter().cycle());
        let rects = with_look.flat_map(|((n, one), look)| {
            let values = (0..).zip(&one.values).filter(|(_, value)| **value > 0);
            values.map(move |(at, value)| rect((look, n, at, *value)))
        });
        let names: Vec<&str> = series.iter().map(|one| one.name).collect();
        Self {
            id: id.to_owned(),
            width: WIDTH,
            height: HEIGHT,
            ground: GROUND,
            title: names.join(", and ").to_lowercase(),
            keys: series
                .iter()
                .zip(LOOKS.into_iter().cycle())
                .map(key)
                .collect(),
            rects: rects.collect(),
            labels: few(labels, step),
            empty: highest == 0,
        }
    }
}

fn key((series, look): (&Series<'_>, &'static str)) -> Key {
    Key {
        look,
        name: series.name.to_owned(),
    }
}

/// As many labels as there is room for, evenly, the last among them.
fn few(labels: &[String], step: u32) -> Vec<Label> {
    let every = labels.len().div_ceil(LABELS).max(1);
    let placed = (0..).zip(labels).enumerate();
    let shown = placed.filter(|(n, _)| (labels.len() - 1 - n).is_multiple_of(every));
    shown
        .map(|(_, (at, says)): (usize, (u32, &String))| Label {
            x: (at * step + step / 2).clamp(HALF_LABEL, WIDTH - HALF_LABEL),
            says: says.clone(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Columns, GROUND, HIGHEST, Series, WIDTH};

    #[test]
    fn the_highest_is_as_high_as_there_is_room_and_nothing_leaves_the_picture() {
        let labels: Vec<String> = (0..12).map(|n| n.to_string()).collect();
        let series = |name, values: &[u32]| Series {
            name,
            values: values.to_vec(),
        };
        let one = series("Open", &[0, 5, 10, 1, 0, 0, 0, 0, 0, 0, 0, 3]);
        let other = series("Returned", &[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7]);
        let drawn = Columns::of("load", &labels, &[one, other]);
        assert_eq!(drawn.rects.len(), 5);
        assert_eq!(drawn.rects[1].y, GROUND - HIGHEST);
        assert!(
            drawn
                .rects
                .iter()
                .all(|rect| rect.x + rect.width <= WIDTH && rect.y + rect.height == GROUND)
        );
        assert_eq!(drawn.labels.len(), 4);
        assert_eq!(drawn.labels[3].says, "11");
        assert!(Columns::of("none", &labels, &[series("Open", &[0; 12])]).empty);
        assert!(Columns::of("none", &[], &[]).empty);
    }
}
