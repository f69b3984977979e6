//! Nothing that was written is lost: two windows overwrite nothing, and a paper handed back keeps every word.

use super::{marked_by_ben, newest_note, note, quotes};
use crate::deeds::return_letter;
use crate::desk::Desk;

#[test]
fn two_windows_never_overwrite_each_other() {
    let desk = Desk::open();
    marked_by_ben(&desk);
    let ben = desk.ben();
    note(&ben, &[("words", "As it was."), ("sitting", "made")]).is(303);
    let id = newest_note(&desk).to_string();
    note(
        &ben,
        &[
            ("piece", &id),
            ("version", "1"),
            ("sitting", "left"),
            ("words", "From the left."),
        ],
    )
    .is(303);
    let late = [
        ("piece", id.as_str()),
        ("version", "1"),
        ("sitting", "right"),
        ("words", "From the right."),
    ];
    note(&ben, &late)
        .is(200)
        .says("changed in another window")
        .says("From the left.")
        .says("From the right.");
    ben.get("/desk/P-1001")
        .says("From the left.")
        .says("Typed in another window")
        .says("From the right.");
    let version = desk.count("select id as n from piece_versions where aside = 1");
    ben.post(&format!("/desk/P-1001/versions/{version}/use"), &[])
        .is(303);
    let page = ben.get("/desk/P-1001");
    assert!(!page.words().contains("From the left."), "{}", page.words());
    ben.get(&format!("/desk/P-1001/notes/{id}"))
        .says("From the left.")
        .says("As it was.");
}

#[test]
fn the_script_saves_as_it_goes_and_a_save_repeated_is_a_save_done_once() {
    let desk = Desk::open();
    marked_by_ben(&desk);
    let ben = desk.ben();
    let typed = [
        ("kind", "question"),
        ("words", "Wh"),
        ("sitting", "tab"),
        ("quote", "two stories"),
        ("near", "60"),
    ];
    for _ in 0..2 {
        let kept = ben.post("/desk/P-1001/keep", &typed);
        kept.is(200);
        assert!(
            kept.body().contains("\"version\":1") && kept.body().contains("\"at\":\"09:10\""),
            "{}",
            kept.body()
        );
    }
    let id = newest_note(&desk).to_string();
    let more = [
        ("kind", "question"),
        ("words", "Why two?"),
        ("sitting", "tab"),
        ("piece", &id),
        ("version", "1"),
    ];
    assert!(
        ben.post("/desk/P-1001/keep", &more)
            .body()
            .contains("\"version\":2")
    );
    assert_eq!(
        desk.count("select count(*) as n from piece_versions"),
        0,
        "one sitting is one version"
    );
    let other = [
        ("kind", "question"),
        ("words", "Other."),
        ("sitting", "elsewhere"),
        ("piece", &id),
        ("version", "1"),
    ];
    let beside = ben.post("/desk/P-1001/keep", &other);
    beside.is(409);
    assert!(
        beside.body().contains("\"beside\":true"),
        "{}",
        beside.body()
    );
    assert_eq!(quotes(&desk), ["two stories"]);
}

#[test]
fn what_was_written_stays_with_a_paper_that_is_handed_back() {
    let desk = Desk::open();
    let number = marked_by_ben(&desk);
    let ben = desk.ben();
    note(&ben, &[("words", "Half a thought.")]).is(303);
    let why = [("because", "I am ill or away"), ("reason", "Until Monday.")];
    ben.post("/desk/P-1001/hand-back", &why).is(303);
    note(&ben, &[("words", "One more.")])
        .is(409)
        .says("One more.");
    crate::deeds::give(&desk, number, "bea@example.edu");
    desk.bea().post("/desk/P-1001/begin", &[]).is(303);
    desk.bea().get("/desk/P-1001").says("Half a thought.");
    desk.cora()
        .get("/papers/P-1001")
        .says("I am ill or away. Until Monday.");
}

#[test]
fn a_note_says_only_words_whatever_is_typed() {
    let desk = Desk::open();
    marked_by_ben(&desk);
    let ben = desk.ben();
    let words =
        "**Bold** <script>alert(1)</script> [x](javascript:alert(1)) [ok](https://example.edu/a)";
    note(&ben, &[("words", words), ("p", "2"), ("sentence", "1")]).is(303);
    let html = ben.get("/desk/P-1001").body();
    assert!(
        html.contains("<strong>Bold</strong> &lt;script&gt;"),
        "{html}"
    );
    assert!(
        html.contains("rel=\"noopener noreferrer\">ok</a>")
            && !html.contains("<a href=\"javascript"),
        "{html}"
    );
}

#[test]
fn names_are_hidden_from_tutors_where_the_centre_marks_blind() {
    let desk = Desk::open();
    let ways = desk.look(paperdesk::centre::ways);
    desk.deed(move |tx| {
        paperdesk::centre::settle_ways(
            tx,
            &paperdesk::centre::Ways {
                blind: true,
                ..ways
            },
        )
    });
    let number = marked_by_ben(&desk);
    let ben = desk.ben();
    for place in [
        "/desk",
        "/desk/P-1001",
        "/desk/P-1001/letter",
        "/desk/P-1001/notes/new",
        "/papers/P-1001",
    ] {
        let page = ben.get(place);
        assert!(
            !page.is(200).body().contains("Ada"),
            "{place}: {}",
            page.words()
        );
    }
    for mail in desk.carry().iter().filter(|mail| mail.to.starts_with('b')) {
        assert!(!mail.text.contains("Ada"), "{}", mail.text);
    }
    return_letter(&desk, number, "Dear writer,");
    assert!(!ben.get("/papers/P-1001/feedback").body().contains("Ada"));
    desk.cora().get("/papers/P-1001").says("Ada King");
}
