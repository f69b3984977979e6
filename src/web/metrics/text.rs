//! Figures as Prometheus reads them: a line of help and one of kind for each name, then its values.

use std::fmt::{Display, Write};

use crate::outbox::tally::{BOUNDS, Histogram};

/// Labels of one value: names and what they hold here. They are our own words, so nothing in them needs escaping.
pub(super) type Labels<'a> = &'a [(&'static str, &'a str)];

/// The text as it grows.
#[derive(Default)]
pub(super) struct Text(String);

impl Text {
    /// Begins a name: what it counts, and whether it is a `gauge`, a `counter` or a `histogram`.
    pub(super) fn begin(&mut self, name: &str, kind: &str, help: &str) {
        self.line(format_args!("# HELP {name} {help}"));
        self.line(format_args!("# TYPE {name} {kind}"));
    }

    /// One value.
    pub(super) fn value(&mut self, name: &str, labels: Labels<'_>, value: impl Display) {
        let written: Vec<String> = labels
            .iter()
            .map(|(label, held)| format!("{label}=\"{held}\""))
            .collect();
        if written.is_empty() {
            self.line(format_args!("{name} {value}"));
        } else {
            self.line(format_args!("{name}{{{}}} {value}", written.join(",")));
        }
    }

    /// A name with one value.
    pub(super) fn gauge(&mut self, name: &str, help: &str, value: impl Display) {
        self.begin(name, "gauge", help);
        self.value(name, &[], value);
    }

    /// The buckets of a histogram of times, in seconds.
    pub(super) fn histogram(&mut self, name: &str, channel: &str, times: &Histogram) {
        let bounds = BOUNDS.map(seconds);
        let bounds = bounds.iter().map(String::as_str).chain(["+Inf"]);
        for (bound, below) in bounds.zip(times.below) {
            let labels = [("channel", channel), ("le", bound)];
            self.value(&format!("{name}_bucket"), &labels, below);
        }
        let channel = [("channel", channel)];
        self.value(&format!("{name}_sum"), &channel, seconds(times.millis));
        let all = times.below.last().copied().unwrap_or(0);
        self.value(&format!("{name}_count"), &channel, all);
    }

    pub(super) fn written(self) -> String {
        self.0
    }

    fn line(&mut self, line: std::fmt::Arguments<'_>) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.0, "{line}");
    }
}

/// Milliseconds as seconds: "0.25", "30".
pub(super) fn seconds(millis: u64) -> String {
    let (whole, rest) = (millis / 1000, millis % 1000);
    let written = format!("{whole}.{rest:03}");
    written
        .trim_end_matches('0')
        .trim_end_matches('.')
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_are_written_without_more_than_they_need() {
        assert_eq!(
            [0, 250, 1_000, 30_500].map(seconds),
            ["0", "0.25", "1", "30.5"]
        );
    }

    #[test]
    fn a_value_stands_below_its_help_and_its_kind() {
        let mut text = Text::default();
        text.begin("paperdesk_things", "gauge", "How many.");
        text.value("paperdesk_things", &[("kind", "odd"), ("span", "day")], 3);
        let written = "# HELP paperdesk_things How many.\n# TYPE paperdesk_things gauge\n\
                       paperdesk_things{kind=\"odd\",span=\"day\"} 3\n";
        assert_eq!(text.written(), written);
    }
}
