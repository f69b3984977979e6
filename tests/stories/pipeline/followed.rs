//! A request is followed through the log and to a collector of traces: by its own id to what it wrote, and from there by the
//! number of each delivery to what became of it.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use serde_json::Value;

use crate::place::Place;
use crate::post_round::Town;
use crate::server::{Server, until};

/// The lines of the log so far.
fn log(place: &Place) -> Vec<Value> {
    let text = std::fs::read_to_string(place.0.join("log")).unwrap();
    let whole = text.rsplit_once('\n').map_or("", |(whole, _)| whole);
    whole
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .collect()
}

fn said<'l>(log: &'l [Value], message: &str) -> impl Iterator<Item = &'l Value> {
    log.iter().filter(move |line| line["message"] == message)
}

#[test]
fn a_request_is_followed_through_the_log_to_its_event_its_mail_and_the_try() {
    let place = Place::new();
    let town = Town::with(|office| office);
    let settings = [
        ("PAPERDESK_SMTP", town.smtp()),
        ("PAPERDESK_LOG", "json".to_owned()),
    ];
    let settings = settings.each_ref().map(|(name, to)| (*name, to.as_str()));
    let (server, _) = Server::first(&place, &settings);
    let mut ada = server.let_in(&place, ("ada@example.edu", "student"));
    ada.send_in("Gardens").unwrap();
    // Her invitation may be tried before or after, and belongs to no event.
    let tried = until("try at a mail", || {
        said(&log(&place), "a mail was tried")
            .find(|line| !line["span"]["event"].is_null())
            .cloned()
    });
    let log = log(&place);
    let written = said(&log, "written")
        .find(|line| line["events"] != "")
        .unwrap();
    let request = written["span"]["request"].as_str().unwrap();
    let mut of_request = log.iter().filter(|line| line["span"]["request"] == request);
    let answered = of_request
        .find(|line| line["message"] == "answered")
        .unwrap();
    assert_eq!(answered["route"], "/submit/<id>/send");
    let deliveries = written["deliveries"].as_str().unwrap();
    let number = tried["span"]["delivery"].to_string();
    assert!(
        deliveries.split(' ').any(|one| one == number),
        "{deliveries} {number}"
    );
    assert_eq!(
        (&tried["span"]["channel"], &tried["outcome"]),
        (&"mail".into(), &"sent".into())
    );
    assert_eq!(
        tried["span"]["event"].to_string(),
        written["events"].as_str().unwrap()
    );
    let (answers, bare) = (said(&log, "answered"), |line: &&Value| {
        line["span"]["request"] != line["request"]
    });
    assert_eq!(answers.filter(bare).count(), 0);
}

#[test]
fn an_answer_carries_the_id_under_which_it_stands_in_the_log() {
    let place = Place::new();
    let (server, odo) = Server::first(&place, &[("PAPERDESK_LOG", "json")]);
    let reply = odo.get("/nothing-here").unwrap();
    let id = reply.header("x-request-id").to_owned();
    assert!(reply.body.contains(&id), "{}", reply.body);
    let log = log(&place);
    assert!(
        log.iter()
            .any(|line| line["span"]["request"] == id.as_str())
    );
    drop(server);
}

/// Somebody who takes traces; gives where, and what comes.
fn collector() -> (SocketAddr, Receiver<(String, Value)>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (tell, told) = channel();
    thread::spawn(move || {
        for client in listener.incoming() {
            let (mut client, mut request) = (client.unwrap(), Vec::new());
            let length = loop {
                let mut piece = [0; 4096];
                let read = client.read(&mut piece).unwrap();
                request.extend_from_slice(&piece[..read]);
                let text = String::from_utf8_lossy(&request).into_owned();
                let Some((start, _)) = text.split_once("\r\n\r\n") else {
                    continue;
                };
                let long = start
                    .lines()
                    .find_map(|line| line.strip_prefix("content-length: "));
                break start.len() + 4 + long.unwrap().parse::<usize>().unwrap();
            };
            let mut rest = vec![0; length - request.len()];
            client.read_exact(&mut rest).unwrap();
            request.extend_from_slice(&rest);
            client
                .write_all(b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\n{}")
                .unwrap();
            let text = String::from_utf8(request).unwrap();
            let (start, body) = text.split_once("\r\n\r\n").unwrap();
            let body = serde_json::from_str(body).unwrap();
            if tell.send((start.to_owned(), body)).is_err() {
                return;
            }
        }
    });
    (address, told)
}

fn attribute<'v>(of: &'v Value, key: &str) -> Option<&'v Value> {
    let all = of["attributes"].as_array()?;
    all.iter()
        .find(|one| one["key"] == key)
        .map(|one| &one["value"])
}

