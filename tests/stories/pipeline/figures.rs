//! The page, `/metrics` and the dashboard say the same.

use std::collections::BTreeSet;

use paperdesk::flow::{self, Span, Step};

use crate::deeds::give;
use crate::desk::Desk;
use crate::telling_everyone::send_in;

fn metrics(desk: &Desk) -> String {
    let near = desk.stranger().at([127, 0, 0, 1]);
    let answer = near.get("/metrics");
    answer.is(200);
    answer.body()
}

/// The value of one line.
fn value(metrics: &str, name: &str) -> i64 {
    let line = metrics.lines().find_map(|line| line.strip_prefix(name));
    line.unwrap_or_else(|| panic!("no {name} in {metrics}"))
        .trim()
        .parse()
        .unwrap()
}

#[test]
fn the_page_and_the_figures_for_machines_say_the_same_numbers() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    send_in(&desk, &desk.cleo(), "Rivers");
    desk.minutes_pass(30);
    give(&desk, number, "ben@example.edu");
    desk.minutes_pass(20);
    desk.carry();
    let (metrics, page) = (metrics(&desk), desk.cora().get("/pipeline").body());
    for step in Step::ALL {
        let counted = desk.look(|tx| flow::passed(tx, Span::Day)).at(*step).count;
        let line = format!(
            "paperdesk_step_through{{step=\"{}\",span=\"day\"}}",
            step.as_str()
        );
        assert_eq!(value(&metrics, &line), counted, "{step:?}");
    }
    let mails = value(
        &metrics,
        "paperdesk_step_through{step=\"accepted\",span=\"day\"}",
    );
    assert!(mails > 3);
    assert!(page.contains(&format!(
        "<td class=\"end\" data-l=\"Through\">{mails}</td>"
    )));
    assert!(page.contains(">Accepted ") && page.contains(">1 not begun<"));
    assert_eq!(
        value(&metrics, "paperdesk_step_standing{step=\"assigned\"}"),
        1
    );
    assert_eq!(
        value(
            &metrics,
            "paperdesk_step_seconds{step=\"assigned\",span=\"day\",figure=\"median\"}"
        ),
        1800
    );
}

#[test]
fn every_figure_has_its_help_and_its_kind() {
    let metrics = metrics(&Desk::open());
    let names = |start: &str| -> BTreeSet<String> {
        let lines = metrics.lines().filter_map(|line| line.strip_prefix(start));
        lines
            .map(|line| line.split(' ').next().unwrap().to_owned())
            .collect()
    };
    assert_eq!(names("# HELP "), names("# TYPE "));
    let known = names("# TYPE ");
    for line in metrics.lines().filter(|line| !line.starts_with('#')) {
        let name = line.split(['{', ' ']).next().unwrap();
        let bare = ["_bucket", "_sum", "_count"]
            .iter()
            .find_map(|end| name.strip_suffix(end));
        assert!(
            known.contains(name) || bare.is_some_and(|bare| known.contains(bare)),
            "{line}"
        );
    }
}

#[test]
fn every_figure_on_the_dashboard_is_there() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    give(&desk, number, "ben@example.edu");
    let metrics = metrics(&desk);
    let dashboard = desk_file("static/grafana.json");
    let json: serde_json::Value = serde_json::from_str(&dashboard).unwrap();
    assert!(json["panels"].as_array().unwrap().len() > 8);
    let named: BTreeSet<&str> = dashboard
        .match_indices("paperdesk_")
        .map(|(at, _)| {
            let rest = &dashboard[at..];
            let end = rest.find(|c: char| !c.is_ascii_lowercase() && c != '_');
            &rest[..end.unwrap()]
        })
        .collect();
    assert!(named.len() > 8, "{named:?}");
    for name in named {
        let there = metrics.lines().any(|line| {
            line.strip_prefix(name)
                .is_some_and(|rest| rest.starts_with(['{', ' ']))
        });
        assert!(there, "{name}");
    }
}

#[test]
fn the_readme_names_every_figure() {
    let readme = desk_file("README.md");
    let metrics = metrics(&Desk::open());
    for name in metrics
        .lines()
        .filter_map(|line| line.strip_prefix("# TYPE "))
    {
        let name = name.split(' ').next().unwrap();
        assert!(readme.contains(&format!("`{name}`")), "{name}");
    }
}

#[test]
fn tries_are_counted_by_their_answer_and_first_ones_by_how_long_they_waited() {
    let desk = Desk::open();
    send_in(&desk, &desk.ada(), "Gardens");
    desk.minutes_pass(1);
    desk.carry();
    let metrics = metrics(&desk);
    let sent = i64::try_from(desk.mails().len()).unwrap();
    assert!(sent > 0);
    let line = "paperdesk_attempts_total{channel=\"mail\",answer=\"accepted\"}";
    assert_eq!(value(&metrics, line), sent);
    let within =
        |bound| format!("paperdesk_first_byte_seconds_bucket{{channel=\"mail\",le=\"{bound}\"}}");
    assert_eq!(value(&metrics, &within("30")), 0);
    assert_eq!(value(&metrics, &within("60")), sent);
    assert_eq!(
        value(&metrics, "paperdesk_answer_seconds_count{channel=\"mail\"}"),
        sent
    );
}

fn desk_file(path: &str) -> String {
    std::fs::read_to_string(format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}
