//! Giving papers to tutors, and all that a tutor does with one until it is back with its student.

mod asking;
mod handing_back;
mod returning;

use paperdesk::outbox::Letter;
use paperdesk::people::{self, Role};

use crate::deeds::{flash, give, give_to_ben_who_begins, id, promised};
use crate::desk::Desk;
use crate::telling_everyone::send_in;

#[test]
fn several_papers_are_given_at_once() {
    let desk = Desk::open();
    let numbers = ["Gardens", "Rivers", "Towns"].map(|title| send_in(&desk, &desk.ada(), title));
    let ben = id(&desk, "ben@example.edu");
    let form = [
        ("papers", "P-1001"),
        ("papers", "p1003"),
        ("papers", "P-1001"),
        ("tutor", ben.as_str()),
    ];
    let answer = desk.cora().post("/assign", &form);
    assert_eq!(
        flash(&answer),
        "2 papers are with Ben Okafor. You can undo this for ten minutes; nobody is told before."
    );
    assert_eq!(
        numbers.map(|number| desk.state(number)),
        ["assigned", "waiting", "assigned"]
    );
}

#[test]
fn a_paper_that_moved_meanwhile_is_named_and_the_others_are_given() {
    let desk = Desk::open();
    let numbers = ["Gardens", "Rivers"].map(|title| send_in(&desk, &desk.ada(), title));
    desk.ada().post("/papers/P-1001/withdraw", &[]).is(303);
    let ben = id(&desk, "ben@example.edu");
    let form = [
        ("papers", "P-1001"),
        ("papers", "P-1002"),
        ("papers", "P-7777"),
        ("tutor", ben.as_str()),
    ];
    let says = flash(&desk.cora().post("/assign", &form));
    assert!(says.starts_with("P-1002 is with Ben Okafor."), "{says}");
    assert!(
        says.contains("P-1001 was withdrawn by its student."),
        "{says}"
    );
    assert!(says.contains("There is no P-7777."), "{says}");
    assert_eq!(
        numbers.map(|number| desk.state(number)),
        ["withdrawn", "assigned"]
    );
}

#[test]
fn nobody_and_nobody_who_may_not_come_in_is_given_a_paper() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    let bea = id(&desk, "bea@example.edu");
    desk.cora()
        .post(&format!("/people/{bea}/disable"), &[])
        .is(303);
    let ada = id(&desk, "ada@example.edu");
    for tutor in ["", "999", "ben", &bea, &ada] {
        let form = [("papers", "P-1001"), ("tutor", tutor)];
        let answer = desk.cora().post("/assign", &form);
        answer.is(422).says("Choose a tutor");
        let kept = "value=\"P-1001\" checked";
        assert!(
            answer.body().contains(kept),
            "{tutor}: the paper stays chosen"
        );
    }
    assert_eq!(desk.state(number), "waiting");
}

#[test]
fn where_no_paper_was_chosen_the_tutor_stays_chosen() {
    let desk = Desk::open();
    send_in(&desk, &desk.ada(), "Gardens");
    let ben = id(&desk, "ben@example.edu");
    let answer = desk.cora().post("/assign", &[("tutor", &ben)]);
    answer.is(422).says("Choose at least one paper");
    let kept = format!("value=\"{ben}\" selected");
    assert!(answer.body().contains(&kept), "{}", answer.body());
}

#[test]
fn nobody_is_given_their_own_paper() {
    let desk = Desk::open();
    desk.deed(|tx| {
        people::add(
            tx,
            "dee@example.edu",
            "Dee Both",
            &[Role::Student, Role::Tutor],
        )
    });
    let number = send_in(&desk, &desk.seat("dee@example.edu"), "Gardens");
    let dee = id(&desk, "dee@example.edu");
    let form = [("papers", "P-1001"), ("tutor", dee.as_str())];
    assert_eq!(
        flash(&desk.cora().post("/assign", &form)),
        "No paper was given. Dee Both wrote P-1001 and cannot be its tutor."
    );
    assert_eq!(desk.state(number), "waiting");
}

#[test]
fn after_ten_minutes_it_is_too_late_to_undo() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    give(&desk, number, "ben@example.edu");
    desk.minutes_pass(10);
    let answer = desk.cora().post("/assign/P-1001/undo", &[]);
    assert_eq!(
        flash(&answer),
        "The ten minutes are over and P-1001 was told. It can be handed back."
    );
    assert_eq!(desk.state(number), "assigned");
}

#[test]
fn once_its_tutor_began_there_is_nothing_to_undo() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    give(&desk, number, "ben@example.edu");
    desk.ben().post("/desk/P-1001/begin", &[]).is(303);
    let answer = desk.cora().post("/assign/P-1001/undo", &[]);
    assert_eq!(flash(&answer), "Ben Okafor is marking P-1001.");
    assert_eq!(desk.state(number), "marking");
}

#[test]
fn what_was_undone_can_be_given_again_and_only_the_second_tutor_hears_of_it() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    give(&desk, number, "ben@example.edu");
    desk.cora().post("/assign/P-1001/undo", &[]).is(303);
    let twice = desk.cora().post("/assign/P-1001/undo", &[]);
    assert_eq!(flash(&twice), "P-1001 is waiting; nobody has it yet.");
    give(&desk, number, "bea@example.edu");
    assert_eq!(
        promised(&desk, number, Letter::AssignedTutor),
        ["bea@example.edu"]
    );
}

#[test]
fn a_tutor_begins_once() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    give_to_ben_who_begins(&desk, number);
    let again = desk.ben().post("/desk/P-1001/begin", &[]);
    assert_eq!(
        (again.location(), flash(&again).as_str()),
        ("/desk", "Ben Okafor is marking P-1001.")
    );
    assert_eq!(
        desk.count("select count(*) as n from events where kind = 'marking_began'"),
        1
    );
}

#[test]
fn nobody_begins_a_paper_that_is_not_theirs() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    desk.ben().get("/desk/P-1001").is(404);
    let waiting = desk.ben().post("/desk/P-1001/begin", &[]);
    assert_eq!(flash(&waiting), "P-1001 is waiting; nobody has it yet.");
    give(&desk, number, "ben@example.edu");
    desk.bea().post("/desk/P-1001/begin", &[]).is(404);
    assert_eq!(desk.state(number), "assigned");
}
