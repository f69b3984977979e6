//! A desk for one story: its own database file, a held clock, a tray instead of a mail server.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use paperdesk::app;
use paperdesk::centre::{self, Centre};
use paperdesk::clock::{Clock, Moment};
use paperdesk::config::{InboundKey, Settings};
use paperdesk::db::{Db, Tx};
use paperdesk::documents::Apart;
use paperdesk::mail::Tray;
use paperdesk::outbox::carrier::Carrier;
use paperdesk::outbox::tally::Tallies;
use paperdesk::outbox::{self, Courier, Scribe};
use paperdesk::papers::{PaperNumber, search};
use paperdesk::people::{self, Person, Role};
use paperdesk::refusal::Outcome;
use paperdesk::sign_in;
use paperdesk::web::{self, Signs};
use rocket::local::blocking::Client;
use tokio::sync::watch;

use crate::cast;
use crate::invariants;
use crate::seat::Seat;

pub const PUBLIC_URL: &str = "http://desk.example.edu";

/// 32 times "k".
const INBOUND_KEY: &str = "whsec_a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s=";

pub struct Desk {
    pub client: Client,
    pub clock: Clock,
    pub tray: Tray,
    pub tallies: Tallies,
    app: app::Desk,
    place: PathBuf,
    _alive: (watch::Sender<Instant>, watch::Sender<bool>),
}

impl Desk {
    /// A desk with a centre and the usual people, on Monday 2 November 2026, 09:00 UTC.
    pub fn open() -> Self {
        let desk = Self::bare();
        desk.deed(|tx| {
            let name = "Northfield Writing Centre".to_owned();
            let contact = "desk@northfield.example.edu".to_owned();
            centre::settle(
                tx,
                &Centre {
                    name,
                    contact,
                    ..Centre::default()
                },
            )?;
            for (email, name, roles) in cast::EVERYBODY {
                people::add(tx, email, name, roles)?;
            }
            Ok(())
        });
        desk
    }

    /// A desk as it is before its first run.
    pub fn bare() -> Self {
        let place = std::env::temp_dir().join(format!("paperdesk-story-{}", uuid::Uuid::now_v7()));
        let clock = Clock::held_at(Moment(1_793_610_000_000));
        let app = app::Desk::open(Settings::with_defaults(place.clone()), clock.clone()).unwrap();
        app.db
            .write_now(|tx| outbox::introduce_relay(tx, true, "desk.example.edu"))
            .unwrap();
        let (beat, beating) = watch::channel(Instant::now());
        let (shut, shutting) = watch::channel(false);
        let mut house = app.house(PUBLIC_URL, Signs::new(beating, shutting));
        house.settings.inbound_key = InboundKey::parse(INBOUND_KEY).ok();
        house.reader = Apart::new(env!("CARGO_BIN_EXE_paperdesk").into());
        let client = Client::untracked(web::rocket(house)).unwrap();
        Self {
            client,
            clock,
            tray: Tray::default(),
            tallies: app.tallies.clone(),
            app,
            place,
            _alive: (beat, shut),
        }
    }

    pub fn db(&self) -> &Db {
        &self.app.db
    }

    /// Writes down who looked at which paper, as the desk does every few seconds.
    pub fn settle_looks(&self) {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap();
        runtime.block_on(self.app.looks.settle(self.db())).unwrap();
    }

    /// The words of papers are in the index.
    pub fn settle_words(&self) {
        while self.deed(search::index) {}
    }

    pub fn deed<T: Send + 'static>(
        &self,
        deed: impl FnOnce(&Tx<'_>) -> Outcome<T> + Send + 'static,
    ) -> T {
        self.db().write_now(deed).unwrap()
    }

    pub fn look<T>(&self, look: impl FnOnce(&Tx<'_>) -> Outcome<T>) -> T {
        self.db().read_now(look).unwrap()
    }

    /// One number from one query.
    pub fn count(&self, sql: &str) -> i64 {
        self.look(|tx| tx.one(sql, &[], |row| row.get("n")))
            .unwrap()
    }

    pub fn person(&self, email: &str) -> Person {
        let email = people::Email::parse(email).unwrap();
        self.look(|tx| people::find_by_email(tx, &email)).unwrap()
    }

    /// Somebody of the cast at their browser, signed in.
    pub fn seat(&self, email: &str) -> Seat<'_> {
        let person = self.person(email);
        let token = self.deed(move |tx| sign_in::begin_session(tx, &person, "Firefox on Linux"));
        Seat::signed_in(self, token.reveal())
    }

