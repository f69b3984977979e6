//! The values of filters: numbers, days and spans of time.

use super::terms::{Sign, When};

/// The furthest anybody looks ahead or back, in days: about a hundred years.
const FURTHEST: i64 = 36_500;
const DAYS: &str = "write a number of days like 3d, a date like 2026-12-04, or today";

/// A number without a sign: `2000`, `2,000`.
pub fn number(typed: &str) -> Option<i64> {
    let digits = typed.replace(',', "");
    let is_number =
        (1..=9).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().ok()).flatten()
}

/// A day for dates.
///
/// # Errors
/// What it takes, in words.
pub fn day(typed: &str, sign: Sign) -> Result<When, &'static str> {
    match when(typed) {
        Some(When::Hours(_)) => Err("due dates are days, as in due<3d"),
        Some(When::Never) if sign != Sign::Same => Err("none goes with a colon: due:none"),
        Some(when) => Ok(when),
        None => Err(DAYS),
    }
}

/// A day or a span for moments.
///
/// # Errors
/// What it takes, in words.
pub fn moment(typed: &str) -> Result<When, &'static str> {
    match when(typed) {
        None | Some(When::Never) => Err(DAYS),
        Some(when) => Ok(when),
    }
}

fn when(typed: &str) -> Option<When> {
    match typed {
        "none" => return Some(When::Never),
        "yesterday" => return Some(When::Day(-1)),
        "today" => return Some(When::Day(0)),
        "tomorrow" => return Some(When::Day(1)),
        _ => {}
    }
    if let Ok(date) = typed.parse() {
        return Some(When::On(date));
    }
    let (back, typed) = match typed.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, typed),
    };
    let number = |unit: char| number(typed.strip_suffix(unit)?);
    let near = |days: i64| (days.abs() <= FURTHEST).then_some(days);
    if let Some(hours) = number('h') {
        return near(hours / 24).map(|_| When::Hours(back * hours));
    }
    let days = number('d').or_else(|| number('w').map(|weeks| weeks.saturating_mul(7)))?;
    near(days).map(|days| When::Days(back * days))
}
