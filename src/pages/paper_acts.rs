//! What can be done on a paper's own page, and what is told after it.

use super::Choice;
use crate::outbox::subscriptions::OnPaper;

/// What can be done on this page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// The student takes it back.
    Withdraw,
    /// The student sends another file.
    Swap,
    /// The student answers.
    Answer,
    /// Staff ask.
    Ask,
    /// Staff send it back.
    SendBack,
    /// Staff hand it back to the queue.
    HandBack,
    /// A coordinator gives it to another tutor.
    TakeOver,
}

impl Act {
    /// What is told after it.
    #[must_use]
    pub fn told(self, reference: &str) -> String {
        match self {
            Self::Withdraw => format!("{reference} is withdrawn."),
            Self::Swap => format!("We have your other file for {reference}."),
            Self::Answer => format!("Your answer is with {reference}. The clock runs again."),
            Self::Ask => "Your question is on its way to the student. The clock stands still until they answer.".to_owned(),
            Self::SendBack => format!("{reference} was sent back, and its student is told why."),
            Self::HandBack => format!("{reference} was handed back."),
            Self::TakeOver => format!("{reference} is with its new tutor, and the one who had it is told why."),
        }
    }

    /// The id of the field on the page into which its words are typed.
    #[must_use]
    pub const fn field(self) -> &'static str {
        match self {
            Self::Withdraw | Self::Swap => "file",
            Self::Answer => "answer",
            Self::Ask => "question",
            Self::SendBack => "send_back",
            Self::HandBack => "hand_back",
            Self::TakeOver => "take_over",
        }
    }
}

/// What is told after somebody chose their mail about one paper.
#[must_use]
pub const fn choice_told(choice: OnPaper) -> &'static str {
    match choice {
        OnPaper::Usual => "You hear of this paper as usual.",
        OnPaper::Followed => "You hear of whatever happens to this paper.",
        OnPaper::Digested => "Whatever happens to this paper is in your digest.",
        OnPaper::Muted => "You hear nothing more of this paper that can be left out.",
    }
}

/// Ways to choose from on a paper's page: its student hears of it in any case.
#[must_use]
pub fn choices_on_paper(writes: bool) -> Vec<Choice> {
    let all = [
        (OnPaper::Usual, "As usual"),
        (OnPaper::Followed, "Follow it: whatever happens, at once"),
        (
            OnPaper::Digested,
            "Follow it: whatever happens, in the digest",
        ),
        (OnPaper::Muted, "Mute it"),
    ];
    let offered = all
        .iter()
        .filter(|(choice, _)| !writes || matches!(choice, OnPaper::Usual | OnPaper::Muted));
    let choice = |(choice, label): &(OnPaper, &str)| Choice {
        value: choice.as_str().to_owned(),
        label: (*label).to_owned(),
    };
    offered.map(choice).collect()
}
