//! Kinds of news, channels and kinds of events in the words of the page on which people choose among them.

use crate::outbox::subscriptions::{Channel, Topic, Untold};
use crate::people::{Person, Role};

/// What a kind of news is called on its own line.
#[must_use]
pub const fn topic(topic: Topic) -> &'static str {
    match topic {
        Topic::Queue => "A paper joins the queue",
        Topic::Yours => "A paper is given to you, or taken from you",
        Topic::NextDraft => "The next draft of a paper you read",
        Topic::Answers => "A student answers, or asks about the feedback",
        Topic::Second => "Feedback goes to a second reader and comes back",
        Topic::Attention => "Nothing moves on a paper",
        Topic::HandedBack => "A tutor hands a paper back",
        Topic::MailTrouble => "A mail could not be delivered",
        Topic::Course => "A student of your course sends in a paper, or has feedback",
        Topic::Later => "Feedback on your paper comes later than promised",
        Topic::Reminder => "You have not answered our question yet",
        Topic::Answered => "Your question about the feedback is answered",
        Topic::Ended => "A paper of yours ends without feedback",
        Topic::Happened => "Anything that happens",
        Topic::Everything => "Everything",
    }
}

/// A channel as people choose it.
#[must_use]
pub const fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::AtOnce => "At once",
        Channel::Digest => "In the digest",
        Channel::Never => "Not by mail",
    }
}

/// A kind of event as people choose it; nothing for one that nobody chooses.
#[must_use]
pub fn event(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "submitted" => "A paper is sent in",
        "assigned" => "A paper is given to a tutor",
        "claimed" => "A tutor takes a paper",
        "taken_over" => "A paper goes to another tutor",
        "handed_back" => "A paper is handed back",
        "question_asked" => "A student is asked something",
        "question_answered" => "A student answers",
        "marking_began" => "Marking begins",
        "second_reader_asked" => "Feedback goes to a second reader",
        "second_reader_gave_back" => "A second reader gives feedback back",
        "returned" => "Feedback is returned",
        "thanked" => "A student says thanks, or asks",
        "draft_added" => "The next draft is sent in",
        "file_swapped" => "A file is put in place of another",
        "withdrawn" => "A paper is withdrawn",
        "sent_back" => "A paper is sent back",
        "promise_at_risk" => "A promise is at risk",
        "promise_missed" => "A promise is missed",
        "promise_extended" => "A promise is extended",
        "noticed" => "Nothing moves on a paper",
        _ => return None,
    })
}

/// Why somebody was not told, as a sentence for staff.
#[must_use]
pub const fn untold(why: Untold) -> &'static str {
    match why {
        Untold::Chose => "They chose no mail of this kind.",
        Untold::Centre => {
            "The centre set no mail of this kind for their role, and they chose nothing themself."
        }
        Untold::Muted => "They muted this paper.",
        Untold::Narrowed => "They chose no mail of this kind about this tutor, course or state.",
        Untold::Apart => "They and the student are kept apart.",
        Untold::NoConsent => "The student did not agree that their teacher is told.",
        Untold::Shut => "Their account is shut.",
        Untold::Heard => "They did it themself, or hear of it by another mail.",
    }
}

/// What nobody can switch off, for those with one role.
#[must_use]
pub const fn always_for(role: Role) -> &'static str {
    match role {
        Role::Student => {
            "Always: the receipt for their paper, who reads it, a question to them, that their feedback is ready, and codes to sign in."
        }
        _ => "Always: codes and links to sign in.",
    }
}

/// What nobody can switch off, for a person with these roles.
#[must_use]
pub fn always(person: &Person) -> &'static str {
    if person.is(Role::Student) {
        "Always, and at any hour: the receipt for your paper, who reads it, a question to you, that your feedback is ready, and codes to sign in."
    } else {
        "Always, and at any hour: codes and links to sign in."
    }
}
