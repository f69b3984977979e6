//! The letters we write.

use super::subscriptions::{DIGEST, Topic};
use crate::db::word_enum;

word_enum! {
    /// The letters we write.
    Letter {
        /// To the student: we have your paper.
        Received = "received",
        /// To tutors and coordinators who subscribed: a paper joined the queue.
        QueueAlert = "queue_alert",
        /// To the course's teacher, if the student agreed: a paper was sent in.
        TeacherSubmitted = "teacher_submitted",
        /// To the student: who reads it, and by when.
        AssignedStudent = "assigned_student",
        /// To the tutor: it is yours.
        AssignedTutor = "assigned_tutor",
        /// To the tutor who had it: a coordinator gave it to somebody else, with the reason.
        TakenOver = "taken_over",
        /// To coordinators: a tutor handed it back, with the reason.
        HandedBack = "handed_back",
        /// To the student: we need something from you.
        QuestionAsked = "question_asked",
        /// To the tutor or coordinators: the student answered.
        QuestionAnswered = "question_answered",
        /// To second readers: a tutor's feedback waits for one of them.
        SecondReaderAsked = "second_reader_asked",
        /// To the tutor: a second reader gave it back, with words.
        SecondReaderGaveBack = "second_reader_gave_back",
        /// To the tutor: a second reader released it.
        SecondReaderReleased = "second_reader_released",
        /// To the student: feedback is ready.
        Returned = "returned",
        /// To the student, who asked for it: the feedback once more, in links or word for word.
        FeedbackCopy = "feedback_copy",
        /// To the tutor: the student has a question about the feedback.
        AskedBack = "asked_back",
        /// To the student: the tutor answered that question.
        AnsweredBack = "answered_back",
        /// To the tutor or coordinators: the student answered by mail.
        AnsweredByMail = "answered_by_mail",
        /// To the course's teacher, if the student agreed: feedback was returned.
        TeacherReturned = "teacher_returned",
        /// To the tutor who read the last draft: the next one is here.
        DraftAdded = "draft_added",
        /// To student and tutor: it was withdrawn.
        Withdrawn = "withdrawn",
        /// To student and tutor: it was sent back, with the reason.
        SentBack = "sent_back",
        /// To the student: the promise was missed, and when feedback is expected after all.
        PromiseMissed = "promise_missed",
        /// To the student: feedback is promised for later, and why.
        PromiseExtended = "promise_extended",
        /// To the student: we still wait for an answer.
        AnswerAwaited = "answer_awaited",
        /// To a tutor or coordinators: nothing moves on a paper, or on several.
        NeedsAttention = "needs_attention",
        /// The code and the link to sign in.
        SignInCode = "sign_in_code",
        /// You were added to the desk.
        Invitation = "invitation",
        /// To coordinators: a mail could not be delivered.
        DeliveryFailed = "delivery_failed",
        /// To whoever looks after a webhook: it was switched off.
        WebhookOff = "webhook_off",
        /// To whoever chose it: the news of a day or of several in one mail.
        Digest = "digest",
        /// To whoever follows a paper: what happened to it.
        News = "news",
        /// A test of the mail server.
        Test = "test",
    }
}

impl Letter {
    /// Whether reading this letter would let somebody sign in as its recipient.
    #[must_use]
    pub const fn opens_the_door(self) -> bool {
        matches!(self, Self::SignInCode | Self::Invitation)
    }

    /// Whether somebody waits for it just now, so that it goes also where mail came back before.
    #[must_use]
    pub const fn is_asked_for(self) -> bool {
        matches!(self, Self::SignInCode | Self::Invitation | Self::Test)
    }

    /// Whether its reader may do without letters of this kind.
    #[must_use]
    pub const fn can_be_stopped(self) -> bool {
        matches!(self, Self::Digest) || Topic::of(self).is_some()
    }

    /// What the way to stop in it stops, as its address says it.
    #[must_use]
    pub fn stops(self) -> &'static str {
        Topic::of(self).map_or(DIGEST, Topic::as_str)
    }

    /// 0: signing in, never waits; 3: meant for one person; 7: the same alert to many.
    pub(super) const fn lane(self) -> u32 {
        match self {
            Self::SignInCode => 0,
            Self::QueueAlert | Self::Digest | Self::News => 7,
            _ => 3,
        }
    }
}
