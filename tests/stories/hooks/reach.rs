//! Which machines a webhook reaches: those that its name led to when it was looked up, and none that is not public.

use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use paperdesk::client::outward::{Outward, Reach};
use paperdesk::hooks::carrier::{Carrier, Errand, Heard};
use paperdesk::hooks::is_global;

use super::receiver::{NAME, Receiver};
use super::typed;
use crate::desk::Desk;
use crate::telling_everyone::send_in;

const TAKEN: &str = "HTTP/1.1 204 No Content\r\n\r\n";

fn errand(url: &str) -> Errand {
    Errand {
        url: url.to_owned(),
        puts: false,
        headers: vec![("content-type", "application/json".to_owned())],
        body: b"{}".to_vec(),
    }
}

fn ask(reach: Reach, url: &str) -> Heard {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(Outward::within(reach).carry(&errand(url)))
}

/// Every name leads to the next of these lists of machines; the last one stays. Counts the look-ups.
fn leading_to(
    lists: Vec<Vec<SocketAddr>>,
    may_be_asked: fn(IpAddr) -> bool,
    receiver: &Receiver,
) -> (Reach, Arc<AtomicUsize>) {
    let asked = Arc::new(AtomicUsize::new(0));
    let (counter, lists) = (Arc::clone(&asked), Mutex::new(lists));
    let look_up = move |_name: String| {
        counter.fetch_add(1, Ordering::SeqCst);
        let mut lists = lists.lock().unwrap();
        let found = if lists.len() > 1 {
            lists.remove(0)
        } else {
            lists[0].clone()
        };
        let found: paperdesk::client::outward::Found = Box::pin(std::future::ready(Ok(found)));
        found
    };
    let reach = Reach {
        look_up: Arc::new(look_up),
        may_be_asked,
        authority: Some(receiver.authority.clone()),
    };
    (reach, asked)
}

fn to(receiver: &Receiver) -> Reach {
    leading_to(vec![vec![receiver.address]], |_| true, receiver).0
}

fn url() -> String {
    format!("https://{NAME}/desk?a=b")
}

#[test]
fn a_telling_arrives_over_tls_with_its_headers_and_its_body() {
    let (desk, receiver) = (Desk::open(), Receiver::answering(TAKEN));
    desk.hook(typed());
    send_in(&desk, &desk.ada(), "Rivers");
    assert_eq!(desk.tell(Outward::within(to(&receiver))), 1);
    let asked = receiver.asked().remove(0);
    assert!(asked.starts_with("POST /desk HTTP/1.1\r\n"), "{asked}");
    let (head, body) = asked.split_once("\r\n\r\n").unwrap();
    for line in [
        "host: hooks.example.edu",
        "content-type: application/cloudevents+json; charset=utf-8",
        "webhook-id: msg_",
        "webhook-timestamp: 1793610000",
        "webhook-signature: v1,",
    ] {
        assert!(head.contains(line), "{line} is not in {head}");
    }
    assert!(body.contains("\"paper_reference\":\"P-1001\""), "{body}");
    assert_eq!(desk.standing(desk.newest().id), ("sent".into(), 1));
}

#[test]
fn one_closed_machine_among_several_closes_all_and_nobody_is_connected_to() {
    let trap = Receiver::answering(TAKEN);
    let open: SocketAddr = "93.184.216.34:443".parse().unwrap();
    for machines in [
        vec![trap.address],
        vec![open, trap.address],
        vec![trap.address, open],
        vec![SocketAddr::new(
            "::ffff:127.0.0.1".parse().unwrap(),
            trap.address.port(),
        )],
        vec![SocketAddr::new(
            "64:ff9b::7f00:1".parse().unwrap(),
            trap.address.port(),
        )],
        vec![SocketAddr::new("169.254.169.254".parse().unwrap(), 443)],
    ] {
        let (reach, _) = leading_to(vec![machines.clone()], is_global, &trap);
        let heard = ask(reach, &url());
        assert!(heard.said.contains("not public"), "{machines:?}: {heard:?}");
    }
    assert_eq!(trap.connections(), 0);
}

