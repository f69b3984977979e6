//! The centre's fields as a form sends them, for the first run and for the settings.

use rocket::FromForm;

use crate::pages::sign_in::CentreForm;

/// As the browser sends them; what is missing is empty.
#[derive(FromForm)]
pub struct CentreFields {
    /// In the first run only: the admin's address.
    #[field(default = String::new())]
    pub email: String,
    /// In the first run only: the admin's name.
    #[field(default = String::new())]
    pub your_name: String,
    #[field(default = String::new())]
    name: String,
    #[field(default = String::new())]
    contact: String,
    #[field(default = String::new())]
    time_zone: String,
    #[field(default = Vec::new())]
    open_days: Vec<String>,
    #[field(default = String::new())]
    opens_at: String,
    #[field(default = String::new())]
    closes_at: String,
    #[field(default = String::new())]
    turnaround_hours: String,
    #[field(default = String::new())]
    word_limit: String,
    #[field(default = String::new())]
    papers_a_week: String,
    #[field(default = String::new())]
    joining: String,
    #[field(default = String::new())]
    joining_domains: String,
    consent_default: Option<String>,
}

impl From<CentreFields> for CentreForm {
    fn from(typed: CentreFields) -> Self {
        Self {
            name: typed.name,
            contact: typed.contact,
            time_zone: typed.time_zone,
            open_days: typed.open_days,
            opens_at: typed.opens_at,
            closes_at: typed.closes_at,
            turnaround_hours: typed.turnaround_hours,
            word_limit: typed.word_limit,
            papers_a_week: typed.papers_a_week,
            joining: typed.joining,
            joining_domains: typed.joining_domains,
            consent_default: typed.consent_default.is_some(),
        }
    }
}
