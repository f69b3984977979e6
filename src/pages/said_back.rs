//! What is told after a student said something back about their feedback.

/// After thanks.
pub const THANKED: &str = "Your thanks are with the paper, and your tutor sees them.";
/// After a question.
pub const ASKED: &str =
    "Your question is on its way to your tutor. You get a mail when it is answered.";
/// After the tutor's answer.
pub const ANSWERED: &str = "Your answer stands with the question, and the student gets a mail.";
/// After the survey.
pub const SURVEYED: &str = "Your answers help us. You can change them here.";
/// After an item of the student's own.
pub const ITEM_ADDED: &str = "It is in your plan.";
/// After they asked for the feedback by mail.
pub const MAILED: &str = "A mail is on its way to you.";
/// After the next draft.
#[must_use]
pub fn sent_again(draft: u32) -> String {
    format!("Draft {draft} is with us. Whoever read the last one is told first.")
}
