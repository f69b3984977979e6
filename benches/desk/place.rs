//! A desk to be measured: on its own data dir, filled with as many papers as asked, serving behind its gate.

use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;

use paperdesk::app::Desk;
use paperdesk::centre::{self, Centre};
use paperdesk::clock::Clock;
use paperdesk::config::Settings;
use paperdesk::db::Tx;
use paperdesk::outbox::subscriptions::{self, Channel, Habits, Topic};
use paperdesk::people::{self, Person, Role};
use paperdesk::refusal::Outcome;
use paperdesk::sign_in;
use tokio::sync::oneshot;

pub struct Place(pub PathBuf);

impl Place {
    pub fn new() -> Self {
        let base =
            std::env::var_os("PAPERDESK_BENCH_DIR").map_or_else(std::env::temp_dir, PathBuf::from);
        let path = base.join(format!("paperdesk-bench-{}", uuid::Uuid::now_v7()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub fn desk(&self) -> Desk {
        Desk::open(Settings::with_defaults(self.0.clone()), Clock::Machine)
            .unwrap_or_else(|error| panic!("{error:?}"))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).unwrap();
    }
}

/// Somebody wants no mail about the queue.
pub fn without_alerts(tx: &Tx<'_>, person: &Person) -> Outcome<()> {
    let chosen = [(Topic::Queue, Some(Channel::Never))];
    subscriptions::choose(tx, person.id, &chosen, Habits::default())
}

/// A centre with a coordinator, this many tutors, and students who can sign in.
pub fn furnish(desk: &Desk, (tutors, students): (u32, u32)) {
    desk.db
        .write_now(move |tx| {
            centre::settle(
                tx,
                &Centre {
                    name: "Northfield".into(),
                    ..Centre::default()
                },
            )?;
            let cora = people::add(
                tx,
                "cora@example.edu",
                "Cora Whitlock",
                &[Role::Coordinator],
            )?;
            without_alerts(tx, &cora)?;
            for n in 0..tutors {
                let tutor = people::add(
                    tx,
                    &format!("tutor{n}@example.edu"),
                    &format!("Tutor Number {n}"),
                    &[Role::Tutor],
                )?;
                without_alerts(tx, &tutor)?;
            }
            for n in 0..students {
                people::add(
                    tx,
                    &format!("student{n}@example.edu"),
                    &format!("Student Number {n}"),
                    &[Role::Student],
                )?;
            }
            Ok(())
        })
        .unwrap();
}

/// A session of the person with this address.
pub fn session(desk: &Desk, email: &str) -> String {
    let email = people::Email::parse(email).unwrap();
    desk.db
        .write_now(move |tx| {
            let person = people::find_by_email(tx, &email)?.unwrap();
            sign_in::begin_session(tx, &person, "measure")
        })
        .unwrap()
        .reveal()
        .to_owned()
}

/// A session of each student, in their order.
pub fn sessions_of_students(desk: &Desk, students: u32) -> Vec<String> {
    desk.db
        .write_now(move |tx| {
            (0..students)
                .map(|n| {
                    let email = format!("student{n}@example.edu");
                    let email = people::Email::parse(&email).unwrap();
                    let person = people::find_by_email(tx, &email)?.unwrap();
                    let token = sign_in::begin_session(tx, &person, "measure")?;
                    Ok(token.reveal().to_owned())
                })
                .collect()
        })
        .unwrap()
}

/// Fills the table of papers to this many, fifty of which wait and the others were returned.
pub fn fill(desk: &Desk, papers: i64) {
    const BATCH: i64 = 50_000;
    let mut done = 0;
    while done < papers {
        let (from, to) = (done, (done + BATCH).min(papers));
        desk.db
            .write_now(move |tx| {
                tx.run(
                    "with recursive n(i) as (select ?1 union all select i + 1 from n where i + 1 < ?2)
                     insert into papers (id, student_id, title, course, due_on, state, tutor_id, draft, words, concerns,
                                         question, consent_teacher, submitted_at, promised_at, updated_at)
                     select 'paper-' || i, (select min(id) from people where email like 'student%') + i % 1000,
                            'Community gardens and the city, part ' || i, 'SOC 201', '2026-12-04',
                            case when ?3 - i <= 50 then 'waiting' else 'returned' end,
                            case when ?3 - i <= 50 then null
                                 else (select min(id) from people where email like 'tutor%') + i % 70 end,
                            1, 1284, '[\"Is my main point clear?\"]', 'Does my introduction say anything?', 0,
                            ?4 - (?3 - i) * 60000, ?4 - (?3 - i) * 60000 + 172800000, ?4
                     from n",
                    &[from.into(), to.into(), papers.into(), tx.now().into()],
                )
            })
            .unwrap();
        done = to;
    }
}

/// Serves until the sender is dropped.
pub fn serve(
    desk: Desk,
    runtime: &tokio::runtime::Runtime,
) -> (SocketAddr, oneshot::Sender<()>, tokio::task::JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (close, closing) = oneshot::channel::<()>();
    let serving = runtime.spawn(async move {
        let closing = async move { drop(closing.await) };
        desk.serve(listener, &format!("http://{address}"), closing)
            .await
            .unwrap_or_else(|error| panic!("{error:?}"));
    });
    (address, close, serving)
}