#[test]
fn with_a_collector_set_requests_and_tries_come_there_as_traces() {
    let place = Place::new();
    let (address, told) = collector();
    let (town, otlp) = (Town::with(|office| office), format!("http://{address}"));
    let smtp = town.smtp();
    let settings = [
        ("PAPERDESK_SMTP", smtp.as_str()),
        ("PAPERDESK_OTLP", otlp.as_str()),
    ];
    let (server, _) = Server::first(&place, &settings);
    let mut ada = server.let_in(&place, ("ada@example.edu", "student"));
    ada.send_in("Gardens").unwrap();
    let (mut sent, mut tried) = (None, None);
    while sent.is_none() || tried.is_none() {
        let (start, body) = told.recv_timeout(Duration::from_mins(1)).unwrap();
        assert!(start.starts_with("POST /v1/traces HTTP/1.1\r\n"), "{start}");
        assert!(start.contains("content-type: application/json"), "{start}");
        let spans = body["resourceSpans"][0]["scopeSpans"][0]["spans"]
            .as_array()
            .unwrap();
        let named = |name: &'static str| spans.iter().filter(move |span| span["name"] == name);
        sent = sent.or_else(|| named("POST /submit/<id>/send").next().cloned());
        // Ada's invitation belongs to no event.
        let mut mails = named("delivery by mail");
        let of_event = |span: &&Value| attribute(span, "paperdesk.event").is_some();
        tried = tried.or_else(|| mails.find(of_event).cloned());
    }
    let (sent, tried) = (sent.unwrap(), tried.unwrap());
    let request = attribute(&sent, "paperdesk.request").unwrap()["stringValue"]
        .as_str()
        .unwrap();
    assert_eq!(sent["traceId"], format!("{request:0>32}"));
    let lines = sent["events"].as_array().unwrap();
    let written = lines.iter().find(|line| line["name"] == "written").unwrap();
    let deliveries = attribute(written, "paperdesk.deliveries").unwrap()["stringValue"]
        .as_str()
        .unwrap();
    let number = attribute(&tried, "paperdesk.delivery").unwrap()["intValue"]
        .as_str()
        .unwrap();
    assert!(
        deliveries.split(' ').any(|one| one == number),
        "{deliveries} {number}"
    );
    until("spans counted as taken", || {
        let metrics = ada.get("/metrics").unwrap().body;
        let taken = metrics
            .lines()
            .find_map(|line| line.strip_prefix("paperdesk_spans_total{fate=\"taken\"} "));
        (taken.unwrap() != "0").then_some(())
    });
}

#[test]
fn a_collector_that_is_away_keeps_nobody_from_anything() {
    let place = Place::new();
    let (server, _) = Server::first(
        &place,
        &[
            ("PAPERDESK_OTLP", "http://127.0.0.1:1"),
            ("PAPERDESK_LOG", "json"),
        ],
    );
    let mut ada = server.let_in(&place, ("ada@example.edu", "student"));
    ada.send_in("Gardens").unwrap();
    until("word of it in the log", || {
        said(
            &log(&place),
            "the collector takes no spans; they are dropped",
        )
        .next()
        .map(drop)
    });
    server.told_to_stop();
    assert_eq!(server.end().0, Some(0));
}
