//! The desk at rest: how soon it is ready on 100,000 papers, how much memory it holds, how large the binary is.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::place::{Place, fill, furnish};

pub fn measure() {
    let binary = PathBuf::from(env!("CARGO_BIN_EXE_paperdesk"));
    let size = std::fs::metadata(&binary).unwrap().len();
    let place = Place::new();
    let desk = place.desk();
    furnish(&desk, (70, 1_000));
    fill(&desk, 100_000);
    drop(desk);
    let started = Instant::now();
    let mut server = Command::new(binary)
        .args(["serve", "--listen", "127.0.0.1:0", "--data"])
        .arg(&place.0)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(server.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    let ready = started.elapsed();
    std::thread::sleep(Duration::from_secs(3));
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.id())).unwrap();
    let resident = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))
        .unwrap()
        .trim()
        .to_owned();
    server.kill().unwrap();
    server.wait().unwrap();
    println!(
        "idle: 100,000 papers: ready after {ready:?}, {resident} resident, binary {} kB",
        size / 1024
    );
}
