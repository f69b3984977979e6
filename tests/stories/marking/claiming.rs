//! Claims: one step, a lease that work renews and that ends by itself, and a coordinator's word over it.

use paperdesk::assignments;

use crate::deeds::{id, told_after};
use crate::desk::Desk;
use crate::telling_everyone::send_in;

#[test]
fn of_two_tutors_who_reach_for_a_paper_one_has_it_and_the_other_is_told_and_offered_the_next() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    send_in(&desk, &desk.ada(), "Rivers");
    desk.bea().get("/desk").says("Take it : Gardens");
    desk.bea().post("/desk/P-1001/claim", &[]).is(303);
    let late = desk.ben().post("/desk/P-1001/claim", &[]);
    late.is(200)
        .says("Bea Lindqvist took P-1001")
        .says("Rivers")
        .says("Take P-1002");
    assert_eq!(desk.state(number), "assigned");
    assert_eq!(
        desk.count("select count(*) as n from events where kind = 'claimed'"),
        1
    );
}

#[test]
fn a_claim_is_told_to_its_student_once_it_is_sure() {
    let desk = Desk::open();
    send_in(&desk, &desk.ada(), "Gardens");
    let told = told_after(&desk, || {
        desk.ben().post("/desk/P-1001/claim", &[]).is(303).status
    });
    assert_eq!(told, ["ada@example.edu"]);
}

#[test]
fn whose_claim_it_was_is_news_for_an_hour_and_nobodys_business_after() {
    let desk = Desk::open();
    send_in(&desk, &desk.ada(), "Gardens");
    desk.bea().post("/desk/P-1001/claim", &[]).is(303);
    desk.minutes_pass(61);
    desk.ben().post("/desk/P-1001/claim", &[]).is(404);
    desk.ben().post("/desk/P-7777/claim", &[]).is(404);
}

#[test]
fn where_coordinators_give_papers_out_nobody_takes_one() {
    let desk = Desk::open();
    let ways = desk.look(paperdesk::centre::ways);
    desk.deed(move |tx| {
        paperdesk::centre::settle_ways(
            tx,
            &paperdesk::centre::Ways {
                giving: paperdesk::centre::Giving::Assigned,
                ..ways
            },
        )
    });
    send_in(&desk, &desk.ada(), "Gardens");
    desk.ben()
        .get("/desk")
        .says("A coordinator gives papers out.");
    desk.ben().post("/desk/P-1001/claim", &[]).is(403);
}

#[test]
fn a_claim_ends_by_itself_after_a_day_without_work_and_work_renews_it() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    desk.ben().post("/desk/P-1001/claim", &[]).is(303);
    desk.ben().post("/desk/P-1001/begin", &[]).is(303);
    desk.minutes_pass(23 * 60);
    let typed = [("kind", "big"), ("words", "Say why."), ("sitting", "tab")];
    desk.ben().post("/desk/P-1001/keep", &typed).is(200);
    desk.minutes_pass(23 * 60);
    assert_eq!(desk.deed(assignments::lapse), 0);
    desk.minutes_pass(61);
    assert_eq!(
        (desk.deed(assignments::lapse), desk.state(number).as_str()),
        (1, "waiting")
    );
    desk.cora()
        .get("/papers/P-1001")
        .says("Ben Okafor\u{2019}s claim ran out, and it went back to the queue");
    desk.bea().post("/desk/P-1001/claim", &[]).is(303);
    desk.bea().post("/desk/P-1001/begin", &[]).is(303);
    desk.bea().get("/desk/P-1001").says("Say why.");
}

#[test]
fn a_paper_that_was_given_has_no_lease() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    crate::deeds::give(&desk, number, "ben@example.edu");
    desk.minutes_pass(10 * 24 * 60);
    assert_eq!(
        (desk.deed(assignments::lapse), desk.state(number).as_str()),
        (0, "assigned")
    );
}

#[test]
fn a_coordinator_takes_a_paper_over_with_a_reason_and_what_was_written_stays() {
    let desk = Desk::open();
    let number = super::marked_by_ben(&desk);
    super::note(&desk.ben(), &[("words", "Half a thought.")]).is(303);
    let bea = id(&desk, "bea@example.edu");
    desk.cora()
        .post("/papers/P-1001/take-over", &[("tutor", &bea)])
        .is(422)
        .says("Say why in a sentence");
    let told = told_after(&desk, || {
        let form = [
            ("tutor", bea.as_str()),
            ("reason", "Ben is away until Monday."),
        ];
        desk.cora().post("/papers/P-1001/take-over", &form).is(303);
    });
    assert_eq!(
        told,
        ["ada@example.edu", "bea@example.edu", "ben@example.edu"]
    );
    assert_eq!(desk.state(number), "marking");
    desk.bea().get("/desk/P-1001").says("Half a thought.");
    desk.ben().get("/desk/P-1001").is(404);
    desk.cora()
        .get("/papers/P-1001")
        .says("Cora Whitlock took it over for Bea Lindqvist");
    assert!(
        !desk
            .ada()
            .get("/papers/P-1001")
            .words()
            .contains("until Monday")
    );
}
