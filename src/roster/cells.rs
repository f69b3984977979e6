//! What stands in the cells of a list of people: roles, courses, hours and days away, as people write them.

use super::columns::{Column, Row};
use crate::centre::DAYS;
use crate::people::Role;
use crate::sheets;
use crate::tutors::Hours;

/// A tutor's week as it is typed, from Monday on.
pub type Week = [String; 7];

/// Roles, parted by anything.
///
/// # Errors
/// The word that is none.
pub fn roles(cell: &str) -> Result<Vec<Role>, String> {
    let words = cell.split(|c: char| c.is_whitespace() || ",;|/+&".contains(c));
    let filled = words.filter(|word| !word.is_empty() && *word != "and");
    let role = |word: &str| {
        let lower = word.to_lowercase();
        let single = lower.strip_suffix('s').unwrap_or(&lower);
        Role::parse(single).ok_or_else(|| {
            format!("“{word}” is no role; write student, tutor, teacher, coordinator or admin")
        })
    };
    filled.map(role).collect()
}

/// Things in a list, parted by commas, semicolons, bars or lines.
pub fn list(cell: &str) -> Vec<String> {
    let parts = cell.split([',', ';', '|', '\n']).map(str::trim);
    parts
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

/// A week out of one cell, like "Mon 9-12, 13:30-16; Wed-Fri 10-12"; days that are not named are empty.
///
/// # Errors
/// The part that cannot be read.
pub fn week(cell: &str) -> Result<Week, String> {
    let mut week = Week::default();
    for part in cell
        .split([';', '\n'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
    {
        let unread = || {
            format!("“{part}” is no day with hours; write like Mon 9-12, 13:30-16; Wed-Fri 10-12")
        };
        let begins = part.find(|c: char| c.is_ascii_digit()).ok_or_else(unread)?;
        let (named, spans) = part.split_at(begins);
        Hours::parse_day(spans).ok_or_else(unread)?;
        for day in days(named).ok_or_else(unread)? {
            let written = &mut week[day];
            if !written.is_empty() {
                written.push_str(", ");
            }
            written.push_str(spans.trim());
        }
    }
    Ok(week)
}

/// "Mon", "Monday:", "Mon-Fri": places from Monday on.
fn days(named: &str) -> Option<std::ops::RangeInclusive<usize>> {
    let named = named.trim().trim_end_matches([':', ',']).trim();
    let (first, last) = named.split_once(['-', '–']).unwrap_or((named, named));
    let (first, last) = (day(first)?, day(last)?);
    (first <= last).then_some(first..=last)
}

fn day(word: &str) -> Option<usize> {
    let word = word.trim().trim_end_matches('.').to_lowercase();
    let fits = |day: &&str| word.len() >= 2 && day.to_lowercase().starts_with(&word);
    DAYS.iter().position(fits)
}

/// Days away, first and last, as YYYY-MM-DD.
///
/// # Errors
/// Why a date cannot be read.
pub fn away(row: &Row) -> Result<Vec<(String, String)>, String> {
    let mut found = Vec::new();
    let (from, to) = (row.of(Column::AwayFrom), row.of(Column::AwayTo));
    if !from.is_empty() || !to.is_empty() {
        found.push(span(&from, &to)?);
    }
    for part in row.of(Column::Away).split([';', '|', '\n']) {
        let part = part.trim();
        if part.is_empty() {
            continue;
        }
        let parted = [" to ", " until ", " - ", "–", "..."];
        let halves = parted.iter().find_map(|mark| part.split_once(mark));
        let (first, last) = halves.unwrap_or((part, ""));
        found.push(span(first, last)?);
    }
    Ok(found)
}

fn span(first: &str, last: &str) -> Result<(String, String), String> {
    let from = sheets::date(first)?;
    if from.is_empty() {
        return Err("Away has a last day and no first one".to_owned());
    }
    let until = sheets::date(last)?;
    let until = if until.is_empty() {
        from.clone()
    } else {
        until
    };
    if until < from {
        return Err(format!("Away ends on {until}, before it begins on {from}"));
    }
    Ok((from, until))
}

#[cfg(test)]
mod tests {
    use super::{roles, week};
    use crate::people::Role;

    #[test]
    fn roles_are_read_as_people_part_them() {
        let both = Ok(vec![Role::Tutor, Role::Coordinator]);
        for cell in [
            "tutor, coordinator",
            "Tutors;Coordinator",
            "TUTOR and coordinator",
            "tutor/coordinator",
        ] {
            assert_eq!(roles(cell), both, "{cell}");
        }
        assert_eq!(roles(""), Ok(Vec::new()));
        assert!(roles("tutr").unwrap_err().starts_with("“tutr” is no role"));
    }

    #[test]
    fn a_week_stands_in_one_cell() {
        let read = week("Mon 9-12, 13:30-16; Wed–Fri: 10-12\nmonday 17-18").expect("a week");
        assert_eq!(read[0], "9-12, 13:30-16, 17-18");
        assert_eq!(read[1..], ["", "10-12", "10-12", "10-12", "", ""]);
        for wrong in ["9-12", "Mon", "Fri-Mon 9-12", "Mon 12-9", "Someday 9-12"] {
            assert!(week(wrong).is_err(), "{wrong}");
        }
    }
}
