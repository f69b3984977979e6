//! From the answer of a deed to the first byte of its mail at the mail server, with nothing else to send; beside lettre
//! alone, which is handed the same mail at once.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use lettre::Address;
use lettre::address::Envelope;
use paperdesk::app::{self, Desk};
use paperdesk::mail::{Deadlines, Relay, RelayUrl};
use paperdesk::outbox::Courier;
use tokio::runtime::Runtime;
use tokio::sync::watch;

use crate::lettre_alone::open;
use crate::outbox::{FROM, URL, sample, tell};
use crate::place::{Place, furnish};

const DEEDS: usize = 400;
/// Longer than a mail takes: the queue is idle when the next deed comes.
const BETWEEN: Duration = Duration::from_millis(20);

pub fn measure() {
    println!(
        "first_byte: {DEEDS} deeds one by one, from the deed's answer to MAIL at the mail server"
    );
    let place = Place::new();
    let desk = place.desk();
    furnish(&desk, (0, 0));
    desk.db.write_now(|tx| tell(tx, 0)).unwrap();
    let (runtime, mail) = (app::runtime().unwrap(), sample(&desk));
    let (sink, stamps) = listen();
    println!(
        "  lettre alone, a kept line: {}",
        said(&mut alone(&runtime, (sink, &mail), &stamps))
    );
    for (what, idle) in [
        ("a kept line", Duration::from_secs(30)),
        ("a new line", Duration::ZERO),
    ] {
        let mut taken = ours(&desk, &runtime, (sink, idle), &stamps);
        println!("  the desk, {what}: {}", said(&mut taken));
    }
}

/// A mail server that tells the moment at which each mail begins.
fn listen() -> (SocketAddr, Receiver<Instant>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (stamp, stamps) = channel();
    std::thread::spawn(move || {
        for caller in listener.incoming().flatten() {
            let stamp = stamp.clone();
            std::thread::spawn(move || drop(take(&caller, &stamp)));
        }
    });
    (address, stamps)
}

fn take(caller: &TcpStream, stamp: &Sender<Instant>) -> std::io::Result<()> {
    caller.set_nodelay(true)?;
    let (mut line, mut heard, mut in_mail) = (BufReader::new(caller), String::new(), false);
    let mut say = caller;
    say.write_all(b"220 sink ESMTP\r\n")?;
    loop {
        heard.clear();
        if line.read_line(&mut heard)? == 0 {
            return Ok(());
        }
        let reply: &[u8] = match heard.get(..4).unwrap_or_default() {
            _ if in_mail && heard != ".\r\n" => continue,
            _ if in_mail => b"250 2.0.0 kept\r\n",
            "EHLO" => b"250-sink\r\n250 PIPELINING\r\n",
            "DATA" => b"354 go on\r\n",
            "QUIT" => b"221 2.0.0 bye\r\n",
            _ => b"250 2.0.0 ok\r\n",
        };
        if heard.starts_with("MAIL") && stamp.send(Instant::now()).is_err() {
            return Ok(());
        }
        in_mail = !in_mail && heard.starts_with("DATA");
        say.write_all(reply)?;
    }
}

fn alone(
    runtime: &Runtime,
    (sink, mail): (SocketAddr, &[u8]),
    stamps: &Receiver<Instant>,
) -> Vec<Duration> {
    runtime.block_on(async {
        let mut line = open(sink).await;
        let address = |text: &str| text.parse::<Address>().unwrap();
        let envelope = Envelope::new(
            Some(address("desk@example.edu")),
            vec![address("ada@example.edu")],
        );
        let envelope = envelope.unwrap();
        let mut taken = Vec::new();
        for _ in 0..DEEDS {
            tokio::time::sleep(BETWEEN).await;
            let begun = Instant::now();
            line.send(&envelope, mail).await.unwrap();
            taken.push(stamps.recv().unwrap() - begun);
        }
        taken
    })
}

fn ours(
    desk: &Desk,
    runtime: &Runtime,
    (sink, idle): (SocketAddr, Duration),
    stamps: &Receiver<Instant>,
) -> Vec<Duration> {
    let url = RelayUrl::parse(&format!("smtp://{sink}")).unwrap();
    let deadlines = Deadlines {
        idle,
        ..Deadlines::default()
    };
    let _guard = runtime.enter();
    let relay = Arc::new(Relay::with_deadlines(url, 4, deadlines));
    let scribe = app::scribe(&desk.pages, FROM, URL);
    let from = ("desk@desk.example.edu".to_owned(), 4);
    let courier = Courier::new(desk.db.clone(), relay, scribe, from);
    let (shut, shutting) = watch::channel(false);
    let (beat, _beating) = watch::channel(Instant::now());
    let working = runtime.spawn(courier.work(shutting, Arc::new(beat)));
    let mut taken = Vec::new();
    let patience = Duration::from_secs(10);
    // What was promised before for a sample goes first, and opens the line.
    while stamps.recv_timeout(Duration::from_secs(1)).is_ok() {}
    for n in 1..=DEEDS {
        std::thread::sleep(BETWEEN);
        desk.db.write_now(move |tx| tell(tx, n)).unwrap();
        let done = Instant::now();
        taken.push(
            stamps
                .recv_timeout(patience)
                .unwrap()
                .saturating_duration_since(done),
        );
    }
    shut.send_replace(true);
    runtime.block_on(working).unwrap();
    taken
}

fn said(taken: &mut [Duration]) -> String {
    taken.sort_unstable();
    let at = |per_cent: usize| taken[(taken.len() - 1) * per_cent / 100];
    format!("p50 {:?}, p99 {:?}, worst {:?}", at(50), at(99), at(100))
}
