//! The kinds of event that a webhook can hear of, each in the words of a chat room.

/// Each kind, and what it says of a paper after its reference.
pub const KINDS: [(&str, &str); 21] = [
    ("submitted", "was sent in"),
    ("assigned", "was given to a tutor"),
    ("claimed", "was taken by a tutor"),
    ("taken_over", "was given to another tutor"),
    ("handed_back", "went back to the queue"),
    ("question_asked", "waits for an answer from its student"),
    ("question_answered", "has its student’s answer"),
    ("marking_began", "is being marked"),
    ("returned", "was returned with feedback"),
    ("return_undone", "was taken back for changes"),
    ("draft_added", "has a next draft"),
    ("file_swapped", "has another file in place of a wrong one"),
    ("withdrawn", "was withdrawn"),
    ("sent_back", "was sent back without feedback"),
    ("promise_at_risk", "may miss its promise"),
    ("promise_missed", "has missed its promise"),
    ("thanked", "was answered by its student"),
    ("noticed", "needs attention: nothing moves"),
    ("second_reader_asked", "waits for a second reader"),
    (
        "second_reader_called_off",
        "waits for no second reader any more",
    ),
    (
        "second_reader_gave_back",
        "was given back by a second reader",
    ),
];

/// What a kind says of a paper.
#[must_use]
pub fn says(kind: &str) -> &'static str {
    let found = KINDS.iter().find(|(word, _)| *word == kind);
    found.map_or("has changed", |(_, says)| says)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::events::Event;

    #[test]
    fn a_kind_is_known_by_the_word_of_its_event() {
        let words = [
            serde_json::to_value(Event::Withdrawn {}),
            serde_json::to_value(Event::PromiseAtRisk {}),
            serde_json::to_value(Event::SecondReaderAsked { draft: 1 }),
        ];
        for word in words {
            let word = word.unwrap()["kind"].clone();
            assert_ne!(says(word.as_str().unwrap()), "has changed", "{word}");
        }
    }
}
