//! What is known of tutors: written down by a coordinator, honoured by claims and gifts alike.

use paperdesk::centre::{self, Giving, Ways};

use super::{apart, takes};
use crate::deeds::{flash, give, id, told_after};
use crate::desk::Desk;
use crate::telling_everyone::send_in;

#[test]
fn what_a_coordinator_writes_down_about_a_tutor_is_shown_where_papers_are_given() {
    let desk = Desk::open();
    send_in(&desk, &desk.ada(), "Gardens");
    let page = format!("/people/{}/tutor", id(&desk, "ben@example.edu"));
    let form = [
        ("at_once", "4"),
        ("a_day", "2"),
        ("serves", "soc\n\nBIO 130\nSOC"),
        ("languages", "English, Polish"),
        ("hours-0", "8-12, 13:30-16"),
    ];
    assert_eq!(flash(&desk.cora().post(&page, &form)), "Saved.");
    desk.cora().get(&page).is(200).says("Ben Okafor as a tutor");
    let assign = desk.cora().get("/assign");
    assign
        .says("Ben Okafor 0 of 4 open, 0 of 2 taken today")
        .says("There until 12:00")
        .says("BIO 130, soc · English, Polish");
    assert!(
        desk.cora()
            .get(&page)
            .body()
            .contains("8:00-12:00, 13:30-16:00")
    );
}

#[test]
fn what_cannot_be_written_down_is_named_and_kept_as_typed() {
    let desk = Desk::open();
    let page = format!("/people/{}/tutor", id(&desk, "ben@example.edu"));
    let form = [("at_once", "many"), ("a_day", "0"), ("hours-4", "9 to 12")];
    let answer = desk.cora().post(&page, &form);
    answer
        .is(422)
        .says("Enter a number from 1 to 200, or nothing")
        .says("Enter Friday like 9-12, 13:30-16, or nothing");
    assert!(answer.body().contains("value=\"many\"") && answer.body().contains("9 to 12"));
    let ada = id(&desk, "ada@example.edu");
    desk.cora().get(&format!("/people/{ada}/tutor")).is(404);
}

#[test]
fn a_tutor_says_when_they_are_there_and_when_they_are_away() {
    let desk = Desk::open();
    let ben = desk.ben();
    assert_eq!(
        flash(&ben.post("/desk/hours", &[("hours-0", "10-12")])),
        "Saved."
    );
    ben.get("/desk").says("There from today 10:00.");
    let days = [("first_day", "2026-11-02"), ("last_day", "2026-11-06")];
    ben.post("/desk/hours/away", &days).is(303);
    ben.get("/desk/hours")
        .says("Mon 2 Nov 2026 to Fri 6 Nov 2026");
    ben.get("/desk").says("There from Mon 9 Nov 10:00.");
    for (days, says) in [
        (
            [("first_day", "soon"), ("last_day", "")],
            "Enter the first day as a real date",
        ),
        (
            [("first_day", "2026-11-03"), ("last_day", "2026-11-02")],
            "must not come before the first",
        ),
    ] {
        ben.post("/desk/hours/away", &days).is(422).says(says);
    }
    let entry = desk.count("select id as n from tutor_away").to_string();
    desk.bea()
        .post(&format!("/desk/hours/away/{entry}/remove"), &[])
        .is(404);
    ben.post(&format!("/desk/hours/away/{entry}/remove"), &[])
        .is(303);
    ben.get("/desk").says("There from today 10:00.");
}

