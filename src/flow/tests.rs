//! What many spells come to.

use super::{Spell, Sum};

fn spell(millis: Option<i64>) -> Spell {
    Spell {
        millis,
        thing: None,
    }
}

#[test]
fn the_one_in_the_middle_and_the_longest_are_of_those_that_took_time() {
    let spells = [Some(30), None, Some(10), Some(90), Some(20)].map(spell);
    let sum = Sum::of(&spells);
    assert_eq!((sum.count, sum.median), (5, Some(20)));
    assert_eq!(sum.longest, Some(spell(Some(90))));
    assert_eq!(Sum::of(&[]), Sum::default());
}

#[test]
fn a_clock_that_was_set_back_gives_no_time_below_nothing() {
    assert_eq!(Sum::of(&[spell(Some(-5))]).median, Some(0));
}
