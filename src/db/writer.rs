//! The one thread that writes: it takes what is queued, commits it as one group, and only then answers.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use rusqlite::{Connection, ErrorCode};
use tokio::sync::{Notify, mpsc, oneshot};

use super::memory::Memory;
use super::tx::{Marks, Tx, busy, failed, full};
use crate::clock::Clock;
use crate::refusal::{Failure, Fault, Outcome};

/// How many deeds may wait for the writer before the desk says it is busy.
const QUEUE: usize = 1024;
/// How many deeds share one fsync at most: a bound on how long the first of them waits.
const GROUP: usize = 128;
const SLOW: Duration = Duration::from_millis(250);

/// What a deed leaves for after the commit: its answer, sent or replaced by the commit's own failure.
type Reply = Box<dyn FnOnce(Result<(), Failure>) + Send>;
/// Runs the deed, or hands it the reason why it cannot run; tells whether to keep what it wrote, and how to answer.
type Deed = Box<dyn FnOnce(Result<&Tx<'_>, Failure>) -> (bool, Reply) + Send>;

enum Job {
    Deed(Deed),
    Checkpoint(oneshot::Sender<Outcome<()>>),
}

/// The door to the writing thread.
#[derive(Clone)]
pub(super) struct Writer {
    jobs: mpsc::Sender<Job>,
}

impl Writer {
    pub(super) fn start(
        connection: Connection,
        clock: Clock,
        bell: Arc<Notify>,
    ) -> Result<Self, Fault> {
        let (jobs, queue) = mpsc::channel(QUEUE);
        std::thread::Builder::new()
            .name("writer".into())
            .spawn(move || {
                Loop {
                    connection,
                    memory: Memory::default(),
                    clock,
                    bell,
                    queue,
                }
                .run();
            })
            .map_err(|error| Fault::from_error("starting the writer", error))?;
        Ok(Self { jobs })
    }

    pub(super) async fn submit<T, F>(&self, deed: F) -> Outcome<T>
    where
        T: Send + 'static,
        F: FnOnce(&Tx<'_>) -> Outcome<T> + Send + 'static,
    {
        let (job, answer) = package(deed);
        self.jobs.try_send(job).map_err(|_| busy())?;
        told(answer.await.map_err(|_| stopped())?)
    }

    pub(super) fn submit_blocking<T, F>(&self, deed: F) -> Outcome<T>
    where
        T: Send + 'static,
        F: FnOnce(&Tx<'_>) -> Outcome<T> + Send + 'static,
    {
        let (job, answer) = package(deed);
        self.jobs.try_send(job).map_err(|_| busy())?;
        told(answer.blocking_recv().map_err(|_| stopped())?)
    }

    pub(super) async fn checkpoint(&self) -> Outcome<()> {
        let (sender, answer) = oneshot::channel();
        self.jobs
            .send(Job::Checkpoint(sender))
            .await
            .map_err(|_| stopped())?;
        answer.await.map_err(|_| stopped())?
    }
}

fn stopped() -> Failure {
    Fault::new("the writer has stopped").into()
}

/// What came of a deed, and what it wrote.
type Done<T> = (Outcome<T>, Marks);

/// So many numbers of a kind stand in one line of the log.
const NAMED: usize = 50;

/// Tells the log what a deed left on disk, in the words of whoever asked for it.
fn told<T>((outcome, marks): Done<T>) -> Outcome<T> {
    if outcome.is_ok() && !marks.is_empty() {
        let numbers = |kind: &str| {
            let of_kind = marks.iter().filter(|(known, _)| *known == kind);
            let named: Vec<String> = of_kind.take(NAMED).map(|(_, n)| n.to_string()).collect();
            named.join(" ")
        };
        tracing::info!(
            events = numbers("event"),
            deliveries = numbers("delivery"),
            "written"
        );
    }
    outcome
}

fn package<T, F>(deed: F) -> (Job, oneshot::Receiver<Done<T>>)
where
    T: Send + 'static,
    F: FnOnce(&Tx<'_>) -> Outcome<T> + Send + 'static,
{
    let (sender, receiver) = oneshot::channel();
    // What the deed says goes to whoever asked for it, though another thread does it.
    let span = tracing::Span::current();
    let job: Deed = Box::new(move |tx| {
        let mut marks = Marks::new();
        let outcome = tx.and_then(|tx| {
            let outcome = span.in_scope(|| {
                catch_unwind(AssertUnwindSafe(|| deed(tx)))
                    .unwrap_or_else(|_| Err(Fault::new("a deed panicked").into()))
            });
            marks = tx.take_marks();
            outcome
        });
        let keep = outcome.is_ok();
        let reply: Reply = Box::new(move |committed| {
            // Whoever asked may be gone: what was committed stands all the same.
            let outcome = match (outcome, committed) {
                (Ok(_), Err(failure)) => Err(failure),
                (outcome, _) => outcome,
            };
            drop(sender.send((outcome, marks)));
        });
        (keep, reply)
    });
    (Job::Deed(job), receiver)
}

struct Loop {
    connection: Connection,
    memory: Memory,
    clock: Clock,
    bell: Arc<Notify>,
    queue: mpsc::Receiver<Job>,
}

impl Loop {
    fn run(mut self) {
        let mut next = self.queue.blocking_recv();
        while let Some(job) = next.take() {
            match job {
                Job::Deed(first) => self.group(first, &mut next),
                Job::Checkpoint(answer) => drop(answer.send(self.checkpoint())),
            }
            if next.is_none() {
                next = self.queue.blocking_recv();
            }
        }
    }

    /// Commits one group: the first deed and whatever else is queued by now.
    fn group(&mut self, first: Deed, left_over: &mut Option<Job>) {
        let started = Instant::now();
        if let Err(error) = self.execute("begin immediate") {
            let (_, reply) = first(Err(failed(error)));
            return reply(Ok(()));
        }
        let mut replies: Vec<Reply> = Vec::new();
        let mut rung = false;
        let mut deed = Some(first);
        while let Some(next) = deed.take() {
            let (reply, wakes) = self.perform(next);
            replies.push(reply);
            rung |= wakes;
            if self.connection.is_autocommit() {
                // The engine itself rolled everything back (disk full, I/O): nobody's deed stands.
                return answer_all(replies, || full().into());
            }
            if replies.len() < GROUP {
                match self.queue.try_recv() {
                    Ok(Job::Deed(another)) => deed = Some(another),
                    Ok(other) => *left_over = Some(other),
                    Err(_) => {}
                }
            }
        }
        self.commit(replies, rung);
        if started.elapsed() > SLOW {
            tracing::warn!(
                millis = started.elapsed().as_millis(),
                "a group of deeds was slow"
            );
        }
    }

    /// One deed inside its own savepoint, so that its failure takes back nothing but itself.
    fn perform(&self, deed: Deed) -> (Reply, bool) {
        if let Err(error) = self.execute("savepoint deed") {
            let (_, reply) = deed(Err(failed(error)));
            return (reply, false);
        }
        let tx = Tx::new((&self.connection, &self.memory), self.clock.now());
        let (kept, reply) = deed(Ok(&tx));
        if !self.connection.is_autocommit() {
            let undone = if kept {
                Ok(())
            } else {
                self.execute("rollback to deed")
            };
            if let Err(error) = undone.and_then(|()| self.execute("release deed")) {
                tracing::error!(%error, "a deed could not be closed");
                std::process::abort();
            }
        }
        (reply, kept && tx.has_rung())
    }

    fn commit(&self, replies: Vec<Reply>, rung: bool) {
        match self.execute("commit") {
            Ok(()) => {
                for reply in replies {
                    reply(Ok(()));
                }
                if rung {
                    self.bell.notify_one();
                }
            }
            Err(error) => {
                abort_if_untrustworthy(&error);
                if !self.connection.is_autocommit()
                    && let Err(again) = self.execute("rollback")
                {
                    tracing::error!(%again, "a failed group could not be undone");
                    std::process::abort();
                }
                let says = error.to_string();
                tracing::error!(error = says, "a group of deeds could not be committed");
                answer_all(replies, || match error.sqlite_error_code() {
                    Some(ErrorCode::DiskFull) => full().into(),
                    _ => Fault::new(format!("the commit failed: {says}")).into(),
                });
            }
        }
    }

    fn checkpoint(&self) -> Outcome<()> {
        self.connection
            .query_row("pragma wal_checkpoint(truncate)", [], |_| Ok(()))
            .map_err(failed)
    }

    fn execute(&self, sql: &str) -> rusqlite::Result<()> {
        self.connection.prepare_cached(sql)?.execute([]).map(drop)
    }
}

fn answer_all(replies: Vec<Reply>, failure: impl Fn() -> Failure) {
    for reply in replies {
        reply(Err(failure()));
    }
}

/// After a failed fsync the kernel may have thrown the pages away: retrying and believing it would lose
/// acknowledged work, so the process ends and recovers from the log at its next start.
fn abort_if_untrustworthy(error: &rusqlite::Error) {
    if matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::SystemIoFailure | ErrorCode::DatabaseCorrupt)
    ) {
        tracing::error!(%error, "the disk did not keep a commit; stopping so that nothing false is believed");
        std::process::abort();
    }
}
