//! The front door, and the pages about the desk itself.
#![expect(
    clippy::needless_pass_by_value,
    reason = "Rocket hands guards over by value"
)]

use rocket::{Route, get, routes};
use serde::Serialize;

use super::answers::{Answer, Reply};
use super::guards::Anyone;
use super::house::House;
use crate::pages::Page;
use crate::people::{Person, Role};

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    routes![front, accessibility, privacy]
}

#[derive(Serialize)]
struct FrontPage {
    is_set_up: bool,
}

impl Page for FrontPage {
    const TEMPLATE: &'static str = "home/front.html";

    fn title(&self) -> String {
        "Welcome".to_owned()
    }
}

#[get("/")]
fn front(visitor: Anyone, house: &House) -> Reply {
    match &visitor.person {
        Some(person) => {
            let flash = visitor.shell.flash.clone();
            Ok(Answer::Go {
                to: first_place(person).to_owned(),
                flash,
                session: None,
            })
        }
        None => visitor.page(
            house,
            &FrontPage {
                is_set_up: visitor.centre.is_some(),
            },
        ),
    }
}

/// Where a person's work is, by role.
fn first_place(person: &Person) -> &'static str {
    match person {
        _ if person.oversees() => "/assign",
        _ if person.is(Role::Tutor) => "/desk",
        _ if person.is(Role::Student) => "/papers",
        _ => "/account",
    }
}

#[derive(Serialize)]
struct AccessibilityPage {}

impl Page for AccessibilityPage {
    const TEMPLATE: &'static str = "home/accessibility.html";

    fn title(&self) -> String {
        "Accessibility".to_owned()
    }
}

#[get("/about/accessibility")]
fn accessibility(visitor: Anyone, house: &House) -> Reply {
    visitor.page(house, &AccessibilityPage {})
}

#[derive(Serialize)]
struct PrivacyPage {}

impl Page for PrivacyPage {
    const TEMPLATE: &'static str = "home/privacy.html";

    fn title(&self) -> String {
        "Privacy".to_owned()
    }
}

#[get("/about/privacy")]
fn privacy(visitor: Anyone, house: &House) -> Reply {
    visitor.page(house, &PrivacyPage {})
}
