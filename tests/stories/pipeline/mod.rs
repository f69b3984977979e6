//! The pipeline made of glass: what the page says of the flow is what the people did, and what stands still is named.

mod figures;
mod followed;

use std::time::Duration;

use paperdesk::flow::{self, Passage, Span, Step, Sum};
use paperdesk::outbox::carrier::Outcome;

use crate::deeds::{give, give_to_ben_who_begins, return_letter, send_file};
use crate::desk::Desk;
use crate::files;
use crate::telling_everyone::send_in;

/// What went through in the last day.
fn passed(desk: &Desk) -> Passage {
    desk.look(|tx| flow::passed(tx, Span::Day))
}

/// What stands at a step.
fn standing(desk: &Desk, step: Step) -> Sum {
    let all = desk.look(flow::standing);
    all.into_iter().find(|(known, _)| *known == step).unwrap().1
}

#[test]
fn each_step_counts_what_the_people_did_and_how_long_it_took() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    send_in(&desk, &desk.cleo(), "Rivers");
    desk.minutes_pass(120);
    give_to_ben_who_begins(&desk, number);
    desk.minutes_pass(60);
    return_letter(&desk, number, "Dear Ada, thank you.");
    let (passed, minute) = (passed(&desk), 60_000);
    let counts = [
        Step::Submitted,
        Step::Stored,
        Step::Assigned,
        Step::Begun,
        Step::Returned,
    ]
    .map(|step| passed.at(step).count);
    assert_eq!(counts, [2, 2, 1, 1, 1]);
    assert_eq!(passed.at(Step::Assigned).median, Some(120 * minute));
    assert_eq!(passed.at(Step::Begun).median, Some(10 * minute));
    assert_eq!(passed.at(Step::Returned).median, Some(190 * minute));
    let waits = standing(&desk, Step::Stored);
    assert_eq!((waits.count, waits.median), (1, Some(190 * minute)));
}

#[test]
fn what_happened_before_is_not_of_the_last_hour() {
    let desk = Desk::open();
    send_in(&desk, &desk.ada(), "Gardens");
    desk.minutes_pass(90);
    send_in(&desk, &desk.ada(), "Rivers");
    let within = |span| desk.look(|tx| flow::passed(tx, span)).at(Step::Submitted);
    let counts = Span::ALL.iter().map(|span| within(*span).count);
    assert_eq!(counts.collect::<Vec<_>>(), [1, 2, 2]);
}

#[test]
fn mails_that_wait_for_the_mail_server_are_named_at_the_top_with_since_when() {
    let desk = Desk::open();
    send_in(&desk, &desk.ada(), "Gardens");
    desk.tray
        .answers([(Outcome::RelayTrouble, "connection refused"); 8]);
    desk.minutes_pass(14);
    desk.carry();
    let waiting = desk.count("select count(*) as n from deliveries where state = 'pending'");
    let page = desk.cora().get("/pipeline");
    page.says(&format!(
        "{waiting} mails wait for the mail server since 09:14."
    ))
    .says("The mail that waits");
}

#[test]
fn where_nothing_stands_still_everything_flows() {
    let desk = Desk::open();
    send_in(&desk, &desk.ada(), "Gardens");
    desk.carry();
    desk.odo()
        .get("/pipeline")
        .says("Everything flows. In the last day 1 draft came in and 0 went back");
    desk.minutes_pass(60 * 24 * 30);
    desk.odo()
        .get("/pipeline?last=week")
        .says("1 paper waits for a tutor past the promise");
}

#[test]
fn the_slowest_and_the_oldest_are_one_click_away() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    let slow = send_in(&desk, &desk.cleo(), "Rivers");
    give(&desk, number, "ben@example.edu");
    desk.minutes_pass(60);
    give(&desk, slow, "ben@example.edu");
    let page = desk.cora().get("/pipeline").body().replace("&#x2F;", "/");
    let row = page.split("Assigned <span").nth(1).unwrap();
    let row = row.split("</tr>").next().unwrap();
    let slowest = row
        .find(&format!("60 min <a href=\"/papers/{slow}\""))
        .unwrap();
    let oldest = row
        .find(&format!("60 min <a href=\"/papers/{number}\""))
        .unwrap();
    assert!(slowest < oldest);
    assert!(row.contains("<a href=\"/papers/all?q=is%3Aassigned\">2 not begun</a>"));
}

#[test]
fn a_text_that_could_not_be_read_and_a_mail_that_was_given_up_are_counted_apart() {
    let desk = Desk::open();
    let number = send_file(&desk, &desk.ada(), "deep.pdf", &files::nested_pdf());
    desk.tray.answers([
        (Outcome::Refused, "550 5.1.1 no such user"),
        (
            Outcome::Later {
                not_before: Some(Duration::from_mins(30)),
            },
            "451 later",
        ),
    ]);
    desk.carry();
    let passed = passed(&desk);
    assert_eq!(
        (passed.at(Step::Stored).count, passed.at(Step::Unread).count),
        (0, 1)
    );
    assert_eq!(
        (passed.at(Step::Refused).count, passed.at(Step::Later).count),
        (1, 1)
    );
    assert_eq!(standing(&desk, Step::MailTries).count, 1);
    desk.cora()
        .get("/pipeline")
        .says("1 mail was given up, the first at 09:00.");
    let unread = standing(&desk, Step::Unread).longest.unwrap();
    assert_eq!(unread.thing, Some(flow::Thing::Paper(number)));
}
