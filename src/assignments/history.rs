//! What a tutor had over the last weeks.

use super::rows::loads;
use crate::clock::Moment;
use crate::db::Tx;
use crate::papers;
use crate::people::PersonId;
use crate::refusal::Outcome;
use crate::tutors::{self, Week};

/// So many weeks are looked back on, this one among them.
const WEEKS: i64 = 12;

/// What a tutor had in a week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeekLoad {
    /// Its Monday, YYYY-MM-DD.
    pub first: String,
    /// Open papers at the same time, at most.
    pub most: u32,
    /// Papers they returned.
    pub returned: u32,
}

/// A paper that a tutor had: from when, until when (nothing: they have it still), and whether it was returned.
type Held = (Moment, Option<Moment>, bool);

/// What a tutor had in each of the last twelve weeks, the oldest first.
///
/// # Errors
/// When the database fails.
pub fn over_weeks(tx: &Tx<'_>, tutor: PersonId) -> Outcome<Vec<WeekLoad>> {
    let weeks = tutors::weeks(&papers::centre_of(tx)?, tx.now(), WEEKS);
    let since = weeks.first().map_or(tx.now(), |week| week.begins);
    let held = loads::held_since(tx, tutor, since)?;
    Ok(weeks.iter().map(|week| in_week(week, &held)).collect())
}

fn in_week(week: &Week, held: &[Held]) -> WeekLoad {
    let lies_in = |at: Moment| week.begins <= at && at < week.ends;
    let returned = held
        .iter()
        .filter(|(_, ended, returned)| *returned && ended.is_some_and(lies_in));
    WeekLoad {
        first: week.first.clone(),
        most: most_at_once(week, held),
        returned: u32::try_from(returned.count()).unwrap_or(u32::MAX),
    }
}

/// Whoever had one paper end and another begin at one moment had one at a time.
fn most_at_once(week: &Week, held: &[Held]) -> u32 {
    let mut steps: Vec<(Moment, i32)> = Vec::new();
    for (began, ended, _) in held {
        if *began < week.ends && ended.is_none_or(|ended| ended > week.begins) {
            steps.push(((*began).max(week.begins), 1));
            steps.extend(ended.map(|ended| (ended, -1)));
        }
    }
    steps.sort_unstable();
    let (mut open, mut most) = (0, 0);
    for (at, step) in steps {
        if at < week.ends {
            open += step;
            most = most.max(open);
        }
    }
    u32::try_from(most).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{Held, in_week};
    use crate::clock::Moment;
    use crate::tutors::Week;

    #[test]
    fn papers_count_in_every_week_in_which_they_lay_there() {
        let week = |n: i64| Week {
            first: String::new(),
            begins: Moment(n * 10),
            ends: Moment(n * 10 + 10),
        };
        let paper = |began: i64, ended: i64| -> Held { (Moment(began), Some(Moment(ended)), true) };
        let held = [
            paper(1, 12),
            paper(3, 5),
            paper(5, 8),
            (Moment(25), None, false),
        ];
        let seen: Vec<(u32, u32)> = (0..4)
            .map(|n| in_week(&week(n), &held))
            .map(|load| (load.most, load.returned))
            .collect();
        assert_eq!(seen, [(2, 2), (1, 1), (1, 0), (1, 0)]);
    }
}
