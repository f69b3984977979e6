//! A bare Rocket with one route and what it renders from: the baseline of a page.

use std::net::SocketAddr;

use rocket::fairing::AdHoc;
use rocket::{Config, Route};
use tokio::runtime::Runtime;
use tokio::sync::oneshot;

/// Serves until the runtime ends.
pub fn serve_bare<T: Send + Sync + 'static>(
    routes: Vec<Route>,
    state: T,
    runtime: &Runtime,
) -> SocketAddr {
    let (tell, port) = oneshot::channel();
    let tell = std::sync::Mutex::new(Some(tell));
    let liftoff = AdHoc::on_liftoff("port", move |rocket| {
        Box::pin(async move {
            tell.lock()
                .unwrap()
                .take()
                .unwrap()
                .send(rocket.config().port)
                .unwrap();
        })
    });
    let config = Config {
        port: 0,
        log_level: rocket::config::LogLevel::Off,
        ..Config::release_default()
    };
    let rocket = rocket::custom(config)
        .mount("/", routes)
        .manage(state)
        .attach(liftoff);
    runtime.spawn(async move { rocket.launch().await.unwrap() });
    SocketAddr::from(([127, 0, 0, 1], runtime.block_on(port).unwrap()))
}