#[test]
fn a_name_that_changes_its_mind_leads_to_the_machine_that_was_looked_at() {
    let (receiver, trap) = (Receiver::answering(TAKEN), Receiver::answering(TAKEN));
    let lists = vec![vec![receiver.address], vec![trap.address]];
    let (reach, look_ups) = leading_to(lists, |_| true, &receiver);
    assert_eq!(ask(reach, &url()).status, Some(204));
    assert_eq!(look_ups.load(Ordering::SeqCst), 1);
    assert_eq!((receiver.connections(), trap.connections()), (1, 0));
}

#[test]
fn each_try_looks_the_name_up_anew() {
    let receiver = Receiver::answering(TAKEN);
    let closed = vec![SocketAddr::new("10.0.0.1".parse().unwrap(), 443)];
    let (reach, look_ups) = leading_to(
        vec![vec![receiver.address], closed],
        |ip| ip.is_loopback(),
        &receiver,
    );
    let outward = Outward::within(reach);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let (first, second) = runtime.block_on(async {
        (
            outward.carry(&errand(&url())).await,
            outward.carry(&errand(&url())).await,
        )
    });
    assert_eq!((first.status, second.status), (Some(204), None));
    assert_eq!(look_ups.load(Ordering::SeqCst), 2);
}

#[test]
fn no_redirect_is_followed() {
    let trap = Receiver::answering(TAKEN);
    for status in ["301 Moved", "302 Found", "307 Temporary", "308 Permanent"] {
        let answer = format!(
            "HTTP/1.1 {status}\r\nLocation: https://{NAME}:{}/\r\nContent-Length: 0\r\n\r\n",
            trap.address.port()
        );
        let receiver = Receiver::answering(answer);
        let heard = ask(to(&receiver), &url());
        assert_eq!(heard.status.map(|status| status / 100), Some(3));
        assert!(!heard.is_taken());
        assert_eq!(receiver.connections(), 1);
    }
    assert_eq!(trap.connections(), 0);
}

#[test]
fn an_address_that_could_not_be_typed_is_not_asked_either() {
    let trap = Receiver::answering(TAKEN);
    let port = trap.address.port();
    for url in [
        format!("https://127.0.0.1:{port}/"),
        format!("http://{NAME}:{port}/"),
        format!("https://{NAME}:{port}/"),
        "https://127.0.0.1/".to_owned(),
        "https://[::1]/".to_owned(),
        "https://localhost/".to_owned(),
    ] {
        assert!(ask(to(&trap), &url).said.starts_with("Not asked"), "{url}");
    }
    assert_eq!(trap.connections(), 0);
}

#[test]
fn a_receiver_that_cannot_prove_its_name_is_told_nothing() {
    let receiver = Receiver::answering(TAKEN);
    let heard = ask(to(&receiver), "https://elsewhere.example.edu/");
    assert_eq!(heard.status, None);
    let stranger = Reach {
        authority: None,
        ..to(&receiver)
    };
    assert_eq!(ask(stranger, &url()).status, None);
    assert_eq!(receiver.asked(), [] as [String; 0]);
}

#[test]
fn of_an_answer_only_its_beginning_is_read_and_kept() {
    let long = "a\u{1b}[31m\r\n".repeat(40_000);
    let answer = format!(
        "HTTP/1.1 500 Broken\r\nRetry-After: 120\r\nContent-Length: {}\r\n\r\n{long}",
        long.len() * 10
    );
    let heard = ask(to(&Receiver::answering(answer)), &url());
    assert_eq!(
        (heard.status, heard.retry_after.map(|wait| wait.as_secs())),
        (Some(500), Some(120))
    );
    assert!(heard.said.starts_with("a[31m\na[31m\n"), "{}", heard.said);
    assert!(heard.said.chars().count() <= 1001);
}

#[test]
fn a_wait_until_a_date_is_counted_by_the_other_sides_own_clock() {
    let answer = "HTTP/1.1 503 Busy\r\nDate: Mon, 02 Nov 2026 09:00:00 GMT\r\nRetry-After: Mon, 02 Nov 2026 09:10:00 GMT\r\nContent-Length: 0\r\n\r\n";
    let heard = ask(to(&Receiver::answering(answer)), &url());
    assert_eq!(heard.retry_after.map(|wait| wait.as_secs()), Some(600));
}
