//! The real program at work on a place of its own: started, killed, told to stop.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use crate::place::{Place, Said};
use crate::wire::Browser;

/// A running server; it is killed when dropped.
pub struct Server {
    pub address: SocketAddr,
    /// The link of the first run, where the desk is not set up yet.
    pub setup: Option<String>,
    child: Child,
}

impl Server {
    /// Starts on a free port and waits until it listens.
    pub fn start(place: &Place, variables: &[(&str, &str)]) -> Self {
        let log = File::options()
            .create(true)
            .append(true)
            .open(place.0.join("log"))
            .unwrap();
        let mut command = place.command(&["serve", "--listen", "127.0.0.1:0"]);
        command
            .envs(variables.iter().copied())
            .stdout(Stdio::piped())
            .stderr(log);
        let mut server = Self {
            address: SocketAddr::from(([127, 0, 0, 1], 0)),
            setup: None,
            child: command.spawn().unwrap(),
        };
        for line in BufReader::new(server.child.stdout.take().unwrap()).lines() {
            let line = line.unwrap();
            if let Some(link) = line.strip_prefix("setup: ") {
                server.setup = Some(link.to_owned());
            }
            if let Some(address) = line.strip_prefix("listening on http://") {
                server.address = address.parse().unwrap();
                return server;
            }
        }
        panic!(
            "it did not start: {}",
            std::fs::read_to_string(place.0.join("log")).unwrap()
        );
    }

    /// Starts, and sets up a centre whose admin and coordinator is Odo.
    pub fn first(place: &Place, variables: &[(&str, &str)]) -> (Self, Browser) {
        let server = Self::start(place, variables);
        let mut odo = Browser::before(server.address);
        let token = server
            .setup
            .as_ref()
            .unwrap()
            .rsplit('/')
            .next()
            .unwrap()
            .to_owned();
        let mut typed = vec![
            ("email", "odo@example.edu"),
            ("your_name", "Odo Brandt"),
            ("name", "Northfield Writing Centre"),
            ("contact", "desk@example.edu"),
            ("time_zone", "UTC"),
            ("opens_at", "09:00"),
            ("closes_at", "17:00"),
            ("turnaround_hours", "48"),
            ("word_limit", "3000"),
            ("joining", "anyone"),
        ];
        typed.extend(["0", "1", "2", "3", "4"].map(|day| ("open_days", day)));
        let done = odo.post(&format!("/setup/{token}"), &typed).unwrap();
        assert_eq!(done.status, 303, "{}", done.body);
        (server, odo)
    }

    /// Adds a person at the command line and lets them in by a one-time link.
    pub fn let_in(&self, place: &Place, (email, role): (&str, &str)) -> Browser {
        let added = place.run(&[
            "person",
            "add",
            email,
            "--name",
            "Some Body",
            "--role",
            role,
        ]);
        assert_eq!(added.code, 0, "{added:?}");
        let link = place.run(&["person", "sign-in-link", email]).out;
        let path = &link.trim()[link.find("/sign-in/").unwrap()..];
        let mut browser = Browser::before(self.address);
        assert_eq!(browser.post(path, &[]).unwrap().status, 303);
        browser
    }

    /// kill -9: no destructor runs, nothing is flushed.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// SIGTERM.
    pub fn told_to_stop(&self) {
        let process = rustix::process::Pid::from_child(&self.child);
        rustix::process::kill_process(process, rustix::process::Signal::TERM).unwrap();
    }

    /// Waits for the end, at most 25 seconds; gives the exit code and how long it took.
    pub fn end(mut self) -> (Option<i32>, Duration) {
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(25) {
            if let Some(status) = self.child.try_wait().unwrap() {
                return (status.code(), begun.elapsed());
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        panic!("it does not end");
    }

    /// Starts one that must not go on; gives what it said, or fails where it is still there after a minute.
    pub fn refused(place: &Place) -> Said {
        let mut command = place.command(&["serve", "--listen", "127.0.0.1:0"]);
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let begun = Instant::now();
        while child.try_wait().unwrap().is_none() {
            if begun.elapsed() > Duration::from_mins(1) {
                child.kill().unwrap();
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        Said::from(child.wait_with_output().unwrap())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            self.child.kill().unwrap();
            self.child.wait().unwrap();
        }
    }
}

/// Waits at most a minute for something to be so: the longest the desk leaves a mail server alone, and a slow machine.
pub fn until<T>(what: &str, look: impl Fn() -> Option<T>) -> T {
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_mins(1) {
        if let Some(found) = look() {
            return found;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("still no {what}");
}
