//! What happens on the days of a term by itself: coordinators sit down, tutors look for papers and fall ill, the watch
//! makes its rounds.

use jiff::civil::Date;
use jiff::{ToSpan, Zoned};
use paperdesk::clock::Moment;

use super::acts::Act;
use super::people::Centred;
use super::{Agenda, Dice, Plan};

/// When coordinators give papers out, in minutes after midnight.
const SITTINGS: [i64; 2] = [9 * 60 + 30, 14 * 60];

pub fn put_down(
    agenda: &mut Agenda,
    (centre, begins, plan): (&Centred, Moment, Plan),
    dice: &mut Dice,
) {
    let first = Zoned::new(begins.timestamp(), centre.rules.zone()).date();
    for n in 0..7 * i64::from(plan.weeks) {
        let day = first.saturating_add(n.days());
        for hour in 0..24 {
            put(agenda, (centre, begins), (day, hour * 60 + 7), Act::Round);
        }
        if !centre.rules.is_open_on(day) {
            continue;
        }
        for minute in SITTINGS {
            put(
                agenda,
                (centre, begins),
                (day, minute),
                Act::Sit(n % 7 == 0 && minute < 720),
            );
        }
        for tutor in 0..centre.tutors.len() {
            // A third of them look for papers themselves.
            if tutor % 3 == 2 {
                let minute = dice.between(9 * 60 + 40, 17 * 60);
                put(agenda, (centre, begins), (day, minute), Act::Claim(tutor));
            }
        }
    }
    for (tutor, day, _, known) in &centre.away {
        if !known {
            put(
                agenda,
                (centre, begins),
                (*day, 8 * 60),
                Act::FallIll(*tutor),
            );
        }
    }
}

fn put(
    agenda: &mut Agenda,
    (centre, begins): (&Centred, Moment),
    (day, minute): (Date, i64),
    act: Act,
) {
    let at = moment(centre, day, minute);
    if at > begins {
        agenda.put(at, act);
    }
}

/// The moment of a day at so many minutes after midnight.
pub fn moment(centre: &Centred, day: Date, minute: i64) -> Moment {
    let hour = i8::try_from(minute / 60).unwrap();
    let minute = i8::try_from(minute % 60).unwrap();
    let at = day.at(hour, minute, 0, 0).to_zoned(centre.rules.zone());
    Moment(at.unwrap().timestamp().as_millisecond())
}
