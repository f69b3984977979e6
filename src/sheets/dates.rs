//! Dates as tables write them: what can be read in two ways is not guessed.

use jiff::civil::Date;

/// The days that a spreadsheet's own number for a day may stand for: from 2000 to 2099.
const SERIALS: std::ops::RangeInclusive<i32> = 36_526..=73_050;
/// Spreadsheets begin a day late and believe in a leap day that never was: so their day 0 is this one.
const DAY_ZERO: Date = Date::constant(1899, 12, 30);

/// Reads a date as YYYY-MM-DD; empty: none. A spreadsheet's own number for a day is read, too.
///
/// # Errors
/// Why it is no date, or which two it may be.
pub fn read(typed: &str) -> Result<String, String> {
    let typed = typed.trim();
    // Spreadsheets add midnight.
    let day = typed
        .strip_suffix("00:00:00")
        .map_or(typed, |day| day.trim_end_matches([' ', 'T']));
    if day.is_empty() {
        return Ok(String::new());
    }
    if let Some(date) = by_number(day) {
        return Ok(date.to_string());
    }
    let iso = in_order(day).ok_or_else(|| format!("{typed:?} is not a date like 2026-12-04"))??;
    match iso.parse::<Date>() {
        Ok(date) if (2000..=2200).contains(&date.year()) => Ok(date.to_string()),
        _ => Err(format!("{typed:?} is not a date in the calendar")),
    }
}

fn by_number(day: &str) -> Option<Date> {
    let number: i32 = numeral(day).and_then(|_| day.parse().ok())?;
    let counted = jiff::Span::new().days(number);
    SERIALS
        .contains(&number)
        .then(|| DAY_ZERO.checked_add(counted).ok())?
}

/// Year, month and day with dashes; nothing where it does not look like a date.
fn in_order(day: &str) -> Option<Result<String, String>> {
    let mark = day.chars().find(|c| !c.is_ascii_digit())?;
    let parts: Vec<&str> = day.split(mark).map(str::trim).collect();
    let [first, second, third] = parts[..] else {
        return None;
    };
    let (a, b): (u8, u8) = (numeral(first)?, numeral(second)?);
    if first.len() == 4 && third.len() <= 2 {
        numeral(third)?;
        return matches!(mark, '-' | '/' | '.').then(|| Ok(written(first, second, third)));
    }
    if third.len() != 4 || first.len() > 2 {
        return None;
    }
    numeral(third)?;
    match mark {
        // With dots, the day comes first wherever dates are written so.
        '.' => Some(Ok(written(third, second, first))),
        '/' | '-' if b > 12 => Some(Ok(written(third, first, second))),
        '/' | '-' if a > 12 || a == b => Some(Ok(written(third, second, first))),
        '/' | '-' => {
            let (one, other) = (written(third, second, first), written(third, first, second));
            Some(Err(format!(
                "{day:?} may be {one} or {other}; write the one that is meant"
            )))
        }
        _ => None,
    }
}

/// The number, if there are digits only; years are only told from it as more than 31.
fn numeral(text: &str) -> Option<u8> {
    let digits = (1..=5).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    let number: u32 = digits.then(|| text.parse().ok())??;
    Some(u8::try_from(number).unwrap_or(u8::MAX))
}

fn written(year: &str, month: &str, day: &str) -> String {
    format!("{year}-{month:0>2}-{day:0>2}")
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn dates_are_read_as_they_are_written_where_that_is_clear() {
        for typed in [
            "2026-12-24",
            "2026/12/24",
            " 24.12.2026 ",
            "24/12/2026",
            "12/24/2026",
            "24-12-2026",
            "2026-12-24 00:00:00",
            "2026-12-24T00:00:00",
            "46380",
        ] {
            assert_eq!(read(typed).as_deref(), Ok("2026-12-24"), "{typed}");
        }
        assert_eq!(read("4.12.2026").as_deref(), Ok("2026-12-04"));
        assert_eq!(read("04/04/2026").as_deref(), Ok("2026-04-04"));
        assert_eq!(read(" ").as_deref(), Ok(""));
    }

    #[test]
    fn a_date_that_may_be_two_is_not_guessed() {
        let says = read("12/04/2026").unwrap_err();
        assert!(
            says.contains("may be 2026-04-12 or 2026-12-04; write the one that is meant"),
            "{says}"
        );
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for typed in [
            "36525",
            "73051",
            "99999999999",
            "next week",
            "31.11.2026",
            "2026-13-01",
            "4.12.26",
            "12/4",
            "2026-12-04 10:00:00",
            "-1-2-2026",
            "1899-12-30",
            "2026-12-+4",
            "4 12 2026",
        ] {
            assert!(read(typed).is_err(), "{typed}");
        }
    }
}
