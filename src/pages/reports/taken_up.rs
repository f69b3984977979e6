//! What was asked against what was noted, what students planned, and who could not be served.

use super::block::Block;
use super::table::{Cell, Table};
use super::view::View;
use crate::pages::drawing::{Bar, Look, Picture};
use crate::pages::words::counted;
use crate::reports::turnaround::per_cent;

fn said(share: Option<u32>) -> String {
    share.map_or_else(String::new, |share| format!("{share}\u{a0}%"))
}

/// What students ask for, against what tutors comment on.
pub fn asked(view: &View<'_>) -> Block {
    let uptake = &view.report.uptake;
    let asked = uptake.asked.iter().map(|(concern, number)| {
        (
            format!("Asked: {concern}"),
            *number,
            uptake.drafts,
            Look::One,
        )
    });
    let kinds = uptake.kinds.iter().zip(&view.kinds);
    let noted = kinds.map(|(kind, name)| {
        (
            format!("Noted: {name}"),
            kind.drafts,
            uptake.returned,
            Look::Two,
        )
    });
    let lines: Vec<_> = asked.chain(noted).collect();
    // No sum is known of these: one draft may ask for several things and bear notes of several kinds.
    let rows = lines.iter().map(|(name, number, of, _)| {
        let is_shown = view.whole || !view.is_narrow() || !crate::reports::small::is_small(*number);
        let hidden = || Cell::words("hidden");
        vec![
            Cell::words(name.as_str()),
            if is_shown {
                Cell::number(*number)
            } else {
                Cell::words("under 5")
            },
            Cell::number(*of),
            if is_shown {
                Cell::per_cent(per_cent(*number, *of))
            } else {
                hidden()
            },
        ]
    });
    let rows: Vec<Vec<Cell>> = rows.collect();
    let bars: Vec<Bar> = lines
        .iter()
        .zip(&rows)
        .map(|((name, ..), row)| {
            let share = row[3].plain.parse().unwrap_or(0);
            let says = if row[3].plain.is_empty() {
                String::new()
            } else {
                row[3].text.clone()
            };
            (name, share, says)
        })
        .zip(&lines)
        .map(|((name, length, says), (_, _, _, look))| Bar {
            label: name.clone(),
            length,
            says,
            look: *look,
        })
        .collect();
    let block = Block {
        id: "asked",
        title: "What was asked, and what was noted",
        finding: asked_found(view),
        note: "Asked: of all drafts, those whose students chose it; several may be chosen. Noted: of all returned drafts, those \
               with at least one such note.",
        picture: None,
        table: Table::of(
            &[
                ("What", "what"),
                ("Drafts", "drafts"),
                ("Of", "of_drafts"),
                ("Share", "per_cent"),
            ],
            rows,
        ),
    };
    let picture = Picture::bars(&bars, Some(("Asked by students", "Noted by tutors")));
    block.drawn(uptake.returned, picture)
}

fn asked_found(view: &View<'_>) -> String {
    let uptake = &view.report.uptake;
    let most_asked = uptake.asked.iter().rev().max_by_key(|(_, number)| *number);
    let kinds = uptake.kinds.iter().zip(&view.kinds);
    let most_noted = kinds.rev().max_by_key(|(kind, _)| kind.drafts);
    match (most_asked, most_noted) {
        (Some((concern, number)), Some((kind, name)))
            if uptake.returned >= 5 && *number >= 5 && kind.drafts >= 5 =>
        {
            format!(
                "Most often asked: “{concern}” ({}). Most often noted: {name}, on {} of returned drafts.",
                said(per_cent(*number, uptake.drafts)),
                said(per_cent(kind.drafts, uptake.returned)),
            )
        }
        _ => "What students chose to be helped with, and what tutors wrote notes on.".to_owned(),
    }
}

