//! Suggest and apply: looked at first, changed row by row, given all at once, and taken back one by one.

use super::{apart, takes};
use crate::deeds::{flash, give, id, promised};
use crate::desk::Desk;
use crate::seat::Answer;
use crate::telling_everyone::send_in;
use paperdesk::outbox::Letter;
use paperdesk::papers::PaperNumber;

/// Ada sends in some papers; all of them wait.
fn waiting(desk: &Desk, many: usize) {
    for n in 0..many {
        send_in(desk, &desk.ada(), &format!("Gardens {n}"));
    }
}

/// A paper of Ada's whose first draft a tutor returned, and whose next one waits.
fn again_after(desk: &Desk, tutor: &str) -> PaperNumber {
    let number = send_in(desk, &desk.ada(), "Gardens");
    give(desk, number, tutor);
    let seat = desk.seat(tutor);
    seat.post(&format!("/desk/{number}/begin"), &[]).is(303);
    seat.post(
        &format!("/desk/{number}/letter"),
        &[("letter", "Dear Ada.")],
    )
    .is(303);
    seat.post(&format!("/desk/{number}/return"), &[]).is(303);
    desk.minutes_pass(20);
    let next = format!("/papers/{number}/next");
    desk.ada()
        .post_file(&next, &[("text", "Better now.")], ("", b""))
        .is(303);
    number
}

/// What a page with suggestions would send as it stands.
fn sent(page: &Answer) -> Vec<String> {
    let body = page.body().replace("&#x2F;", "/");
    let chosen = body.split("<option value=\"").filter(|part| {
        let tag = part.split('>').next().unwrap_or_default();
        tag.ends_with(" selected")
    });
    chosen
        .map(|part| part.split('"').next().unwrap_or_default().to_owned())
        .collect()
}

fn apply(desk: &Desk, give: &[String], more: &[(&str, &str)]) -> Answer {
    let mut form: Vec<(&str, &str)> = give.iter().map(|one| ("give", one.as_str())).collect();
    form.extend(more);
    desk.cora().post("/assign/suggest", &form)
}

#[test]
fn four_papers_are_given_as_suggested_and_one_is_taken_back() {
    let desk = Desk::open();
    waiting(&desk, 4);
    let page = desk.cora().get("/assign/suggest");
    page.is(200)
        .says("4 papers with a tutor")
        .says("Bea Lindqvist 0 open 2 open")
        .says("Ben Okafor 0 open 2 open")
        .says("mail goes to 1 student (who reads their paper) and to 2 tutors: Bea Lindqvist, Ben Okafor");
    assert_eq!(
        desk.count("select count(*) as n from assignments"),
        0,
        "nothing happened yet"
    );
    let answer = apply(&desk, &sent(&page), &[]);
    assert_eq!(
        (answer.location(), flash(&answer).as_str()),
        (
            "/assign",
            "4 papers are given. You can undo each for ten minutes; nobody is told before."
        )
    );
    desk.cora().post("/assign/P-1003/undo", &[]).is(303);
    assert_eq!(
        desk.count("select count(*) as n from papers where state = 'assigned'"),
        3
    );
    desk.minutes_pass(10);
    let told = desk
        .carry()
        .into_iter()
        .filter(|mail| mail.to.starts_with('b'));
    assert_eq!(told.filter(|mail| mail.text.contains("yours")).count(), 3);
}

#[test]
fn only_the_papers_that_were_selected_are_suggested() {
    let desk = Desk::open();
    waiting(&desk, 3);
    let page = desk
        .cora()
        .get("/assign/suggest?papers=P-1001&papers=P-1003&tutor=");
    let rows: Vec<String> = sent(&page).iter().map(|row| row[..6].to_owned()).collect();
    assert_eq!(rows, ["P-1001", "P-1003"]);
}

#[test]
fn any_row_can_be_changed_and_the_load_is_shown_as_chosen() {
    let desk = Desk::open();
    waiting(&desk, 3);
    let ben = id(&desk, "ben@example.edu");
    let chosen = [
        format!("P-1001:{ben}"),
        format!("P-1002:{ben}"),
        "P-1003:".to_owned(),
    ];
    let page = apply(&desk, &chosen, &[("look", "yes")]);
    page.is(200)
        .says("2 papers with a tutor, 1 still waiting")
        .says("Ben Okafor 0 open 2 open")
        .says("to 1 tutor: Ben Okafor.");
    assert_eq!(sent(&page), chosen);
    apply(&desk, &chosen, &[]).is(303);
    let states = ["P-1001", "P-1002", "P-1003"].map(|paper| {
        desk.count(&format!(
            "select count(*) as n from papers where number = {} and tutor_id = {ben}",
            &paper[2..]
        ))
    });
    assert_eq!(states, [1, 1, 0]);
}

