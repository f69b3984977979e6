//! The weather of a bad week: how the mail server is in each of its hours.

use std::net::{SocketAddr, TcpListener};
use std::ops::Range;

use paperdesk::mail::{Relay, RelayUrl};
use tokio::runtime::Runtime;

use crate::mail::short;
use crate::post_office::{Act, At, PostOffice};

pub const GONE: &str = "gone@example.edu";
pub const FULL: &str = "full@example.edu";

/// How the mail server is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weather {
    Fair,
    Busy,
    Greylisting,
    Silent,
    Dripping,
    DropsWhatItKeeps,
    DropsWhatItHears,
    Closing,
    WithoutTls,
    Down,
}

/// The weather of each hour of the week; what is not named is fair.
const FORECAST: [(Range<i64>, Weather); 12] = [
    (5..7, Weather::Busy),
    (11..13, Weather::Greylisting),
    (18..21, Weather::Silent),
    (26..28, Weather::Dripping),
    (34..35, Weather::DropsWhatItKeeps),
    (41..43, Weather::DropsWhatItHears),
    (50..62, Weather::Down),
    (70..73, Weather::WithoutTls),
    (80..82, Weather::Closing),
    (96..99, Weather::Busy),
    (110..111, Weather::DropsWhatItKeeps),
    (130..142, Weather::Down),
];

/// The weather of an hour.
pub fn weather(hour: i64) -> Weather {
    let of = FORECAST.iter().find(|(hours, _)| hours.contains(&hour));
    of.map_or(Weather::Fair, |(_, weather)| *weather)
}

/// The mail server of the week, and an address at which nobody listens.
pub struct Server {
    pub runtime: Runtime,
    pub office: PostOffice,
    nobody: SocketAddr,
}

impl Server {
    pub fn open() -> Self {
        let runtime = Runtime::new().unwrap();
        let office = runtime.block_on(PostOffice::open());
        let nobody = TcpListener::bind("127.0.0.1:0").unwrap();
        Self {
            office,
            nobody: nobody.local_addr().unwrap(),
            runtime,
        }
    }

    /// The way to it in this weather. Whatever the weather, one address is gone for good and one mailbox stays full.
    pub fn in_weather(&self, weather: Weather) -> Relay {
        let bad = match weather {
            Weather::Busy => Some((At::Rcpt, Act::Say("450 4.2.1 try later"))),
            Weather::Greylisting => Some((At::Rcpt, Act::Say("451 4.7.1 greylisted"))),
            Weather::Silent => Some((At::Mail, Act::Silence)),
            Weather::Dripping => Some((At::Data, Act::Drip)),
            Weather::DropsWhatItKeeps => Some((At::Dot, Act::KeepAndHangUp)),
            Weather::DropsWhatItHears => Some((At::Dot, Act::HangUp)),
            Weather::Closing => Some((At::Banner, Act::Last("421 4.3.2 closing"))),
            Weather::Fair | Weather::WithoutTls | Weather::Down => None,
        };
        let always = [
            (At::RcptFor(GONE.into()), Act::Say("550 5.1.1 no such user")),
            (At::RcptFor(FULL.into()), Act::Say("452 4.2.2 mailbox full")),
        ];
        let rules: Vec<_> = bad.into_iter().chain(always).collect();
        self.office.misbehaves_so(&rules);
        let (address, tls) = match weather {
            Weather::Down => (self.nobody, ""),
            Weather::WithoutTls => (self.office.address, "?tls=required"),
            _ => (self.office.address, ""),
        };
        let url = RelayUrl::parse(&format!("smtp://{address}{tls}")).unwrap();
        Relay::with_deadlines(url, 2, short())
    }
}
