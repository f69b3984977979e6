//! The pages of signing in and of setting the centre up.

use serde::Serialize;

use super::{Choice, Page};
use crate::centre::{Centre, DAYS, Joining};

/// Where a person says who they are.
#[derive(Serialize)]
pub struct SignInPage {
    /// What was typed.
    pub email: String,
    /// Where to go on to.
    pub next: String,
    /// With a password instead of a code.
    pub by_password: bool,
    /// Where the other way to sign in is.
    other_way: String,
}

impl SignInPage {
    /// The page as it was asked for.
    #[must_use]
    pub fn new(email: &str, next: &str, by_password: bool) -> Self {
        let coded: String = url::form_urlencoded::byte_serialize(next.as_bytes()).collect();
        let by = if by_password { "" } else { "by=password&" };
        Self {
            email: email.to_owned(),
            next: next.to_owned(),
            by_password,
            other_way: format!("/sign-in?{by}next={coded}"),
        }
    }
}

impl Page for SignInPage {
    const TEMPLATE: &'static str = "sign_in/ask.html";

    fn title(&self) -> String {
        "Sign in".to_owned()
    }
}

/// Where a person types the code from the mail.
#[derive(Serialize)]
pub struct CodePage {
    /// Where the mail went, if the address may come in.
    pub email: String,
    /// Where to go on to.
    pub next: String,
}

impl Page for CodePage {
    const TEMPLATE: &'static str = "sign_in/code.html";

    fn title(&self) -> String {
        "Type the code from your mail".to_owned()
    }
}

/// A link was opened: nothing happens before the button is pressed.
#[derive(Serialize)]
pub struct ContinuePage {
    /// Whom it signs in, where that is known.
    pub name: String,
    /// Where the button leads.
    pub action: String,
}

impl Page for ContinuePage {
    const TEMPLATE: &'static str = "sign_in/continue.html";

    fn title(&self) -> String {
        "Sign in".to_owned()
    }
}

/// A link that is no longer good.
#[derive(Serialize)]
pub struct UsedLinkPage {
    /// It was a setup link.
    pub setup: bool,
}

impl Page for UsedLinkPage {
    const TEMPLATE: &'static str = "sign_in/used.html";

    fn title(&self) -> String {
        "This link is no longer good".to_owned()
    }
}

/// The first run: the first admin and the centre; later: a new admin for a centre that lost theirs.
#[derive(Serialize)]
pub struct SetupPage {
    /// Where the form leads.
    pub action: String,
    /// The centre exists already.
    pub recover: bool,
    /// The admin's address.
    pub email: String,
    /// The admin's name.
    pub your_name: String,
    /// The centre as typed.
    pub centre: CentreForm,
    /// What its fields may be.
    pub choices: CentreChoices,
}

impl Page for SetupPage {
    const TEMPLATE: &'static str = "sign_in/setup.html";

    fn title(&self) -> String {
        if self.recover {
            "Recover an admin".to_owned()
        } else {
            "Set up your centre".to_owned()
        }
    }
}

/// The centre's fields as a form shows them.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CentreForm {
    /// What it is called.
    pub name: String,
    /// Whom people may write to.
    pub contact: String,
    /// An IANA name.
    pub time_zone: String,
    /// "0" is Monday.
    pub open_days: Vec<String>,
    /// HH:MM.
    pub opens_at: String,
    /// HH:MM; 24:00 for midnight.
    pub closes_at: String,
    /// Opening hours.
    pub turnaround_hours: String,
    /// Words.
    pub word_limit: String,
    /// Papers of one student within seven days; empty: any number.
    pub papers_a_week: String,
    /// `anyone`, `domains` or `invited`.
    pub joining: String,
    /// Separated by spaces.
    pub joining_domains: String,
    /// Whether "tell my teacher" is ticked at first.
    pub consent_default: bool,
}

/// What the fields of `CentreForm` may be.
#[derive(Serialize)]
pub struct CentreChoices {
    days: Vec<Choice>,
    joining: Vec<Choice>,
}

impl CentreChoices {
    /// The days of the week, and who may join.
    #[must_use]
    pub fn new() -> Self {
        let numbered = DAYS.iter().enumerate();
        Self {
            days: numbered
                .map(|(n, day)| Choice {
                    value: n.to_string(),
                    label: (*day).to_owned(),
                })
                .collect(),
            joining: Choice::all(&[
                ("anyone", "Anyone with a mail address"),
                ("domains", "Anyone with an address at these domains"),
                ("invited", "Nobody: we add people ourselves"),
            ]),
        }
    }
}

impl Default for CentreChoices {
    fn default() -> Self {
        Self::new()
    }
}

impl From<&Centre> for CentreForm {
    fn from(centre: &Centre) -> Self {
        let clock = |minutes: u32| format!("{:02}:{:02}", minutes / 60, minutes % 60);
        let days = (0..7u32).filter(|day| centre.open_days & (1 << day) != 0);
        Self {
            name: centre.name.clone(),
            contact: centre.contact.clone(),
            time_zone: centre.time_zone.clone(),
            open_days: days.map(|day| day.to_string()).collect(),
            opens_at: clock(centre.opens_at),
            closes_at: clock(centre.closes_at),
            turnaround_hours: centre.turnaround_hours.to_string(),
            word_limit: centre.word_limit.to_string(),
            papers_a_week: match centre.papers_a_week {
                0 => String::new(),
                most => most.to_string(),
            },
            joining: centre.joining.as_str().to_owned(),
            joining_domains: centre.joining_domains.clone(),
            consent_default: centre.consent_default,
        }
    }
}

impl CentreForm {
    /// The centre as typed; what is no number or no time becomes 0, which the desk then refuses by name.
    #[must_use]
    pub fn read(&self) -> Centre {
        let minutes = |typed: &str| -> Option<u32> {
            let (hours, minutes) = typed.trim().split_once(':')?;
            let (hours, minutes): (u32, u32) = (hours.parse().ok()?, minutes.parse().ok()?);
            (hours <= 24 && minutes < 60).then_some(hours * 60 + minutes)
        };
        let days = self
            .open_days
            .iter()
            .filter_map(|day| day.parse::<u32>().ok())
            .filter(|day| *day < 7);
        Centre {
            name: crate::people::clean_name(&self.name),
            contact: self.contact.trim().to_owned(),
            time_zone: self.time_zone.trim().to_owned(),
            open_days: days.fold(0, |days, day| days | (1 << day)),
            opens_at: minutes(&self.opens_at).unwrap_or(1440),
            // Whoever writes midnight as 00:00 means the day's end.
            closes_at: match minutes(&self.closes_at) {
                Some(0) => 1440,
                typed => typed.unwrap_or(0),
            },
            turnaround_hours: self.turnaround_hours.trim().parse().unwrap_or(0),
            word_limit: self
                .word_limit
                .trim()
                .replace([',', ' '], "")
                .parse()
                .unwrap_or(0),
            papers_a_week: match self.papers_a_week.trim() {
                "" => 0,
                // What is no number becomes one that is refused at its field.
                typed => typed.parse().unwrap_or(u32::MAX),
            },
            holidays: Vec::new(),
            joining: Joining::parse(&self.joining).unwrap_or(Joining::Invited),
            joining_domains: self
                .joining_domains
                .trim()
                .to_lowercase()
                .replace([',', ';', '@'], " "),
            consent_default: self.consent_default,
        }
    }
}
