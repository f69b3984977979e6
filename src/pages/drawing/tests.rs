//! What pictures are made of.

use super::{Bar, Column, Look, Picture, Station, tint};

fn column(parts: (i64, i64)) -> Column {
    Column {
        label: "5 Oct".to_owned(),
        parts,
        says: (parts.0 + parts.1).to_string(),
    }
}

#[test]
fn columns_are_as_high_as_what_they_stand_for_and_stay_inside() {
    let picture = Picture::columns(&[column((10, 5)), column((3, 0)), column((0, 0))], None);
    let high = |look: Look| -> Vec<i64> {
        let rects = picture.rects.iter().filter(|rect| rect.look == look);
        rects.map(|rect| rect.h).collect()
    };
    assert_eq!((high(Look::One), high(Look::Two)), (vec![98, 29], vec![50]));
    let inside = |rect: &super::Rect| rect.y >= 0 && rect.x + rect.w <= 640;
    assert!(picture.rects.iter().all(inside));
    let says: Vec<&str> = picture
        .words
        .iter()
        .map(|word| word.text.as_str())
        .collect();
    assert_eq!(says, ["15", "5 Oct", "3", "5 Oct", "0", "5 Oct"]);
}

#[test]
fn the_parts_of_a_pair_stand_beside_each_other_and_say_their_numbers() {
    let picture = Picture::pairs(&[column((4, 2)), column((0, 1))], ("open", "returned"));
    let places: Vec<(i64, i64)> = picture.rects.iter().map(|rect| (rect.x, rect.h)).collect();
    assert_eq!(places, [(5, 148), (160, 74), (480, 37), (0, 1)]);
    let says: Vec<&str> = picture
        .words
        .iter()
        .map(|word| word.text.as_str())
        .collect();
    assert_eq!(says, ["4", "2", "5 Oct", "1", "5 Oct"]);
}

#[test]
fn three_years_of_weeks_are_drawn_without_a_number_on_each() {
    let weeks: Vec<Column> = (0..157).map(|n| column((n, 1))).collect();
    let picture = Picture::columns(&weeks, None);
    assert!(picture.words.len() <= 13, "{}", picture.words.len());
    assert!(picture.rects.iter().all(|rect| rect.x + rect.w <= 640));
}

#[test]
fn nothing_is_drawn_of_nothing() {
    let bar = Bar {
        label: "Waiting".to_owned(),
        length: 0,
        says: "0 h".to_owned(),
        look: Look::One,
    };
    assert_eq!(Picture::bars(&[bar], None).rects, []);
    assert!(Picture::columns(&[], None).words.is_empty());
}

#[test]
fn the_largest_number_has_the_strongest_tint_and_nothing_has_none() {
    assert_eq!([0, 1, 50, 99, 100].map(|n| tint(n, 100)), [0, 1, 3, 5, 5]);
    assert_eq!(tint(3, 0), 5);
}

#[test]
fn stations_of_a_flow_stand_inside_with_a_way_from_each_to_the_next() {
    let station = |stands| Station {
        label: "Mails 12".to_owned(),
        says: vec![format!("{stands} wait")],
        stands,
    };
    let row = [station(0), station(1), station(1000)];
    let columns = [vec![station(0)], vec![station(2), station(0)]];
    let picture = Picture::flow(("Papers", &row), ("News", &columns), "stands there");
    assert_eq!(picture.ways.len(), 2 + 2);
    let frames = |look: Look| picture.rects.iter().filter(move |rect| rect.look == look);
    assert_eq!(frames(Look::Frame).count(), 6);
    let bars: Vec<i64> = frames(Look::Two).map(|rect| rect.w).collect();
    assert_eq!(bars, [4, 195, 4]);
    let inside = |rect: &super::Rect| rect.x + rect.w <= 640 && rect.y + rect.h <= picture.high;
    assert!(picture.rects.iter().all(inside));
}
