//! Each event as one sentence for the people at the desk.

use super::{Event, Happened, Matter};

impl Happened {
    /// The event as one sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        let who = self.actor.as_deref().unwrap_or("The desk");
        let tutor = self.tutor.as_deref().unwrap_or("somebody");
        match &self.event {
            Event::Submitted { .. } => format!("{who} sent it in"),
            Event::Assigned { .. } => format!("{who} gave it to {tutor}"),
            Event::HandedBack { undone: true, .. } => {
                format!("{who} took it back from {tutor} before it was told")
            }
            Event::HandedBack { undone: false, .. } if self.actor.is_none() => {
                format!("{tutor}’s claim ran out, and it went back to the queue")
            }
            Event::HandedBack { undone: false, .. } => format!("{who} handed it back to the queue"),
            Event::QuestionAsked {} => format!("{who} asked the student"),
            Event::QuestionAnswered {} => format!("{who} answered"),
            Event::MarkingBegan { draft } => format!("{who} began to mark draft {draft}"),
            Event::Returned {
                tutor: Some(_),
                draft,
                ..
            } => format!("{who} released {tutor}’s feedback on draft {draft} as second reader"),
            Event::Returned { draft, version, .. } => returned_by(who, (*draft, *version)),
            Event::ReturnUndone { draft, .. } => {
                format!("{who} took the feedback on draft {draft} back within ten minutes")
            }
            Event::SecondReaderAsked { draft } => {
                format!("{who} sent the feedback on draft {draft} to a second reader")
            }
            Event::SecondReaderCalledOff { draft } => {
                format!("{who} took the feedback on draft {draft} back from the second reader")
            }
            Event::SecondReaderGaveBack { draft, .. } => {
                format!("{who} gave the feedback on draft {draft} back to {tutor}")
            }
            Event::Thanked { asks: false } => format!("{who} said thanks"),
            Event::Thanked { asks: true } => format!("{who} asked about the feedback"),
            Event::Claimed { .. } => format!("{who} took it from the queue"),
            Event::TakenOver { .. } => format!("{who} took it over for {tutor}"),
            Event::DraftAdded { draft, .. } => format!("{who} sent in draft {draft}"),
            Event::FileSwapped { .. } => format!("{who} sent another file in its place"),
            Event::Withdrawn {} => format!("{who} withdrew it"),
            Event::SentBack {} => format!("{who} sent it back without feedback"),
            Event::PromiseAtRisk {} => "Three quarters of the promise have passed".to_owned(),
            Event::PromiseMissed { .. } => "The promise was missed".to_owned(),
            Event::PromiseExtended { .. } => format!("{who} extended the promise"),
            Event::Noticed { matter, .. } => noticed(*matter).to_owned(),
        }
    }
}

const fn noticed(matter: Matter) -> &'static str {
    match matter {
        Matter::Missed => "The promise was missed",
        Matter::AtRisk => "Three quarters of the promise have passed",
        Matter::Away => "The tutor who has it is away",
        Matter::Unopened => "It was given to a tutor, who did not begin for a while",
        Matter::Idle => "Nothing was written for a while",
        Matter::Untaken => "Nobody took it for a while",
        Matter::Unanswered => "The student did not answer for some days",
        Matter::Lease => "The claim was about to run out",
    }
}

/// Feedback that went out, or a correction of it, as somebody's work.
#[must_use]
pub fn returned_by(who: &str, (draft, version): (u32, u32)) -> String {
    if version == 1 {
        return format!("{who} returned feedback on draft {draft}");
    }
    format!("{who} returned a correction of the feedback on draft {draft}")
}
