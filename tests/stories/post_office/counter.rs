//! One conversation at the counter of the post office: it hears commands and answers as the script says.

use super::{Accepted, Act, At, Office};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::time::sleep;

struct Counter {
    office: Arc<Office>,
    line: BufReader<TcpStream>,
    from: String,
    to: Vec<String>,
}

/// `None` ends the conversation.
pub(super) async fn serve(office: Arc<Office>, caller: TcpStream) -> Option<()> {
    caller.set_nodelay(true).ok()?;
    let mut counter = Counter {
        office,
        line: BufReader::new(caller),
        from: String::new(),
        to: Vec::new(),
    };
    counter
        .answer(&[At::Banner], "220 office.example ESMTP")
        .await?;
    loop {
        let command = counter.hear().await?;
        counter
            .office
            .commands
            .lock()
            .unwrap()
            .push(command.clone());
        let verb = command
            .split([' ', ':'])
            .next()
            .unwrap_or_default()
            .to_ascii_uppercase();
        match verb.as_str() {
            "EHLO" => counter.hello().await?,
            "STARTTLS" => drop(
                counter
                    .answer(&[At::StartTls], "220 2.0.0 go ahead")
                    .await?,
            ),
            "AUTH" => drop(counter.answer(&[At::Auth], "235 2.7.0 welcome").await?),
            "MAIL" => {
                counter.to.clear();
                counter.from = if counter.answer(&[At::Mail], "250 2.1.0 ok").await? {
                    path(&command)
                } else {
                    String::new()
                };
            }
            "RCPT" => counter.recipient(&path(&command)).await?,
            "DATA" => counter.data().await?,
            "RSET" | "NOOP" => drop(counter.answer(&[], "250 2.0.0 ok").await?),
            "QUIT" => {
                counter.say("221 2.0.0 bye\r\n").await?;
                return None;
            }
            _ => drop(counter.answer(&[], "502 5.5.2 what?").await?),
        }
    }
}

fn path(command: &str) -> String {
    command
        .split(['<', '>'])
        .nth(1)
        .unwrap_or_default()
        .to_owned()
}

impl Counter {
    async fn hear(&mut self) -> Option<String> {
        let mut line = Vec::new();
        let read = self.line.read_until(b'\n', &mut line).await.ok()?;
        (read > 0).then(|| String::from_utf8_lossy(&line).trim_end().to_owned())
    }

    async fn say(&mut self, words: &str) -> Option<()> {
        self.line.get_mut().write_all(words.as_bytes()).await.ok()
    }

    /// Whether it said yes; `None` where it hung up.
    async fn answer(&mut self, moments: &[At], yes: &str) -> Option<bool> {
        let act = self.office.act(moments);
        self.perform(act, yes).await
    }

    async fn perform(&mut self, act: Option<Act>, yes: &str) -> Option<bool> {
        match act {
            None => self.say(&format!("{yes}\r\n")).await.map(|()| true),
            Some(Act::Say(no)) => {
                self.say(&format!("{no}\r\n")).await?;
                Some(no.starts_with(['2', '3']))
            }
            Some(Act::Last(no)) => {
                self.say(&format!("{no}\r\n")).await?;
                None
            }
            Some(Act::Silence | Act::KeepInSilence) => {
                // Still notices when the caller has left.
                self.line.read_to_end(&mut Vec::new()).await.ok()?;
                None
            }
            Some(Act::KeepUnhurried) => {
                if rand::random_ratio(1, 3) {
                    sleep(Duration::from_millis(rand::random_range(0..200))).await;
                }
                self.say(&format!("{yes}\r\n")).await.map(|()| true)
            }
            Some(Act::Drip) => loop {
                self.say("2").await?;
                sleep(Duration::from_millis(10)).await;
            },
            Some(Act::Babble) => loop {
                self.say(&"250".repeat(1000)).await?;
            },
            Some(Act::ManyLines) => {
                self.say(&"250-and so on\r\n".repeat(10_000)).await?;
                Some(false)
            }
            Some(Act::HangUp | Act::KeepAndHangUp) => None,
        }
    }

    async fn hello(&mut self) -> Option<()> {
        let mut lines = vec!["office.example"];
        lines.extend(self.office.offers.lock().unwrap().iter());
        let mut hello = format!("250-{}", lines.join("\r\n250-"));
        let last = hello.rfind("250-").unwrap_or_default() + 3;
        hello.replace_range(last..=last, " ");
        self.answer(&[At::Ehlo], &hello).await.map(drop)
    }

    async fn recipient(&mut self, to: &str) -> Option<()> {
        if self.from.is_empty() {
            return self.say("503 5.5.1 MAIL first\r\n").await;
        }
        let moments = [At::RcptFor(to.to_owned()), At::Rcpt];
        let yes = self.answer(&moments, "250 2.1.5 ok").await?;
        if yes {
            self.to.push(to.to_owned());
        }
        Some(())
    }

    async fn data(&mut self) -> Option<()> {
        if self.to.is_empty() {
            return self.say("554 5.5.1 no valid recipients\r\n").await;
        }
        if !self.answer(&[At::Data], "354 go on").await? {
            return Some(());
        }
        let mut bytes = Vec::new();
        loop {
            let start = bytes.len();
            if self.line.read_until(b'\n', &mut bytes).await.ok()? == 0 {
                return None;
            }
            if &bytes[start..] == b".\r\n" {
                bytes.truncate(start);
                break;
            }
            if bytes[start] == b'.' {
                bytes.remove(start);
            }
        }
        let mail = Accepted {
            from: self.from.clone(),
            to: self.to.clone(),
            bytes,
        };
        let act = self.office.act(&[At::Dot]);
        let keeps = match &act {
            None | Some(Act::KeepAndHangUp | Act::KeepInSilence | Act::KeepUnhurried) => true,
            Some(Act::Say(words) | Act::Last(words)) => words.starts_with('2'),
            Some(_) => false,
        };
        if keeps {
            self.office.accepted.lock().unwrap().push(mail);
        }
        self.perform(act, "250 2.0.0 kept").await.map(drop)
    }
}
