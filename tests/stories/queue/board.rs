//! The board, and the queue searched where papers are given out.

use super::plain;
use crate::deeds::{
    ask_for_second_readers, flash, give, give_to_ben_who_begins, id, return_letter, write,
};
use crate::desk::Desk;
use crate::telling_everyone::send_in;
use paperdesk::centre::SecondReader;
use paperdesk::feedback::{Kind, second};

/// The references in each column of the board.
fn columns(desk: &Desk) -> Vec<Vec<String>> {
    let page = desk.cora().get("/assign?view=board");
    page.is(200);
    let body = page.body();
    let column = |text: &str| {
        let cards = text.split("href=\"/papers/P-").skip(1);
        cards
            .map(|card| card.split('"').next().unwrap().to_owned())
            .collect()
    };
    body.split("aria-labelledby=\"column-")
        .skip(1)
        .map(column)
        .collect()
}

#[test]
fn each_paper_stands_in_the_column_of_its_step() {
    let desk = Desk::open();
    let numbers = ["Gardens", "Rivers", "Towns", "Hills", "Lakes"]
        .map(|title| send_in(&desk, &desk.ada(), title));
    give(&desk, numbers[1], "ben@example.edu");
    for number in &numbers[2..] {
        give_to_ben_who_begins(&desk, *number);
    }
    let (ben, review) = (desk.person("ben@example.edu"), numbers[3]);
    desk.deed(move |tx| {
        ask_for_second_readers(tx, SecondReader::All)?;
        write(tx, &ben, review, (Kind::Letter, "Dear Ada."))?;
        second::ask(tx, &ben, review)?;
        ask_for_second_readers(tx, SecondReader::Nobody)
    });
    return_letter(&desk, numbers[4], "Dear Ada.");
    assert_eq!(
        columns(&desk),
        [["1001"], ["1002"], ["1003"], ["1004"], ["1005"]]
    );
    desk.minutes_pass(24 * 60);
    assert_eq!(columns(&desk)[4], [] as [&str; 0], "returned yesterday");
}

#[test]
fn a_card_is_moved_to_a_tutor_to_another_and_back() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    let (ben, bea, ada) = (
        id(&desk, "ben@example.edu"),
        id(&desk, "bea@example.edu"),
        id(&desk, "ada@example.edu"),
    );
    let moved = |to: &str| flash(&desk.cora().post("/assign/P-1001/move", &[("to", to)]));
    assert_eq!(moved(""), "Choose where the card goes.");
    assert_eq!(moved(&ada), "Choose a tutor");
    assert_eq!(moved("queue"), "P-1001 is waiting; nobody has it yet.");
    assert!(moved(&ben).starts_with("1 paper is given."));
    assert!(moved(&bea).starts_with("1 paper is given."));
    assert_eq!(desk.state(number), "assigned");
    assert_eq!(moved("queue"), "P-1001 is back in the queue.");
    assert_eq!(desk.state(number), "waiting");
}

#[test]
fn the_queue_is_searched_where_papers_are_given_out() {
    let desk = Desk::open();
    send_in(&desk, &desk.ada(), "Gardens");
    send_in(&desk, &desk.cleo(), "Rivers");
    desk.settle_words();
    let page = desk.cora().get("/assign?q=from:cleo");
    assert!(!page.body().contains("value=\"P-1001\"") && page.body().contains("value=\"P-1002\""));
    assert!(plain(&page).contains("href=\"/papers/P-1002?queue=from%3Acleo\""));
    desk.cora()
        .get("/assign?q=from:nobody")
        .is(200)
        .says("No paper that waits fits this search.");
    desk.cora()
        .get("/assign?q=is:wating")
        .is(200)
        .says("is: takes waiting");
    let ben = id(&desk, "ben@example.edu");
    let form = [
        ("papers", "P-1002"),
        ("tutor", ben.as_str()),
        ("q", "from:cleo"),
    ];
    assert_eq!(
        desk.cora().post("/assign", &form).location(),
        "/assign?q=from%3Acleo"
    );
}