#[test]
fn a_tutor_takes_no_more_than_they_take_until_one_is_back() {
    let desk = Desk::open();
    let [first, second] = ["Gardens", "Rivers"].map(|title| send_in(&desk, &desk.ada(), title));
    takes(&desk, "ben@example.edu", 1);
    desk.ben()
        .get("/desk")
        .says("You have room for 1 more paper.");
    desk.ben().post("/desk/P-1001/claim", &[]).is(303);
    let says = "You have as many papers as you take: 1 open now, 1 taken today. Return one first, or ask a coordinator.";
    assert_eq!(flash(&desk.ben().post("/desk/P-1002/claim", &[])), says);
    let page = desk.ben().get("/desk");
    page.says("You have as many papers as you take");
    assert!(
        !page.body().contains("/desk/P-1002/claim"),
        "nothing to press that is refused"
    );
    assert_eq!(
        (desk.state(first), desk.state(second)),
        ("assigned".into(), "waiting".into())
    );
    let form = [("reason", "I am ill.")];
    desk.ben().post("/desk/P-1001/hand-back", &form).is(303);
    desk.ben().post("/desk/P-1002/claim", &[]).is(303);
}

#[test]
fn a_days_limit_is_over_with_the_day() {
    let desk = Desk::open();
    for title in ["Gardens", "Rivers"] {
        send_in(&desk, &desk.ada(), title);
    }
    let page = format!("/people/{}/tutor", id(&desk, "ben@example.edu"));
    desk.cora().post(&page, &[("a_day", "1")]).is(303);
    desk.ben().post("/desk/P-1001/claim", &[]).is(303);
    assert!(flash(&desk.ben().post("/desk/P-1002/claim", &[])).contains("1 taken today"));
    desk.minutes_pass(15 * 60);
    desk.ben().post("/desk/P-1002/claim", &[]).is(303);
}

#[test]
fn a_coordinator_goes_above_what_a_tutor_takes_only_knowingly() {
    let desk = Desk::open();
    let numbers = ["Gardens", "Rivers"].map(|title| send_in(&desk, &desk.ada(), title));
    takes(&desk, "ben@example.edu", 1);
    let ben = id(&desk, "ben@example.edu");
    let mut form = vec![
        ("papers", "P-1001"),
        ("papers", "P-1002"),
        ("tutor", ben.as_str()),
    ];
    let answer = desk.cora().post("/assign", &form);
    answer
        .is(422)
        .says("Ben Okafor takes 1 paper at once and has 0.")
        .says("Go above what they take");
    assert_eq!(
        numbers.map(|number| desk.state(number)),
        ["waiting", "waiting"]
    );
    form.push(("above", "yes"));
    desk.cora().post("/assign", &form).is(303);
    assert_eq!(
        numbers.map(|number| desk.state(number)),
        ["assigned", "assigned"]
    );
    desk.cora().get("/assign").says("2 of 1 open");
}

#[test]
fn two_who_are_kept_apart_never_meet_over_a_paper() {
    let desk = Desk::open();
    apart(&desk, "ben@example.edu", "ada@example.edu");
    let told = told_after(&desk, || {
        send_in(&desk, &desk.ada(), "Gardens");
    });
    assert!(!told.contains(&"ben@example.edu".to_owned()), "{told:?}");
    assert!(told.contains(&"bea@example.edu".to_owned()), "{told:?}");
    let ben = desk.ben();
    assert!(!ben.get("/desk").words().contains("Gardens"));
    ben.get("/papers/P-1001").is(404);
    ben.post("/desk/P-1001/claim", &[]).is(404);
    let form = [
        ("papers", "P-1001"),
        ("tutor", &id(&desk, "ben@example.edu")),
    ];
    let says = "No paper was given. Ben Okafor and Ada King are kept apart, so P-1001 still waits.";
    assert_eq!(flash(&desk.cora().post("/assign", &form)), says);
    let bea = desk.bea();
    bea.post("/desk/P-1001/claim", &[]).is(303);
    let form = [
        ("tutor", id(&desk, "ben@example.edu")),
        ("reason", "Bea is ill.".into()),
    ];
    let form = form.each_ref().map(|(name, value)| (*name, value.as_str()));
    desk.cora()
        .post("/papers/P-1001/take-over", &form)
        .is(422)
        .says("They and its student are kept apart");
}

