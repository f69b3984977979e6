//! The courier against lettre alone, over as many connections to the same local mail sink.

use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use paperdesk::app::{self, Desk};
use paperdesk::db::Tx;
use paperdesk::mail::{Relay, RelayUrl};
use paperdesk::outbox::{self, Courier, Letter, Recipient, Telling};

use crate::lettre_alone::lettre_alone;
use crate::place::{Place, furnish};

const MAILS: usize = 20_000;
pub const FROM: &str = "Paperdesk <desk@desk.example.edu>";
pub const URL: &str = "https://desk.example.edu";
const FACTS: &str = r#"{"reference":"P-1042","title":"Community gardens and the city","student":"Ada King","course":"SOC 201",
 "draft":1,"words":1284,"promised":"Thu 12 Nov 2026, 17:00","tutor":"Ben Okafor","concerns":["Is my main point clear?"],
 "question":"Does my introduction say anything?","actor":"","said":"","centre":"Northfield Writing Centre"}"#;

/// Postfix's own sink: it takes mail and forgets it.
pub struct Sink(Child, pub SocketAddr);

impl Sink {
    pub fn open() -> Option<Self> {
        let address = SocketAddr::from(([127, 0, 0, 1], 2600));
        let mut sink = Command::new("/usr/sbin/smtp-sink");
        sink.args(["-u", "nobody", "-c", "127.0.0.1:2600", "1000"])
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let child = sink.spawn().ok()?;
        let patience = Instant::now() + Duration::from_secs(5);
        while std::net::TcpStream::connect(address).is_err() {
            assert!(Instant::now() < patience, "smtp-sink does not listen");
        }
        Some(Self(child, address))
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

pub fn measure() {
    let Some(sink) = Sink::open() else {
        println!("outbox: smtp-sink of Debian's postfix is missing, nothing measured");
        return;
    };
    println!("outbox: {MAILS} mails to smtp-sink");
    for connections in [4, 16] {
        let place = Place::new();
        let desk = place.desk();
        furnish(&desk, (0, 0));
        promise(&desk, MAILS);
        let sample = sample(&desk);
        let size = sample.len();
        let runtime = app::runtime().unwrap();
        let alone = runtime.block_on(lettre_alone(sink.1, Arc::new(sample), (MAILS, connections)));
        let ours = runtime.block_on(carry(&desk, sink.1, connections));
        let rate = |took: Duration| f64::from(u32::try_from(MAILS).unwrap()) / took.as_secs_f64();
        println!(
            "  {connections:>2} connections, {size} bytes a mail: lettre alone {:>6.0}/s, the courier {:>6.0}/s: {:.0} %",
            rate(alone),
            rate(ours),
            100.0 * rate(ours) / rate(alone),
        );
    }
}

/// Promises so many mails, each to somebody else.
pub fn promise(desk: &Desk, mails: usize) {
    for batch in 0..mails / 1000 {
        desk.db
            .write_now(move |tx| (0..1000).try_for_each(|n| tell(tx, batch * 1000 + n)))
            .unwrap();
    }
}

/// Promises one receipt.
pub fn tell(tx: &Tx<'_>, n: usize) -> paperdesk::refusal::Outcome<()> {
    if n == 0 {
        outbox::introduce_relay(tx, true, "desk.example.edu")?;
    }
    let telling = Telling {
        about: None,
        letter: Letter::Received,
        facts: FACTS,
        why: "measured",
        hold_until: None,
        expires: None,
    };
    let to = Recipient {
        person: None,
        email: format!("student{n}@example.edu"),
        name: "Ada King".into(),
    };
    outbox::tell(tx, &telling, &to).map(drop)
}

/// The newest mail as it goes out.
pub fn sample(desk: &Desk) -> Vec<u8> {
    let delivery = desk
        .db
        .read_now(|tx| outbox::list(tx, None, None, 1))
        .unwrap()
        .remove(0);
    app::scribe(&desk.pages, FROM, URL)(&delivery).unwrap()
}

async fn carry(desk: &Desk, sink: SocketAddr, connections: usize) -> Duration {
    let relay = Relay::new(
        RelayUrl::parse(&format!("smtp://{sink}")).unwrap(),
        connections + 2,
    );
    let scribe = app::scribe(&desk.pages, FROM, URL);
    let from = ("desk@desk.example.edu".to_owned(), connections);
    let courier = Courier::new(desk.db.clone(), Arc::new(relay), scribe, from);
    let (shut, shutting) = tokio::sync::watch::channel(false);
    let (beat, _beating) = tokio::sync::watch::channel(Instant::now());
    let started = Instant::now();
    let working = tokio::spawn(courier.work(shutting, Arc::new(beat)));
    loop {
        let left: Option<i64> = desk
            .db
            .read(|tx| {
                tx.one(
                    "select count(*) as n from (select 1 from deliveries where state in ('pending', 'sending') limit 1)",
                    &[],
                    |row| row.get("n"),
                )
            })
            .await
            .unwrap();
        if left == Some(0) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let took = started.elapsed();
    shut.send_replace(true);
    working.await.unwrap();
    took
}
