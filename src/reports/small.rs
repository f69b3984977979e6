//! Small groups are hidden, so that no figure points to a person: neither by itself nor as a total less the rest.

/// A group of fewer people than this is small.
pub const SMALL: u32 = 5;
/// So many values must stay possible for what is hidden.
const POSSIBLE: u32 = 3;

/// Whether a number of people points to them.
#[must_use]
pub const fn is_small(people: u32) -> bool {
    people > 0 && people < SMALL
}

/// How a group of a table is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// As it is.
    Whole,
    /// Its people are fewer than five.
    UnderFive,
    /// It is large enough, but would give a small one away.
    Beside,
}

/// How each group of a table is shown whose column is published with its total, from (people, amount) of each: groups
/// of one to four people are hidden, and with them the next larger ones until what is hidden could be several things.
#[must_use]
pub fn shown(groups: &[(u32, u32)]) -> Vec<Shown> {
    let mut shown: Vec<Shown> = groups
        .iter()
        .map(|(people, _)| {
            if is_small(*people) {
                Shown::UnderFive
            } else {
                Shown::Whole
            }
        })
        .collect();
    let mut rest: Vec<usize> = (0..groups.len())
        .filter(|at| shown[*at] == Shown::Whole && groups[*at].0 > 0)
        .collect();
    rest.sort_by_key(|at| groups[*at].1);
    let mut rest = rest.into_iter();
    while gives_away(groups, &shown) {
        let Some(next) = rest.next() else {
            break;
        };
        shown[next] = Shown::Beside;
    }
    shown
}

/// Whether the total of what is hidden tells a part of it: a hidden amount is at least one, so it can be anything from
/// one to what the others leave.
fn gives_away(groups: &[(u32, u32)], shown: &[Shown]) -> bool {
    let hidden = groups.iter().zip(shown);
    let hidden = hidden.filter(|(_, shown)| **shown != Shown::Whole);
    let (mut number, mut sum) = (0, 0);
    for ((_, amount), _) in hidden {
        number += 1;
        sum += amount;
    }
    number > 0 && (number == 1 || sum < number - 1 + POSSIBLE)
}

#[cfg(test)]
mod tests {
    use super::{Shown, gives_away, shown};

    fn of(people: &[u32]) -> Vec<Shown> {
        shown(&people.iter().map(|n| (*n, *n)).collect::<Vec<_>>())
    }

    #[test]
    fn one_small_group_takes_the_next_larger_with_it() {
        let shown = of(&[40, 3, 12, 7]);
        assert_eq!(
            shown,
            [Shown::Whole, Shown::UnderFive, Shown::Whole, Shown::Beside]
        );
    }

    #[test]
    fn two_that_could_only_be_one_each_are_not_left_alone() {
        assert_eq!(
            of(&[1, 1, 9]),
            [Shown::UnderFive, Shown::UnderFive, Shown::Beside]
        );
        assert_eq!(
            of(&[4, 4, 9]),
            [Shown::UnderFive, Shown::UnderFive, Shown::Whole]
        );
    }

    #[test]
    fn nothing_is_hidden_where_nobody_or_nobody_small_is() {
        assert_eq!(of(&[0, 5, 80]), [Shown::Whole; 3]);
        assert_eq!(of(&[]), []);
    }

    #[test]
    fn whatever_the_groups_what_is_hidden_stays_open_or_all_is_hidden() {
        let mut dice = 7_u32;
        for _ in 0..2000 {
            let mut next = || {
                dice = dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                dice >> 24
            };
            let groups: Vec<(u32, u32)> = (0..next() % 7)
                .map(|_| {
                    let people = next() % 9;
                    (people, people + next() % 2)
                })
                .collect();
            let shown = shown(&groups);
            let whole = groups.iter().zip(&shown);
            let is_left = whole
                .clone()
                .any(|((n, _), one)| *n > 0 && *one == Shown::Whole);
            assert!(!is_left || !gives_away(&groups, &shown), "{groups:?}");
            for ((people, _), one) in whole {
                assert!(*people == 0 || *people >= 5 || *one == Shown::UnderFive);
            }
        }
    }
}