#[test]
fn what_moved_meanwhile_is_told_and_all_else_is_given() {
    let desk = Desk::open();
    waiting(&desk, 4);
    takes(&desk, "ben@example.edu", 2);
    let ben = id(&desk, "ben@example.edu");
    let chosen: Vec<String> = (1001..=1004).map(|n| format!("P-{n}:{ben}")).collect();
    desk.bea().post("/desk/P-1001/claim", &[]).is(303);
    desk.ada().post("/papers/P-1002/withdraw", &[]).is(303);
    give(&desk, PaperNumber(1003), "ben@example.edu");
    send_in(&desk, &desk.ada(), "Rivers");
    let page = apply(
        &desk,
        &[chosen, vec![format!("P-1005:{ben}")]].concat(),
        &[],
    );
    page.is(200)
        .says("P-1004 is given.")
        .says("P-1001 is with Bea Lindqvist, who has not begun to mark it.")
        .says("P-1002 was withdrawn by its student.")
        .says("P-1003 is with Ben Okafor, who has not begun to mark it.")
        .says("Ben Okafor takes 2 papers at once and has 2, so P-1005 still waits.");
    let bea = id(&desk, "bea@example.edu");
    assert_eq!(
        sent(&page),
        [format!("P-1005:{bea}")],
        "it is offered to somebody else"
    );
}

#[test]
fn rows_above_what_a_tutor_takes_are_marked_and_given_only_knowingly() {
    let desk = Desk::open();
    waiting(&desk, 2);
    takes(&desk, "ben@example.edu", 1);
    let ben = id(&desk, "ben@example.edu");
    let chosen = [1001, 1002].map(|n| format!("P-{n}:{ben}"));
    let page = apply(&desk, &chosen, &[("look", "yes")]);
    page.says("2 of 1 open")
        .says("Above what they take")
        .says("Go above what tutors take");
    apply(&desk, &chosen, &[("above", "yes")]).is(303);
    assert_eq!(
        desk.count("select count(*) as n from papers where state = 'assigned'"),
        2
    );
}

#[test]
fn nothing_chosen_is_nothing_done() {
    let desk = Desk::open();
    waiting(&desk, 1);
    for give in ["P-1001:", "nonsense", "P-1001"] {
        apply(&desk, &[give.to_owned()], &[])
            .is(422)
            .says("Choose a tutor for at least one paper");
    }
    apply(&desk, &["P-1001:7777".to_owned()], &[])
        .is(200)
        .says("The tutor chosen for P-1001 takes no papers any more.");
}

#[test]
fn where_nobody_has_room_the_page_says_so() {
    let desk = Desk::open();
    waiting(&desk, 3);
    takes(&desk, "ben@example.edu", 1);
    takes(&desk, "bea@example.edu", 1);
    let page = desk.cora().get("/assign/suggest");
    page.says("2 papers with a tutor, 1 still waiting")
        .says("Nobody has room");
    assert_eq!(sent(&page)[2], "P-1003:");
}

#[test]
fn the_last_drafts_tutor_is_suggested_for_the_next_and_stands_first_to_choose() {
    let desk = Desk::open();
    let number = again_after(&desk, "bea@example.edu");
    send_in(&desk, &desk.ada(), "Rivers");
    let page = desk.cora().get("/assign/suggest");
    page.says("Read the last draft");
    let bea = id(&desk, "bea@example.edu");
    assert!(
        sent(&page).contains(&format!("{number}:{bea}")),
        "{:?}",
        sent(&page)
    );
    let board = desk.cora().get("/assign");
    board.says("the last read by Bea Lindqvist");
    let first = board.body();
    let first = first.split("<option value=\"").nth(2).unwrap();
    assert!(
        first.contains("Bea Lindqvist (0 open): read the last draft of"),
        "{first}"
    );
    assert_eq!(
        promised(&desk, number, Letter::DraftAdded),
        ["bea@example.edu"]
    );
}

#[test]
fn whoever_asks_for_the_next_paper_gets_the_one_that_is_for_them() {
    let desk = Desk::open();
    let number = again_after(&desk, "bea@example.edu");
    send_in(&desk, &desk.ada(), "Rivers");
    desk.bea().get("/desk").says("Next paper for me");
    assert_eq!(
        desk.bea().post("/desk/next", &[]).location(),
        format!("/desk/{number}")
    );
    assert_eq!(
        desk.ben().post("/desk/next", &[]).location(),
        "/desk/P-1002"
    );
    let none = desk.ben().post("/desk/next", &[]);
    assert_eq!(flash(&none), "Nothing waits that you could take just now.");
}

#[test]
fn the_next_paper_is_none_that_a_tutor_must_not_have_and_none_above_what_they_take() {
    let desk = Desk::open();
    apart(&desk, "ben@example.edu", "ada@example.edu");
    waiting(&desk, 1);
    send_in(&desk, &desk.cleo(), "Rivers");
    send_in(&desk, &desk.cleo(), "Towns");
    takes(&desk, "ben@example.edu", 1);
    assert_eq!(
        desk.ben().post("/desk/next", &[]).location(),
        "/desk/P-1002"
    );
    assert!(flash(&desk.ben().post("/desk/next", &[])).starts_with("You have as many papers"));
}
