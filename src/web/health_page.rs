//! The page on which an admin sees how the desk is.

use rocket::{Route, get, routes};

use super::answers::Reply;
use super::guards::Admin;
use super::house::House;
use crate::doctor;
use crate::pages::health::HealthPage;

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    routes![look]
}

#[get("/health")]
async fn look(admin: Admin, house: &House) -> Reply {
    let checks = doctor::checks(&house.settings, &house.db).await?;
    admin.page(house, &HealthPage::of(checks))
}
