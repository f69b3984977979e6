//! The course's own due date, read as people write it.

use jiff::civil::Date;

/// What was typed is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotADate;

/// Reads a date as people write it: 2025-11-14, 14 11 2025, 14.11.2025 or 14/11/2025. Empty: none.
///
/// # Errors
/// When it is not a real date.
pub fn parse(typed: &str) -> Result<Option<Date>, NotADate> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let numbers: Vec<i16> = typed
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .filter_map(|part| part.parse().ok())
        .collect();
    let [first, month, last] = numbers[..] else {
        return Err(NotADate);
    };
    let (year, day) = if first > 31 {
        (first, last)
    } else {
        (last, first)
    };
    let (month, day) = (
        i8::try_from(month).map_err(|_| NotADate)?,
        i8::try_from(day).map_err(|_| NotADate)?,
    );
    if !(2000..=2200).contains(&year) {
        return Err(NotADate);
    }
    Date::new(year, month, day).map(Some).map_err(|_| NotADate)
}