/// What students planned to act on, and whether they read it.
pub fn planned(view: &View<'_>) -> Block {
    let uptake = &view.report.uptake;
    let kinds: Vec<_> = uptake.kinds.iter().zip(&view.kinds).collect();
    let rows: Vec<Vec<Cell>> = kinds
        .iter()
        .map(|(kind, name)| {
            let open = kind.notes - kind.planned - kind.put_off;
            let parts = view.numbers(&[kind.planned, kind.put_off, open]);
            let is_shown = parts.iter().all(|cell| cell.plain.parse::<u32>().is_ok());
            let share = Cell::per_cent(per_cent(kind.planned, kind.notes));
            let or_hidden = |cell: Cell| {
                if is_shown {
                    cell
                } else {
                    Cell::words("hidden")
                }
            };
            let mut row = vec![Cell::words(name.as_str()), Cell::number(kind.notes)];
            row.extend(parts);
            row.push(or_hidden(share));
            row.push(or_hidden(Cell::number(kind.done)));
            row
        })
        .collect();
    let bars: Vec<Bar> = rows
        .iter()
        .map(|row| Bar {
            label: row[0].text.clone(),
            length: row[5].plain.parse().unwrap_or(0),
            says: format!("{} of {}", row[5].text, row[1].text),
            look: Look::One,
        })
        .collect();
    let (notes, planned) = kinds.iter().fold((0, 0), |(notes, planned), (kind, _)| {
        (notes + kind.notes, planned + kind.planned)
    });
    let read = match per_cent(uptake.read_soon, uptake.readable) {
        Some(share) if uptake.readable >= 5 => {
            format!(" {share}\u{a0}% of feedback was read within three days.")
        }
        _ => String::new(),
    };
    let block = Block {
        id: "planned",
        title: "What students planned",
        finding: match per_cent(planned, notes) {
            Some(share) => {
                format!("Students put {share}\u{a0}% of the notes into their plans.{read}")
            }
            None => "No notes were returned yet.".to_owned(),
        },
        note: "A note is undecided until its student plans it or puts it off.",
        picture: None,
        table: Table::of(
            &[
                ("Kind of note", "kind"),
                ("Notes", "notes"),
                ("Planned", "planned"),
                ("Put off", "put_off"),
                ("Undecided", "undecided"),
                ("Share planned", "planned_per_cent"),
                ("Done", "done"),
            ],
            rows,
        ),
    };
    block.drawn(uptake.returned, Picture::bars(&bars, None))
}

/// Whether feedback helped, as students said.
pub fn helped(view: &View<'_>) -> Block {
    const ANSWERS: [&str; 5] = ["Not at all", "2", "3", "4", "Very much"];
    let uptake = &view.report.uptake;
    let answers: u32 = uptake.helped.iter().sum();
    let cells = view.hidden(&uptake.helped);
    let well = uptake.helped[3] + uptake.helped[4];
    Block {
        id: "helped",
        title: "Whether it helped",
        finding: match per_cent(well, answers) {
            Some(share) if answers >= 5 => format!(
                "{share}\u{a0}% of {} said that it helped (4 or 5 of 5); {} of returned drafts were answered for.",
                counted(answers.into(), "answer", "answers"),
                said(per_cent(answers, uptake.returned)),
            ),
            _ => "Fewer than five students answered.".to_owned(),
        },
        note: "",
        picture: None,
        table: Table::of(
            &[("How much did it help?", "answer"), ("Answers", "answers")],
            ANSWERS
                .iter()
                .zip(cells)
                .map(|(name, cell)| vec![Cell::words(*name), cell])
                .collect(),
        ),
    }
}

/// Who could not be served, or not in time.
pub fn unserved(view: &View<'_>) -> Block {
    let all = &view.report.unserved;
    let sent_back = view.fates(&view.report.figures.count).pop();
    let rows = [
        (
            "Turned away: as many as one student may send were sent",
            view.alone(all.own_measure),
        ),
        (
            "Turned away: the course’s week was full",
            view.alone(all.course_full),
        ),
        (
            "Sent back without feedback",
            sent_back.unwrap_or_else(Cell::none),
        ),
        ("Taken back before anybody had it", view.alone(all.gave_up)),
        (
            "Due before feedback was promised",
            view.alone(all.due_before_promise),
        ),
        (
            "Returned after the day on which it was due",
            view.alone(all.after_due_date),
        ),
        ("Open, and the promise is missed", view.alone(all.overdue)),
    ];
    let turned = all.own_measure + all.course_full;
    let says = |number: u32| match view.alone(number).text {
        text if text == "under 5" => "Fewer than five".to_owned(),
        text => text,
    };
    Block {
        id: "unserved",
        title: "Who could not be served",
        finding: if turned + all.sent_back + all.overdue + all.due_before_promise == 0 {
            "Nobody was turned away, sent back or left waiting past the promise.".to_owned()
        } else {
            format!(
                "Turned away because a week was full: {}. Due before feedback could be promised: {}.",
                says(turned).to_lowercase(),
                says(all.due_before_promise).to_lowercase(),
            )
        },
        note: "Whoever is turned away is counted once a day. Counted are those who had the whole form filled in.",
        picture: None,
        table: Table::of(
            &[("What", "what"), ("How many", "how_many")],
            rows.into_iter()
                .map(|(name, cell)| vec![Cell::words(name), cell])
                .collect(),
        ),
    }
}