#[test]
fn a_pair_is_taken_apart_and_put_together_again_by_a_coordinator() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    give(&desk, number, "ben@example.edu");
    let page = format!("/people/{}/tutor", id(&desk, "ben@example.edu"));
    let apart = format!("{page}/apart");
    for (typed, says) in [
        ("nobody@example.edu", "Nobody here has this address"),
        ("ben@example.edu", "This is the tutor's own address"),
    ] {
        desk.cora()
            .post(&apart, &[("student", typed)])
            .is(422)
            .says(says);
    }
    let answer = desk.cora().post(&apart, &[("student", "Ada@example.edu")]);
    assert_eq!(
        flash(&answer),
        "Ben Okafor gets no papers by Ada King. Ben Okafor still has a paper of theirs; give it to somebody else."
    );
    desk.cora().get(&page).says("Ada King ada@example.edu");
    let ada = id(&desk, "ada@example.edu");
    desk.cora()
        .post(&format!("{apart}/{ada}/remove"), &[])
        .is(303);
    send_in(&desk, &desk.ada(), "Rivers");
    desk.ben().post("/desk/P-1002/claim", &[]).is(303);
}

/// A desk whose papers find their tutors in one way only, and a paper of Ada's.
fn only(giving: Giving) -> Desk {
    let desk = Desk::open();
    let ways = desk.look(centre::ways);
    desk.deed(move |tx| centre::settle_ways(tx, &Ways { giving, ..ways }));
    send_in(&desk, &desk.ada(), "Gardens");
    desk
}

#[test]
fn where_tutors_take_papers_themselves_nobody_gives_them_out() {
    let desk = only(Giving::Claimed);
    let says = "Tutors take papers from the queue themselves here.";
    let page = desk.cora().get("/assign");
    page.is(200).says(says);
    assert!(!page.body().contains("name=\"tutor\""));
    let form = [
        ("papers", "P-1001"),
        ("tutor", &id(&desk, "ben@example.edu")),
    ];
    desk.cora().post("/assign", &form).is(403).says(says);
    desk.cora().get("/assign/suggest").is(403).says(says);
    desk.cora()
        .post("/assign/suggest", &[("give", "P-1001:3")])
        .is(403);
    let cora = desk.program("cora@example.edu");
    let patch = serde_json::json!({ "assignee_email": "ben@example.edu" });
    cora.patch("/api/papers/P-1001", &patch)
        .is_problem(403, "not-allowed");
    desk.ben().post("/desk/P-1001/claim", &[]).is(303);
}

#[test]
fn where_coordinators_give_papers_out_nobody_asks_for_the_next() {
    let desk = only(Giving::Assigned);
    let page = desk.ben().get("/desk");
    assert!(!page.body().contains("/desk/next"));
    desk.ben().post("/desk/next", &[]).is(403);
    give(&desk, desk.newest_paper(), "ben@example.edu");
}

#[test]
fn a_program_gives_nothing_to_somebody_who_is_full_or_kept_apart() {
    let desk = Desk::open();
    for title in ["Gardens", "Rivers"] {
        send_in(&desk, &desk.ada(), title);
    }
    takes(&desk, "ben@example.edu", 1);
    apart(&desk, "bea@example.edu", "ada@example.edu");
    let cora = desk.program("cora@example.edu");
    let to = |email: &str| serde_json::json!({ "assignee_email": email });
    cora.patch("/api/papers/P-1001", &to("ben@example.edu"))
        .is(200);
    let full = cora.patch("/api/papers/P-1002", &to("ben@example.edu"));
    full.is_problem(409, "conflict");
    assert!(
        full.field("detail")
            .contains("takes 1 paper at once and has 1")
    );
    let apart = cora.patch("/api/papers/P-1002", &to("bea@example.edu"));
    apart.is(422);
    assert!(apart.body().contains("assignee_email") && apart.body().contains("kept apart"));
}
