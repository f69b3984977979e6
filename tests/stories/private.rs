//! Private means private: who sees what, who is told what, and what no mail ever says.

mod telling;

use paperdesk::papers::PaperNumber;

use crate::deeds::{give, give_to_ben_who_begins, return_letter};
use crate::desk::Desk;
use crate::seat::Seat;
use crate::telling_everyone::send_in;

const LETTER: &str = "Your second paragraph carries the paper.";

fn returned(desk: &Desk) -> PaperNumber {
    let number = send_in(desk, &desk.ada(), "Community gardens");
    give_to_ben_who_begins(desk, number);
    return_letter(desk, number, LETTER);
    number
}

/// Everything about a paper is not there, and no word of it is in the answers.
#[track_caller]
fn sees_nothing(seat: &Seat<'_>) {
    for place in [
        "/papers/P-1001",
        "/papers/P-1001/drafts/1/file",
        "/papers/P-1001/feedback",
    ] {
        let answer = seat.get(place);
        answer.is(404);
        assert!(!answer.words().contains("gardens"), "{place}");
    }
}

#[test]
fn another_student_sees_nothing_of_a_paper_at_any_time() {
    let desk = Desk::open();
    let cleo = desk.cleo();
    let number = send_in(&desk, &desk.ada(), "Community gardens");
    sees_nothing(&cleo);
    give_to_ben_who_begins(&desk, number);
    sees_nothing(&cleo);
    return_letter(&desk, number, LETTER);
    sees_nothing(&cleo);
    assert!(!cleo.get("/papers").words().contains("P-1001"));
    cleo.get("/papers/P-1001/sent").is(404);
}

#[test]
fn what_is_not_yours_and_what_is_not_there_are_the_same() {
    let desk = Desk::open();
    send_in(&desk, &desk.ada(), "Community gardens");
    let cleo = desk.cleo();
    let words = |place: &str| cleo.get(place).words();
    assert_eq!(words("/papers/P-1001"), words("/papers/P-7777"));
    assert_eq!(words("/papers/P-1001"), words("/papers/nonsense"));
}

#[test]
fn another_student_does_nothing_with_a_paper() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Community gardens");
    let cleo = desk.cleo();
    let words = [
        ("reason", "Mine."),
        ("question", "Mine?"),
        ("answer", "Mine!"),
    ];
    for deed in ["withdraw", "answer", "ask", "send-back", "hand-back"] {
        cleo.post(&format!("/papers/P-1001/{deed}"), &words).is(404);
    }
    let file = ("mine.txt", b"Mine." as &[u8]);
    cleo.post_file("/papers/P-1001/file", &[], file).is(404);
    assert_eq!(desk.state(number), "waiting");
    assert_eq!(desk.count("select count(*) as n from events"), 1);
}

#[test]
fn a_teacher_sees_nothing_even_of_a_student_who_agreed() {
    let desk = Desk::open();
    crate::deeds::send_for_tess(&desk, true);
    let tess = desk.seat("tess@example.edu");
    sees_nothing(&tess);
    tess.get("/papers").is(403);
    tess.get("/papers/all").is(403);
}

#[test]
fn a_tutor_sees_papers_that_wait_and_not_those_of_a_colleague() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Community gardens");
    let bea = desk.bea();
    bea.get("/papers/P-1001").is(200).says("Community gardens");
    give(&desk, number, "ben@example.edu");
    sees_nothing(&bea);
    bea.get("/desk/P-1001").is(404);
    desk.ben().get("/papers/P-1001").is(200);
}

#[test]
fn a_tutor_no_longer_sees_a_paper_that_a_colleague_took_over() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Community gardens");
    give(&desk, number, "ben@example.edu");
    let reason = [("reason", "Not my field.")];
    desk.ben().post("/desk/P-1001/hand-back", &reason).is(303);
    desk.ben().get("/papers/P-1001").is(200);
    give(&desk, number, "bea@example.edu");
    sees_nothing(&desk.ben());
}

#[test]
fn a_returned_paper_is_for_its_student_its_tutor_and_those_who_oversee() {
    let desk = Desk::open();
    returned(&desk);
    for email in [
        "ada@example.edu",
        "ben@example.edu",
        "cora@example.edu",
        "odo@example.edu",
    ] {
        desk.seat(email)
            .get("/papers/P-1001/feedback")
            .is(200)
            .says("Your second paragraph carries the paper.");
    }
    sees_nothing(&desk.bea());
    sees_nothing(&desk.seat("tess@example.edu"));
}

#[test]
fn a_student_does_not_read_why_a_tutor_handed_their_paper_back() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Community gardens");
    give_to_ben_who_begins(&desk, number);
    let reason = [("reason", "I taught this student last year.")];
    desk.ben().post("/desk/P-1001/hand-back", &reason).is(303);
    let page = desk.ada().get("/papers/P-1001");
    page.says("It went back to the queue; somebody else will read it");
    assert!(!page.words().contains("last year"));
    desk.cora()
        .get("/papers/P-1001")
        .says("I taught this student last year.");
}

#[test]
fn a_student_sees_nothing_of_mail_to_others() {
    let desk = Desk::open();
    send_in(&desk, &desk.ada(), "Community gardens");
    desk.carry();
    let words = desk.ada().get("/papers/P-1001").words();
    assert!(!words.contains("cora@example.edu"), "{words}");
    desk.cora().get("/papers/P-1001").says("cora@example.edu");
}

#[test]
fn somebody_who_is_signed_out_is_asked_to_sign_in_and_sees_nothing() {
    let desk = Desk::open();
    send_in(&desk, &desk.ada(), "Community gardens");
    let stranger = desk.stranger();
    for place in ["/papers/P-1001", "/papers/P-7777"] {
        let answer = stranger.get(place);
        answer.is(303);
        assert!(
            answer
                .location()
                .starts_with("/sign-in?next=%2Fpapers%2FP-")
        );
    }
    stranger.post("/papers/P-1001/withdraw", &[]).is(401);
}

#[test]
fn a_form_on_another_site_does_nothing() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Community gardens");
    desk.ada()
        .post_from_elsewhere("/papers/P-1001/withdraw", &[])
        .is(403);
    assert_eq!(desk.state(number), "waiting");
}
