//! Decides what a mail server's reply means for a mail: sent, refused, later, or no fault of the mail.

use crate::outbox::carrier::{Answer, Outcome, Phase};
use std::time::Duration;

const GREYLIST: Duration = Duration::from_mins(5);
const LONGEST_SAID: usize = 500;

/// How one step of the dialogue failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Failure {
    /// The server said no: its code and its words.
    Said(u16, String),
    /// The line broke or made no sense; in a sentence of ours.
    Lost(String),
    /// We waited as long as we may.
    Late,
}

/// The answer for an attempt that failed at `phase`.
pub(super) fn answer(phase: Phase, failure: &Failure) -> Answer {
    let outcome = match failure {
        Failure::Said(code, words) => judge(phase, *code, words),
        Failure::Lost(_) | Failure::Late if phase == Phase::Dot => Outcome::Unknown,
        Failure::Lost(_) | Failure::Late => Outcome::RelayTrouble,
    };
    let said = match failure {
        Failure::Said(code, words) => format!("{code} {words}"),
        Failure::Lost(sentence) => sentence.clone(),
        Failure::Late => "The mail server did not answer in time.".to_owned(),
    };
    Answer {
        outcome,
        said: quoted(&said),
        phase,
    }
}

/// A server's words without control characters and within 500 characters.
pub(super) fn quoted(words: &str) -> String {
    let plain = words.chars().map(|c| if c.is_control() { ' ' } else { c });
    let kept: String = plain.take(LONGEST_SAID).collect();
    kept.trim().to_owned()
}

fn judge(phase: Phase, code: u16, words: &str) -> Outcome {
    let detail = enhanced(words);
    match (code, detail) {
        (421 | 454 | 500 | 502 | 503 | 530 | 534 | 535 | 538, _) => Outcome::RelayTrouble,
        _ if phase < Phase::From => Outcome::RelayTrouble,
        (400..=499, Some((4, 7, _))) => Outcome::Later {
            not_before: Some(GREYLIST),
        },
        (400..=499, _) if mentions(words, &["greylist", "graylist"]) => Outcome::Later {
            not_before: Some(GREYLIST),
        },
        (400..=499, _) => Outcome::Later { not_before: None },
        // Every mail has the same sender: who refuses it refuses us, not this mail.
        _ if phase == Phase::From => Outcome::RelayTrouble,
        (552, None) if phase == Phase::Recipient => Outcome::Later { not_before: None },
        (_, Some((5, 2, 2))) => Outcome::Later { not_before: None },
        (_, None | Some((5, 7, _))) if phase == Phase::Recipient && denies_relay(words) => {
            Outcome::RelayTrouble
        }
        _ => Outcome::Refused,
    }
}

fn denies_relay(words: &str) -> bool {
    mentions(
        words,
        &["relay", "authentication required", "authenticate first"],
    )
}

fn mentions(words: &str, any: &[&str]) -> bool {
    let words = words.to_ascii_lowercase();
    any.iter().any(|part| words.contains(part))
}

/// The enhanced status code (RFC 3463) at the head of the words: `5.1.1` is (5, 1, 1).
fn enhanced(words: &str) -> Option<(u16, u16, u16)> {
    let mut numbers = words
        .split_whitespace()
        .next()?
        .split('.')
        .map(str::parse::<u16>);
    let status = (
        numbers.next()?.ok()?,
        numbers.next()?.ok()?,
        numbers.next()?.ok()?,
    );
    numbers.next().is_none().then_some(status)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LATER: Outcome = Outcome::Later { not_before: None };
    const IN_FIVE_MINUTES: Outcome = Outcome::Later {
        not_before: Some(GREYLIST),
    };

    #[test]
    fn each_reply_has_its_meaning() {
        use Outcome::{Refused, RelayTrouble};
        use Phase::{Auth, Data, Dot, From, Greeting, Recipient};
        for (phase, code, words, outcome) in [
            (Greeting, 554, "5.7.1 no service for you", RelayTrouble),
            (Auth, 535, "5.7.8 wrong password", RelayTrouble),
            (Auth, 454, "4.7.0 try again", RelayTrouble),
            (From, 421, "4.3.2 closing", RelayTrouble),
            (From, 451, "4.3.0 local error", LATER),
            (From, 530, "5.7.0 sign in first", RelayTrouble),
            (From, 553, "5.7.1 sender not yours", RelayTrouble),
            (Recipient, 450, "4.2.1 busy", LATER),
            (Recipient, 452, "4.3.1 no space", LATER),
            (Recipient, 450, "4.7.1 greylisted", IN_FIVE_MINUTES),
            (Recipient, 451, "Greylisted, come back", IN_FIVE_MINUTES),
            (Recipient, 552, "5.2.2 mailbox full", LATER),
            (Recipient, 550, "5.1.1 no such user", Refused),
            (Recipient, 553, "5.1.3 bad address", Refused),
            (Recipient, 550, "no such user", Refused),
            (
                Recipient,
                554,
                "5.7.1 <a@b>: Relay access denied",
                RelayTrouble,
            ),
            (Recipient, 550, "Relaying denied", RelayTrouble),
            (
                Recipient,
                550,
                "5.7.1 this person takes no mail from you",
                Refused,
            ),
            (Recipient, 503, "5.5.1 AUTH first", RelayTrouble),
            (Data, 451, "4.3.0 queue", LATER),
            (Dot, 552, "5.3.4 too big", Refused),
            (Dot, 554, "5.6.0 cannot read it", Refused),
            (
                Dot,
                550,
                "5.7.1 looks like spam, relay to our postmaster",
                Refused,
            ),
            (Dot, 421, "4.3.2 closing", RelayTrouble),
            (Dot, 451, "4.3.0 disk", LATER),
        ] {
            let got = answer(phase, &Failure::Said(code, words.to_owned())).outcome;
            assert_eq!(got, outcome, "{phase:?} {code} {words}");
        }
    }

    #[test]
    fn only_after_the_dot_is_silence_a_riddle() {
        assert_eq!(answer(Phase::Dot, &Failure::Late).outcome, Outcome::Unknown);
        assert_eq!(
            answer(Phase::Data, &Failure::Late).outcome,
            Outcome::RelayTrouble
        );
    }

    #[test]
    fn a_servers_words_are_cut_and_cleaned() {
        let long = Failure::Said(
            550,
            format!("5.1.1 no\r\nsuch\u{7}user {}", "x".repeat(900)),
        );
        let said = answer(Phase::Recipient, &long).said;
        assert!(said.starts_with("550 5.1.1 no  such user xxx"));
        assert_eq!(said.chars().count(), 500);
    }
}
