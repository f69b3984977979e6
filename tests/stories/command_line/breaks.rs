//! What happens when sending a class breaks off half-way: the same line sends the rest, and nothing twice.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Stdio};

use super::afar::Afar;
use crate::server::Server;

/// A class of this size, each with a paper of their own.
fn with_many(students: usize) -> Afar {
    let afar = Afar::open();
    let row = |n| {
        let text = format!("Rivers are long. This is paper {n}.");
        afar.place.write(&format!("{n}.txt"), text);
        format!("{n}.txt,student-{n}@example.edu\n")
    };
    let rows: String = (0..students).map(row).collect();
    let table = format!("file,student_email\n{rows}");
    afar.place.write("papers.csv", table);
    afar
}

/// Begins to send a class; gives the child once the first paper was sent.
fn sending(afar: &Afar) -> (Child, BufReader<impl Read + use<>>) {
    let send = ["import", "papers.csv", "--send", "--parallel", "2"];
    let mut command = afar.at(afar.server.address, &send);
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut first = String::new();
    out.read_line(&mut first).unwrap();
    assert!(first.contains("sent P-"), "{first}");
    (child, out)
}

/// How many were sent after the first, how many were not sent, and how it ended.
fn ended(child: Child, mut out: impl Read) -> (usize, usize, Option<i32>) {
    let mut rest = String::new();
    out.read_to_string(&mut rest).unwrap();
    let code = child.wait_with_output().unwrap().status.code();
    let sent = rest
        .lines()
        .filter(|line| line.contains("  sent P-"))
        .count();
    let summary = rest.lines().find(|line| line.starts_with("Of ")).unwrap();
    let unsent = summary.split(", ").last().unwrap();
    let unsent = unsent.split(' ').next().unwrap().parse().unwrap();
    (sent, unsent, code)
}

#[test]
fn when_the_server_dies_half_way_the_rest_is_sent_by_the_same_line() {
    let afar = with_many(100);
    let (child, out) = sending(&afar);
    let Afar {
        place,
        server,
        token,
    } = afar;
    server.kill();
    let (sent, unsent, code) = ended(child, out);
    assert!(
        code == Some(1) && unsent > 0 && sent + 1 + unsent == 100,
        "{sent} {unsent}"
    );
    let server = Server::start(&place, &[]);
    let afar = Afar {
        place,
        server,
        token,
    };
    let kept = afar.papers().len();
    assert!(kept > sent, "{kept} were kept, {} acknowledged", sent + 1);
    let said = afar.run(&["import", "papers.csv", "--send"]);
    let summary = format!(
        "Of 100 papers: {} sent, {kept} already there, 0 refused, 0 not sent.",
        100 - kept
    );
    assert!(
        said.code == 0 && said.out.contains(&summary),
        "{summary}\n{said:?}"
    );
    assert_eq!(afar.papers().len(), 100);
}

#[test]
fn control_c_ends_after_what_is_under_way() {
    let afar = with_many(200);
    let (child, out) = sending(&afar);
    let process = rustix::process::Pid::from_child(&child);
    rustix::process::kill_process(process, rustix::process::Signal::INT).unwrap();
    let (sent, unsent, code) = ended(child, out);
    assert!(code == Some(1) && unsent > 0, "{sent} {unsent} {code:?}");
    assert_eq!(sent + 1 + unsent, 200);
    assert_eq!(afar.papers().len(), sent + 1);
}
