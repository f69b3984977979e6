//! When students send in their papers: three times as many in the weeks of a peak, most in the evening, few on Saturday.

use jiff::{ToSpan, Zoned};
use paperdesk::clock::Moment;

use super::acts::Act;
use super::days::moment;
use super::people::Centred;
use super::{Agenda, Dice, Plan};

/// How much comes on each day of a week, from Monday.
const DAYS: [u32; 7] = [16, 15, 15, 18, 10, 5, 21];

pub fn put_down(
    agenda: &mut Agenda,
    (centre, begins, plan): (&Centred, Moment, Plan),
    dice: &mut Dice,
) {
    let first = Zoned::new(begins.timestamp(), centre.rules.zone()).date();
    let weight = |week: u32| if plan.peaks.contains(&week) { 3 } else { 1 };
    let weights: u32 = (0..plan.weeks).map(weight).sum();
    let mut sent = 0;
    for week in 0..plan.weeks {
        let share = if week + 1 == plan.weeks {
            plan.papers - sent
        } else {
            plan.papers * weight(week) / weights
        };
        sent += share;
        for _ in 0..share {
            let days = 7 * i64::from(week) + day(dice);
            let at = moment(centre, first.saturating_add(days.days()), minute(dice));
            // The first morning may be over already.
            agenda.put(at.max(begins.plus_minutes(1)), Act::Send);
        }
    }
}

fn day(dice: &mut Dice) -> i64 {
    let mut left = dice.below(DAYS.iter().sum());
    for (day, weight) in (0..).zip(DAYS) {
        if left < weight {
            return day;
        }
        left -= weight;
    }
    6
}

/// Three of five in the evening, the others over the day.
fn minute(dice: &mut Dice) -> i64 {
    if dice.happens(60) {
        dice.between(18 * 60, 23 * 60 + 59)
    } else {
        dice.between(7 * 60, 18 * 60)
    }
}
