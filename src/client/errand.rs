//! Many papers, a few at once: each is looked for or sent, and what became of it is told as soon as it is known.

use std::sync::Arc;
use std::vec::IntoIter;

use tokio::task::JoinSet;

use super::desk::{Desk, Taken};
use super::paper::Paper;
use super::progress::Progress;
use super::trouble::Trouble;
use crate::refusal::Fault;

/// What is done with each paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Errand {
    /// See whether it is there already; nothing is written.
    Look,
    /// Send it, unless it is there already.
    Send,
}

/// What became of a paper.
#[derive(Clone, Debug)]
pub enum Became {
    /// It could be sent.
    Ready,
    /// The desk has it.
    Taken(Taken),
    /// The desk does not take it, or could not be asked.
    Missed(Trouble),
}

/// What is told on the way.
pub enum Told {
    /// What became of the paper with this number.
    Paper(usize, Became),
    /// No other paper is begun; those under way are finished.
    Ending,
}

/// Papers with their numbers, and how many go at once.
pub struct Papers {
    /// The papers.
    pub papers: Vec<(usize, Paper)>,
    /// How many are under way at most.
    pub at_once: usize,
}

/// Does an errand for all papers. When `interrupted` says so for the first time, no other paper is begun; the second
/// time, those under way are let go too. Of what was not begun, and of what was let go, nothing is told.
///
/// # Errors
/// When one of our own tasks broke.
pub async fn run(
    desk: Desk,
    errand: Errand,
    papers: Papers,
    mut interrupted: impl AsyncFnMut(),
    mut tell: impl FnMut(Told),
) -> Result<(), Fault> {
    let desk = Arc::new(desk);
    let mut waiting = papers.papers.into_iter();
    let mut under_way = JoinSet::new();
    let mut ending = false;
    loop {
        if !ending {
            begin(
                &desk,
                errand,
                (&mut waiting, papers.at_once),
                &mut under_way,
            );
        }
        let (n, became) = tokio::select! {
            done = under_way.join_next() => match done {
                Some(done) => done.map_err(|error| Fault::from_error("sending papers", error))?,
                None => break,
            },
            () = interrupted() => {
                if ending {
                    under_way.abort_all();
                    break;
                }
                ending = true;
                tell(Told::Ending);
                continue;
            }
        };
        ending |= matches!(&became, Became::Missed(trouble) if trouble.ends_all());
        tell(Told::Paper(n, became));
    }
    Ok(())
}

fn begin(
    desk: &Arc<Desk>,
    errand: Errand,
    (waiting, at_once): (&mut IntoIter<(usize, Paper)>, usize),
    under_way: &mut JoinSet<(usize, Became)>,
) {
    while under_way.len() < at_once {
        let Some((n, paper)) = waiting.next() else {
            return;
        };
        let desk = Arc::clone(desk);
        under_way.spawn(async move {
            let done = one(&desk, errand, &paper).await;
            (n, done.unwrap_or_else(Became::Missed))
        });
    }
}

async fn one(desk: &Desk, errand: Errand, paper: &Paper) -> Result<Became, Trouble> {
    // Looking first saves sending the whole file again, and knows it however long ago it was sent.
    if let Some(paper) = desk.find(paper.id()).await? {
        let was_there = true;
        return Ok(Became::Taken(Taken { paper, was_there }));
    }
    match errand {
        Errand::Look => Ok(Became::Ready),
        Errand::Send => {
            let progress = Arc::new(Progress::default());
            desk.send(paper, &progress).await.map(Became::Taken)
        }
    }
}