    pub fn ada(&self) -> Seat<'_> {
        self.seat("ada@example.edu")
    }

    pub fn cleo(&self) -> Seat<'_> {
        self.seat("cleo@example.edu")
    }

    pub fn ben(&self) -> Seat<'_> {
        self.seat("ben@example.edu")
    }

    pub fn bea(&self) -> Seat<'_> {
        self.seat("bea@example.edu")
    }

    pub fn cora(&self) -> Seat<'_> {
        self.seat("cora@example.edu")
    }

    pub fn odo(&self) -> Seat<'_> {
        self.seat("odo@example.edu")
    }

    /// A browser that nobody is signed in at.
    pub fn stranger(&self) -> Seat<'_> {
        Seat::signed_out(self)
    }

    pub fn minutes_pass(&self, minutes: i64) {
        self.clock.advance_seconds(minutes * 60);
    }

    /// Carries everything that is due, and gives what is in the tray by now.
    pub fn carry(&self) -> Vec<Mail> {
        self.carry_by(self.scribe(), self.tray.clone())
    }

    /// Whoever writes the mails.
    pub fn scribe(&self) -> Scribe {
        let sender = "Paperdesk <desk@desk.example.edu>";
        app::scribe(&self.app.pages, sender, PUBLIC_URL)
    }

    /// The same as `carry`, with another scribe or carrier.
    pub fn carry_by(&self, scribe: Scribe, carrier: impl Carrier + 'static) -> Vec<Mail> {
        let from = ("desk@desk.example.edu".to_owned(), 2);
        let mut courier = Courier::new(self.db().clone(), Arc::new(carrier), scribe, from)
            .counting(self.tallies.mail.clone());
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(courier.carry_all_due()).unwrap();
        self.mails()
    }

    pub fn mails(&self) -> Vec<Mail> {
        self.tray
            .taken()
            .iter()
            .map(|parcel| Mail::read(&parcel.to, &parcel.bytes))
            .collect()
    }

    /// The number of the newest paper.
    pub fn newest_paper(&self) -> PaperNumber {
        PaperNumber(self.count("select max(number) as n from papers"))
    }

    /// Where a paper stands.
    pub fn state(&self, number: PaperNumber) -> String {
        self.look(|tx| paperdesk::papers::find(tx, number))
            .unwrap()
            .state
            .as_str()
            .to_owned()
    }

    /// Gives a role of the cast by address: for tables over all roles.
    pub fn role_of(&self, email: &str) -> Vec<Role> {
        self.person(email).roles
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.look(invariants::hold);
        }
        // A reader that is just being opened may put its files there once more.
        let gone = (0..10).any(|_| std::fs::remove_dir_all(&self.place).is_ok());
        assert!(gone, "{} stays", self.place.display());
    }
}

/// A mail in the tray, as far as stories look into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    pub to: String,
    pub head: String,
    pub text: String,
}

impl Mail {
    fn read(to: &str, bytes: &[u8]) -> Self {
        let raw = String::from_utf8_lossy(bytes).replace("\r\n", "\n");
        let (head, body) = raw.split_once("\n\n").unwrap();
        Self {
            to: to.to_owned(),
            head: head.to_owned(),
            text: unquote(body),
        }
    }

    pub fn subject(&self) -> &str {
        self.head
            .lines()
            .find_map(|line| line.strip_prefix("Subject: "))
            .unwrap_or_default()
    }
}

/// Quoted-printable, as far as our own letters use it.
fn unquote(body: &str) -> String {
    let joined = body.replace("=\n", "");
    let mut bytes = Vec::new();
    let mut rest = joined.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let hex = (*first == b'=').then(|| tail.get(..2)).flatten();
        let coded = hex.and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        bytes.push(coded.unwrap_or(*first));
        rest = if coded.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
