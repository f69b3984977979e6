//! How long an API token lasts, as people write it.

/// How long a token lasts, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lifetime(i64);

impl Lifetime {
    /// What is offered first.
    pub const DEFAULT: Self = Self::days(90);
    /// More is refused.
    pub const LONGEST: Self = Self::days(365);

    const fn days(days: i64) -> Self {
        Self(days * 24 * 60 * 60)
    }

    /// From hours, days or weeks: "12h", "90d", "26w".
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        const HOUR: i64 = 60 * 60;
        let units = [("h", HOUR), ("d", 24 * HOUR), ("w", 7 * 24 * HOUR)];
        let (number, seconds) = units
            .iter()
            .find_map(|(unit, seconds)| Some((text.trim().strip_suffix(unit)?, seconds)))?;
        if !number.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let number: u32 = number.parse().ok()?;
        (number > 0).then_some(Self(i64::from(number) * seconds))
    }

    /// The same as a number of seconds.
    #[must_use]
    pub const fn seconds(self) -> i64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::Lifetime;

    #[test]
    fn a_span_is_hours_days_or_weeks() {
        let hours = |text| Lifetime::parse(text).map(|lifetime| lifetime.0 / 3600);
        assert_eq!(
            ["12h", "90d", " 26w "].map(hours),
            [Some(12), Some(2160), Some(4368)]
        );
        for nothing in [
            "",
            "d",
            "90",
            "0d",
            "-1d",
            "+1d",
            "1.5d",
            "90 d",
            "9y",
            "4294967296h",
            "٣d",
        ] {
            assert_eq!(hours(nothing), None, "{nothing}");
        }
    }
}
