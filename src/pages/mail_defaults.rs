//! The page on which a centre sets what people get by mail who chose nothing themselves, for each role.

use serde::Serialize;

use super::people::role_word;
use super::some_papers::choice;
use super::{Choice, Page, topics};
use crate::outbox::subscriptions::defaults::Setting;
use crate::outbox::subscriptions::{Channel, Defaults, Topic};
use crate::people::Role;

/// Told after it was saved.
pub const SAVED: &str = "Saved. It is so from now on for everybody who chose nothing else; who changed it stands in the history.";

#[derive(Serialize)]
struct Row {
    name: String,
    label: &'static str,
    channel: &'static str,
}

#[derive(Serialize)]
struct Group {
    role: &'static str,
    always: &'static str,
    rows: Vec<Row>,
}

/// The page.
#[derive(Serialize)]
pub struct MailDefaultsPage {
    groups: Vec<Group>,
    channels: Vec<Choice>,
}

impl MailDefaultsPage {
    /// As it is set now.
    #[must_use]
    pub fn of(set: &Defaults) -> Self {
        let group = |role: &Role| {
            let concerned = Topic::ALL.iter().filter(|topic| topic.concerns(*role));
            let row = |topic: &Topic| Row {
                name: format!("set[{}-{}]", role.as_str(), topic.as_str()),
                label: topics::topic(*topic),
                channel: set.of_role(*role, *topic).as_str(),
            };
            Group {
                role: many(*role),
                always: topics::always_for(*role),
                rows: concerned.map(row).collect(),
            }
        };
        let groups = Role::ALL.iter().map(group);
        Self {
            groups: groups.filter(|group| !group.rows.is_empty()).collect(),
            channels: Channel::ALL
                .iter()
                .map(|one| choice(one.as_str(), topics::channel(*one)))
                .collect(),
        }
    }
}

impl Page for MailDefaultsPage {
    const TEMPLATE: &'static str = "settings/mail.html";

    fn title(&self) -> String {
        "What people get by mail".to_owned()
    }
}

/// Those with a role.
const fn many(role: Role) -> &'static str {
    match role {
        Role::Student => "Students",
        Role::Tutor => "Tutors",
        Role::Teacher => "Teachers",
        Role::Coordinator => "Coordinators",
        Role::Admin => "Admins",
    }
}

/// A setting as somebody chose it: `tutor-queue` and `digest`; nothing where there is none such.
#[must_use]
pub fn read(field: &str, chosen: &str) -> Option<Setting> {
    let (role, topic) = field.split_once('-')?;
    let (role, topic) = (Role::parse(role)?, Topic::parse(topic)?);
    Some(Setting {
        role,
        topic,
        channel: Channel::parse(chosen)?,
        called: format!("Mail, {}: {}", role_word(role), topics::topic(topic)),
    })
}
