//! A thread behind the pages, for mail and webhooks: however much of it is due, people who ask for a page go first.

use tokio::runtime::{self, Handle, Runtime};
use tokio::task::JoinHandle;

use crate::refusal::Fault;

/// How far it steps back for whoever else wants the machine, as `nice` counts: enough that a page is begun at once, and
/// not so much that on a busy machine no mail would leave.
const NICENESS: i32 = 10;

/// Runs what may wait; ends with the desk.
pub(super) struct Behind {
    handle: Handle,
    /// Until it is dropped.
    runtime: Option<Runtime>,
}

impl Behind {
    /// One thread is enough: what it works on waits for the network and for the writer most of the time.
    pub(super) fn begin() -> Result<Self, Fault> {
        let runtime = runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("behind")
            .on_thread_start(step_back)
            .enable_all()
            .build()
            .map_err(|error| Fault::from_error("starting the thread behind the pages", error))?;
        Ok(Self {
            handle: runtime.handle().clone(),
            runtime: Some(runtime),
        })
    }

    pub(super) fn spawn(&self, work: impl Future<Output = ()> + Send + 'static) -> JoinHandle<()> {
        self.handle.spawn(work)
    }
}

fn step_back() {
    // On Linux each thread has a niceness of its own.
    if let Err(error) = rustix::process::setpriority_process(None, NICENESS) {
        tracing::warn!(%error, "mail could not be put behind the pages");
    }
}

impl Drop for Behind {
    fn drop(&mut self) {
        // It is dropped on a thread that must not wait.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}
