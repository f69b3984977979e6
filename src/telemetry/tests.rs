//! What a collector is told of spans.

use std::sync::mpsc;

use serde_json::Value;
use tracing::dispatcher::with_default;
use tracing_subscriber::layer::SubscriberExt;

use super::{Counts, Exporter, begin};
use crate::web::aside;

/// Does something while a listener listens; gives what a collector heard, and what became of it.
fn heard(something: impl FnOnce()) -> (Vec<Value>, Counts) {
    let (told, heard) = mpsc::channel();
    let (spans, exporter) = begin(move |body| {
        told.send(body).unwrap();
        Ok(())
    })
    .unwrap();
    let counts = exporter.counts();
    let log = tracing_subscriber::registry().with(spans);
    tracing::subscriber::with_default(log, something);
    Exporter::close(exporter);
    let bodies = heard.try_iter();
    let spans = bodies.flat_map(|body| {
        let body: Value = serde_json::from_slice(&body).unwrap();
        let spans = &body["resourceSpans"][0]["scopeSpans"][0]["spans"];
        spans.as_array().unwrap().clone()
    });
    (spans.collect(), counts)
}

fn said<'a>(span: &'a Value, key: &str) -> &'a Value {
    let all = span["attributes"].as_array().unwrap();
    &all.iter().find(|one| one["key"] == key).unwrap()["value"]
}

#[test]
fn a_request_is_a_trace_of_its_own_name_with_what_was_said_meanwhile() {
    let (spans, counts) = heard(|| {
        let span = tracing::error_span!(
            "request",
            request = "00c0ffee00c0ffee",
            method = "GET",
            route = tracing::field::Empty,
            status = tracing::field::Empty
        );
        let _inside = span.enter();
        span.record("route", "/pipeline").record("status", 200);
        tracing::info!(events = "17", "written");
    });
    let span = &spans[0];
    assert_eq!(span["traceId"], "000000000000000000c0ffee00c0ffee");
    assert_eq!(span["name"], "GET /pipeline");
    assert_eq!(span["kind"], 2);
    assert_eq!(said(span, "http.response.status_code")["intValue"], "200");
    assert_eq!(
        said(span, "paperdesk.request")["stringValue"],
        "00c0ffee00c0ffee"
    );
    assert_eq!(span["events"][0]["name"], "written");
    assert_eq!(
        said(&span["events"][0], "paperdesk.events")["stringValue"],
        "17"
    );
    assert!(span.get("status").is_none());
    assert_eq!((counts.taken(), counts.dropped()), (1, 0));
}

#[test]
fn what_goes_wrong_marks_its_span_and_one_below_another_is_of_its_trace() {
    let (spans, _) = heard(|| {
        let outer = tracing::error_span!("delivery", delivery = 12, channel = "mail");
        let _outside = outer.enter();
        let inner = tracing::error_span!("dialogue");
        let _inside = inner.enter();
        tracing::error!("carrying a mail broke off");
    });
    let [inner, outer] = &spans[..] else {
        panic!("{spans:?}")
    };
    assert_eq!(inner["status"]["code"], 2);
    assert_eq!(inner["parentSpanId"], outer["spanId"]);
    assert_eq!(inner["traceId"], outer["traceId"]);
    assert_eq!(outer["name"], "delivery by mail");
    let times = |name: &str| outer[name].as_str().unwrap().parse::<u128>().unwrap();
    assert!(times("endTimeUnixNano") > times("startTimeUnixNano"));
}

#[test]
fn a_collector_that_takes_nothing_costs_spans_and_nobody_waits() {
    let (gone, wait) = mpsc::sync_channel::<()>(0);
    let (spans, exporter) = begin(move |_| {
        let _ = wait.recv();
        Err("away".to_owned())
    })
    .unwrap();
    let counts = exporter.counts();
    let log = tracing_subscriber::registry().with(spans);
    tracing::subscriber::with_default(log, || {
        for n in 0..6000 {
            drop(tracing::error_span!("delivery", delivery = n));
        }
    });
    assert!(counts.dropped() >= 6000 - 4096 - 512 - 1);
    drop(gone);
    exporter.close();
    assert_eq!(counts.taken(), 0);
}

#[test]
fn what_a_request_hands_to_another_thread_is_told_under_its_name() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    let (spans, _) = heard(|| {
        let span = tracing::error_span!("request", request = "00c0ffee00c0ffee", method = "POST");
        let _inside = span.enter();
        let log = tracing::dispatcher::get_default(Clone::clone);
        let here = log.clone();
        let work = move || with_default(&log, || tracing::info!("a file was read"));
        let to_the_end = async move { with_default(&here, || tracing::info!("it went on")) };
        runtime.block_on(async {
            aside::blocking(work).await.unwrap();
            aside::going_on(to_the_end).await.unwrap();
        });
    });
    let said = spans[0]["events"].as_array().unwrap();
    let said: Vec<&Value> = said.iter().map(|event| &event["name"]).collect();
    assert_eq!(said, ["a file was read", "it went on"]);
}
