//! The drafts of all papers as their events tell of them.

use std::collections::BTreeSet;

use paperdesk::db::Tx;
use paperdesk::refusal::Outcome;

use super::opening::{MINUTE, Opening};

/// One draft as its events tell of it.
#[derive(Clone, Default)]
pub struct Draft {
    pub paper: i64,
    pub student: i64,
    pub course: String,
    pub is_first: bool,
    pub sent: i64,
    /// While nobody had it, while somebody had it, in opening hours: milliseconds.
    pub waiting: i64,
    pub marking: i64,
    pub opening: i64,
    /// When it was returned, by whom, and how long it had taken by then.
    pub returned: Option<(i64, i64, [i64; 3])>,
    /// The promise as first told, and now.
    pub told: i64,
    pub due: i64,
    pub ended: &'static str,
}

struct Happened {
    at: i64,
    kind: String,
    actor: Option<i64>,
    data: serde_json::Value,
}

/// What stands for one moment in a paper's life.
#[derive(Default)]
struct Now {
    last: i64,
    is_held: bool,
    is_asked: bool,
    /// Opening minutes left while the promise stands still.
    left: i64,
}

/// Every draft there ever was.
pub fn drafts(tx: &Tx<'_>, clock: &Opening) -> Outcome<Vec<Draft>> {
    let papers: Vec<(i64, i64, String, Option<i64>)> = tx.all(
        "select p.number, p.student_id, p.course,
                (select c.turnaround_hours from courses c where c.id = p.course_id) as hours
         from papers p order by p.number",
        &[],
        |row| {
            Ok((
                row.get("number")?,
                row.get("student_id")?,
                row.get("course")?,
                row.get("hours")?,
            ))
        },
    )?;
    let mut all = Vec::new();
    for (paper, student, course, hours) in papers {
        let events = tx.all(
            "select at, kind, actor_id, data from events where paper = ?1 order by seq",
            &[paper.into()],
            |row| {
                let data: String = row.get("data")?;
                Ok(Happened {
                    at: row.get("at")?,
                    kind: row.get("kind")?,
                    actor: row.get("actor_id")?,
                    data: serde_json::from_str(&data).unwrap(),
                })
            },
        )?;
        let draft = Draft {
            paper,
            student,
            course,
            ..Draft::default()
        };
        let minutes = 60 * hours.unwrap_or(i64::from(clock.turnaround_hours));
        all.extend(lives(&events, &draft, (clock, minutes)));
    }
    assert_eq!(
        all.iter().filter(|one| one.is_first).count(),
        all.iter()
            .map(|one| one.paper)
            .collect::<BTreeSet<_>>()
            .len()
    );
    Ok(all)
}

/// The drafts of one paper, from its events.
fn lives(events: &[Happened], paper: &Draft, (clock, promised): (&Opening, i64)) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut now = Now::default();
    for event in events {
        let opening = clock.minutes(now.last, event.at) * MINUTE;
        if let Some(draft) = drafts.last_mut().filter(|_| !now.is_asked) {
            if now.is_held {
                draft.marking += event.at - now.last;
            } else {
                draft.waiting += event.at - now.last;
            }
            draft.opening += opening;
        }
        now.last = event.at;
        if matches!(event.kind.as_str(), "submitted" | "draft_added") {
            let due = clock.after(event.at, promised);
            drafts.push(Draft {
                sent: event.at,
                is_first: event.kind == "submitted",
                told: due,
                due,
                ..paper.clone()
            });
            now.is_held = false;
        }
        step(event, drafts.last_mut().unwrap(), &mut now, clock);
    }
    drafts
}

fn step(event: &Happened, draft: &mut Draft, now: &mut Now, clock: &Opening) {
    match event.kind.as_str() {
        "assigned" | "claimed" | "taken_over" => now.is_held = true,
        "handed_back" => now.is_held = false,
        "question_asked" => {
            now.is_asked = true;
            draft.ended = "asked";
            now.left = clock.minutes(event.at, draft.due);
        }
        "question_answered" => {
            now.is_asked = false;
            draft.ended = "";
            draft.due = clock.after(event.at, now.left);
        }
        "returned" if event.data["version"] == 1 => {
            let tutor = event.data["tutor"].as_i64().or(event.actor).unwrap();
            draft.returned = Some((
                event.at,
                tutor,
                [draft.waiting, draft.marking, draft.opening],
            ));
        }
        "return_undone" => draft.returned = None,
        "withdrawn" => draft.ended = "withdrawn",
        "sent_back" => draft.ended = "sent_back",
        _ => {}
    }
}
