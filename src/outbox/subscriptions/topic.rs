//! Kinds of news, as a person chooses among them: which letters belong to each, and whom each concerns.

use super::super::Letter;
use crate::db::word_enum;
use crate::people::{Person, Role};

word_enum! {
    /// A kind of news that a person can have at once, in a digest, or not at all.
    Topic {
        /// A paper joined the queue.
        Queue = "queue",
        /// A paper was given to them or taken from them.
        Yours = "yours",
        /// The next draft of a paper that they read.
        NextDraft = "next_draft",
        /// A student answered, or asks about the feedback.
        Answers = "answers",
        /// Feedback at a second reader's.
        Second = "second",
        /// Nothing moves on a paper.
        Attention = "attention",
        /// A tutor handed a paper back.
        HandedBack = "handed_back",
        /// A mail could not be delivered.
        MailTrouble = "mail_trouble",
        /// A student of their course sent in a paper, or has feedback.
        Course = "course",
        /// Feedback on their own paper comes later than promised.
        Later = "later",
        /// They have not answered a question yet.
        Reminder = "reminder",
        /// Their question about the feedback was answered.
        Answered = "answered",
        /// A paper of theirs ended without feedback.
        Ended = "ended",
        /// Anything that happens to a paper they follow, or to papers of their choice.
        Happened = "happened",
        /// All of these, about one paper.
        Everything = "everything",
    }
}

impl Topic {
    /// What a letter is about; none: it is never held back, because without it somebody waits and does not know, or asked
    /// for it themself.
    #[must_use]
    pub const fn of(letter: Letter) -> Option<Self> {
        Some(match letter {
            Letter::QueueAlert => Self::Queue,
            Letter::AssignedTutor | Letter::TakenOver => Self::Yours,
            Letter::DraftAdded => Self::NextDraft,
            Letter::QuestionAnswered | Letter::AskedBack | Letter::AnsweredByMail => Self::Answers,
            Letter::SecondReaderAsked
            | Letter::SecondReaderGaveBack
            | Letter::SecondReaderReleased => Self::Second,
            Letter::NeedsAttention => Self::Attention,
            Letter::HandedBack => Self::HandedBack,
            Letter::DeliveryFailed => Self::MailTrouble,
            Letter::TeacherSubmitted | Letter::TeacherReturned => Self::Course,
            Letter::PromiseMissed | Letter::PromiseExtended => Self::Later,
            Letter::AnswerAwaited => Self::Reminder,
            Letter::AnsweredBack => Self::Answered,
            Letter::Withdrawn | Letter::SentBack => Self::Ended,
            Letter::News => Self::Happened,
            Letter::Received
            | Letter::AssignedStudent
            | Letter::QuestionAsked
            | Letter::Returned
            | Letter::FeedbackCopy
            | Letter::SignInCode
            | Letter::Invitation
            | Letter::Digest
            | Letter::WebhookOff
            | Letter::Test => return None,
        })
    }

    /// Whether it concerns those with a role.
    #[must_use]
    pub const fn concerns(self, role: Role) -> bool {
        match self {
            Self::Queue | Self::Answers | Self::Attention | Self::Second => {
                matches!(role, Role::Tutor | Role::Coordinator)
            }
            Self::Yours | Self::NextDraft => matches!(role, Role::Tutor),
            Self::HandedBack | Self::MailTrouble => matches!(role, Role::Coordinator),
            Self::Course => matches!(role, Role::Teacher),
            Self::Later | Self::Reminder | Self::Answered => matches!(role, Role::Student),
            Self::Ended => matches!(role, Role::Student | Role::Tutor),
            Self::Happened | Self::Everything => false,
        }
    }

    /// What concerns a person by their roles, in the order of the page. `reads_second`: they read a second time for others.
    #[must_use]
    pub fn that_concern(person: &Person, reads_second: bool) -> Vec<Self> {
        let concerns = |topic: &Self| match topic {
            Self::Second => person.is(Role::Tutor) || reads_second,
            topic => person.roles.iter().any(|role| topic.concerns(*role)),
        };
        Self::ALL.iter().copied().filter(concerns).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Letter, Topic};

    #[test]
    fn what_somebody_must_hear_belongs_to_no_topic() {
        for letter in [
            Letter::Received,
            Letter::AssignedStudent,
            Letter::Returned,
            Letter::QuestionAsked,
            Letter::SignInCode,
        ] {
            assert_eq!(Topic::of(letter), None, "{letter:?}");
        }
    }
}
