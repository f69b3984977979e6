//! Choices about some papers alone: as they stand in a list, and what there is to choose from.

use serde::Serialize;

use super::{Choice, topics, words};
use crate::events::Event;
use crate::outbox::subscriptions::{Subscription, Topic};
use crate::papers::State;
use crate::people::{Person, Role};

/// One of them in words.
#[derive(Serialize)]
pub(super) struct Narrowed {
    id: i64,
    says: String,
}

pub(super) fn choice(value: &str, label: &str) -> Choice {
    Choice {
        value: value.to_owned(),
        label: label.to_owned(),
    }
}

/// In words, where it is one.
pub(super) fn narrowed(one: &Subscription) -> Option<Narrowed> {
    if one.topic != Topic::Happened && one.is_whole() {
        return None;
    }
    let what = one
        .event
        .as_deref()
        .and_then(topics::event)
        .unwrap_or_else(|| topics::topic(one.topic));
    let mut says = what.to_owned();
    let state = one.state.as_deref().and_then(State::parse);
    let parts = [
        one.paper.map(|paper| format!("only {paper}")),
        one.course.as_ref().map(|course| format!("only {course}")),
        one.tutor
            .as_ref()
            .map(|tutor| format!("only papers of {tutor}")),
        state.map(|state| {
            format!(
                "only papers that are {}",
                words::staff_state(state).to_lowercase()
            )
        }),
    ];
    for part in parts.into_iter().flatten() {
        says.push_str(", ");
        says.push_str(&part);
    }
    let channel = topics::channel(one.channel).to_lowercase();
    Some(Narrowed {
        id: one.id.0,
        says: format!("{says}: {channel}"),
    })
}

/// The states to choose from.
pub(super) fn states() -> Vec<Choice> {
    let state = |state: &State| choice(state.as_str(), words::staff_state(*state));
    State::ALL.iter().map(state).collect()
}

/// What can be chosen of some papers alone: kinds of news, and for whoever works here whatever happens.
pub(super) fn narrow_topics(of_person: &[Topic], person: &Person) -> Vec<Choice> {
    let topic = |topic: &Topic| choice(topic.as_str(), topics::topic(*topic));
    let mut all: Vec<Choice> = of_person.iter().map(topic).collect();
    if person.oversees() || person.is(Role::Tutor) {
        all.push(topic(&Topic::Happened));
        let event = |kind: &&str| {
            let label = format!("Happens: {}", topics::event(kind)?);
            Some(choice(&format!("happened:{kind}"), &label))
        };
        all.extend(Event::KINDS.iter().filter_map(event));
    }
    all
}
