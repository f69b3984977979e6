//! Webhooks: what programs and chat rooms are told, how often it is tried, and who may say so.

mod beside_mail;
mod keeping;
mod pages;
mod reach;
mod receiver;
mod telling;

use std::collections::VecDeque;
use std::future::{Future, ready};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use paperdesk::hooks::carrier::{Carrier, Errand, Heard};
use paperdesk::hooks::{self, Format, HookId, Runner, Typed};
use paperdesk::outbox::DeliveryId;

use crate::desk::{Desk, PUBLIC_URL};

/// Another program, as far as stories need one: it answers as it was told to, and else takes everything.
#[derive(Clone, Default)]
struct Ear(Arc<Mutex<(VecDeque<Heard>, Vec<Errand>)>>);

impl Ear {
    /// What it will answer next: a status, and how many seconds it asks us to wait.
    fn answers(&self, answers: impl IntoIterator<Item = (u16, Option<u64>)>) {
        let heard = answers.into_iter().map(|(status, seconds)| Heard {
            status: Some(status),
            retry_after: seconds.map(Duration::from_secs),
            said: "as it likes".into(),
        });
        self.0.lock().unwrap().0.extend(heard);
    }

    fn heard(&self) -> Vec<Errand> {
        self.0.lock().unwrap().1.clone()
    }
}

impl Carrier for Ear {
    fn carry(&self, errand: &Errand) -> impl Future<Output = Heard> + Send {
        let mut inside = self.0.lock().unwrap();
        inside.1.push(errand.clone());
        ready(inside.0.pop_front().unwrap_or(Heard {
            status: Some(204),
            ..Heard::default()
        }))
    }
}

fn header<'e>(errand: &'e Errand, name: &str) -> &'e str {
    let found = errand.headers.iter().find(|(given, _)| *given == name);
    found.map_or("", |(_, value)| value)
}

fn typed() -> Typed {
    Typed {
        name: "Course system".into(),
        format: Format::Standard,
        url: "https://hooks.example.edu/desk".into(),
        token: String::new(),
        kinds: Vec::new(),
        course: None,
        tutor: None,
        paper_state: String::new(),
        form: String::new(),
    }
}

impl Desk {
    /// A webhook of Cora's.
    fn hook(&self, typed: Typed) -> HookId {
        let cora = self.person("cora@example.edu");
        self.deed(move |tx| hooks::create(tx, &cora, &typed)).0
    }

    /// Carries what webhooks are to be told now; gives how many tries it took.
    fn tell(&self, carrier: impl Carrier + 'static) -> usize {
        let mut runner = Runner::new(self.db().clone(), Arc::new(carrier), PUBLIC_URL, || 0.5);
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(runner.carry_all_due()).unwrap()
    }

    /// A server runs until it has nothing more to tell, and is closed.
    fn runs_for_a_moment(&self, carrier: &Ear) {
        let runner = Runner::new(
            self.db().clone(),
            Arc::new(carrier.clone()),
            PUBLIC_URL,
            || 0.5,
        );
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let (shut, shutting) = tokio::sync::watch::channel(false);
            let running = tokio::spawn(runner.work(shutting));
            while carrier.heard().is_empty() {
                tokio::task::yield_now().await;
            }
            shut.send_replace(true);
            running.await.unwrap();
        });
    }

    /// How the newest telling stands.
    fn newest(&self) -> hooks::Sent {
        self.look(|tx| hooks::list_sent(tx, None, None, 1))
            .remove(0)
    }

    fn standing(&self, id: DeliveryId) -> (String, u32) {
        let sent = self.look(|tx| hooks::find_sent(tx, id)).unwrap();
        (sent.state.as_str().to_owned(), sent.attempts)
    }
}
