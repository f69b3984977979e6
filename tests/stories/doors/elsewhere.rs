//! Those who come to a door by another way than from our own pages.

use rocket::http::{ContentType, Method};

use crate::desk::Desk;
use crate::seat::Seat;

#[test]
fn a_form_from_nowhere_in_particular_is_refused_where_somebody_is_signed_in() {
    let desk = Desk::open();
    let ada = desk.ada();
    let silent = |seat: &Seat<'_>| {
        seat.request(Method::Post, "/sign-in")
            .header(ContentType::Form)
            .dispatch()
            .status()
            .code
    };
    let from = |origin: &'static str| {
        let request = ada
            .request(Method::Post, "/sign-in")
            .header(ContentType::Form);
        request
            .header(rocket::http::Header::new("Origin", origin))
            .dispatch()
            .status()
            .code
    };
    assert_eq!((silent(&ada), silent(&desk.stranger())), (403, 422));
    assert_eq!(
        (
            from("https://evil.example"),
            from("null"),
            from("http://desk.example.edu")
        ),
        (403, 403, 422)
    );
}
