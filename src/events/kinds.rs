//! The words by which kinds of events are known: in the table, to programs, and where somebody chooses among them.

use super::Event;

impl Event {
    /// The word of every kind, in the order of a paper's life.
    pub const KINDS: [&'static str; 22] = [
        "submitted",
        "assigned",
        "claimed",
        "taken_over",
        "handed_back",
        "question_asked",
        "question_answered",
        "marking_began",
        "second_reader_asked",
        "second_reader_called_off",
        "second_reader_gave_back",
        "returned",
        "return_undone",
        "thanked",
        "draft_added",
        "file_swapped",
        "withdrawn",
        "sent_back",
        "promise_at_risk",
        "promise_missed",
        "promise_extended",
        "noticed",
    ];

    /// The word of this one's kind; empty for one that cannot be written down.
    #[must_use]
    pub fn kind(&self) -> String {
        let written = serde_json::to_value(self).unwrap_or_default();
        written["kind"].as_str().unwrap_or_default().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::Event;

    #[test]
    fn the_word_of_each_kind_is_one_that_an_event_has() {
        for kind in Event::KINDS {
            let unknown =
                serde_json::from_value::<Event>(serde_json::json!({"kind": kind, "data": {}}));
            let said = unknown.err().map(|error| error.to_string());
            assert!(
                !said.unwrap_or_default().contains("unknown variant"),
                "{kind}"
            );
        }
        assert_eq!(Event::Withdrawn {}.kind(), "withdrawn");
    }
}
