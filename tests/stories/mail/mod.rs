//! Mail over a real socket to a mail server that misbehaves.

mod connections;
mod replies;

use crate::post_office::PostOffice;
use paperdesk::mail::{Deadlines, Relay, RelayUrl};
use paperdesk::outbox::carrier::{Answer, Carrier, Parcel};
use std::time::Duration;

pub fn short() -> Deadlines {
    let ms = Duration::from_millis;
    Deadlines {
        connect: ms(200),
        command: ms(150),
        before_message: ms(300),
        message: ms(200),
        idle: ms(100),
    }
}

pub fn relay(office: &PostOffice) -> Relay {
    let url = RelayUrl::parse(&format!("smtp://{}", office.address)).unwrap();
    Relay::with_deadlines(url, 2, short())
}

pub fn relay_to(office: &PostOffice, before: &str, after: &str) -> Relay {
    let url = RelayUrl::parse(&format!("smtp://{before}{}{after}", office.address)).unwrap();
    Relay::with_deadlines(url, 2, short())
}

pub fn parcel(to: &str) -> Parcel {
    Parcel {
        from: "desk@example.edu".into(),
        to: to.into(),
        bytes: b"Subject: x\r\n\r\n.one\r\n..\r\nMAIL FROM:<a@b.org>\r\n".to_vec(),
    }
}

pub async fn carried(office: &PostOffice) -> Answer {
    relay(office).carry(&parcel("ada@example.edu")).await
}
