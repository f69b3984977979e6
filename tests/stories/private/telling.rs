//! Who is told what: one story for each row of the table, and no paper text in any mail.

use crate::deeds::{
    give, give_to_ben_who_begins, mails_after, return_letter, send_for_tess, told_after,
};
use crate::desk::Desk;
use crate::telling_everyone::send_in;

const ADA: &str = "ada@example.edu";
const BEA: &str = "bea@example.edu";
const BEN: &str = "ben@example.edu";
const CORA: &str = "cora@example.edu";
const TESS: &str = "tess@example.edu";

#[test]
fn submitted_tells_the_student_the_queue_and_a_teacher_only_if_the_student_agreed() {
    let desk = Desk::open();
    let told = told_after(&desk, || send_for_tess(&desk, false));
    assert_eq!(told, [ADA, BEA, BEN, CORA]);
    let told = told_after(&desk, || send_for_tess(&desk, true));
    assert_eq!(told, [ADA, BEA, BEN, CORA, TESS]);
}

#[test]
fn nobody_who_switched_alerts_off_hears_of_the_queue_but_a_student_always_gets_their_receipt() {
    let desk = Desk::open();
    for email in [ADA, BEN, CORA] {
        let nothing = [
            ("topics[queue]", "none"),
            ("digest_at", "08:00"),
            ("digest_days", "0"),
        ];
        desk.seat(email).post("/account/mail", &nothing).is(303);
    }
    let told = told_after(&desk, || send_in(&desk, &desk.ada(), "Gardens"));
    assert_eq!(told, [ADA, BEA]);
}

#[test]
fn a_tutor_who_may_no_longer_come_in_hears_nothing() {
    let desk = Desk::open();
    let bea = desk.person(BEA).id.0;
    desk.cora()
        .post(&format!("/people/{bea}/disable"), &[])
        .is(303);
    let told = told_after(&desk, || send_in(&desk, &desk.ada(), "Gardens"));
    assert_eq!(told, [ADA, BEN, CORA]);
}

#[test]
fn assigned_tells_the_student_who_reads_it_and_the_tutor_what_was_asked() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    let mails = mails_after(&desk, || give(&desk, number, BEN));
    assert_eq!((mails[0].to.as_str(), mails[1].to.as_str()), (ADA, BEN));
    assert_eq!(mails.len(), 2);
    assert!(mails[0].text.contains("Ben Okafor will read your paper"));
    assert!(mails[0].text.contains("Wed 4 Nov 2026, 09:00"));
    for asked in [
        "Is my main point clear?",
        "Does my introduction say anything?",
    ] {
        assert!(mails[1].text.contains(asked), "{}", mails[1].text);
    }
}

#[test]
fn handed_back_tells_the_coordinators_and_the_other_tutors() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    give_to_ben_who_begins(&desk, number);
    let told = told_after(&desk, || {
        let reason = [("reason", "My shift ends.")];
        desk.ben().post("/desk/P-1001/hand-back", &reason).is(303);
    });
    assert_eq!(told, [BEA, CORA]);
}

#[test]
fn a_question_goes_to_the_student_alone_and_the_answer_to_the_tutor_alone() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    give_to_ben_who_begins(&desk, number);
    let asked = told_after(&desk, || {
        let question = [("question", "Which style?")];
        desk.ben().post("/desk/P-1001/ask", &question).is(303);
    });
    let answered = told_after(&desk, || {
        let answer = [("answer", "Chicago.")];
        desk.ada().post("/papers/P-1001/answer", &answer).is(303);
    });
    assert_eq!((asked, answered), (vec![ADA.into()], vec![BEN.into()]));
}

#[test]
fn returned_tells_the_student_and_a_teacher_only_if_the_student_agreed() {
    let desk = Desk::open();
    let number = send_for_tess(&desk, true);
    give_to_ben_who_begins(&desk, number);
    let told = told_after(&desk, || {
        let letter = "Well begun.";
        return_letter(&desk, number, letter);
    });
    assert_eq!(told, [ADA, TESS]);
}

#[test]
fn withdrawn_tells_the_student_and_the_tutor_who_has_it() {
    let desk = Desk::open();
    let number = send_for_tess(&desk, true);
    give(&desk, number, BEN);
    desk.minutes_pass(11);
    let told = told_after(&desk, || {
        desk.ada().post("/papers/P-1001/withdraw", &[]).is(303);
    });
    assert_eq!(told, [ADA, BEN]);
}

#[test]
fn sent_back_tells_the_student_why_and_the_tutor_who_has_it() {
    let desk = Desk::open();
    let number = send_for_tess(&desk, true);
    give(&desk, number, BEN);
    desk.minutes_pass(11);
    let mails = mails_after(&desk, || {
        let reason = [("reason", "It is an exam.")];
        desk.cora()
            .post("/papers/P-1001/send-back", &reason)
            .is(303);
    });
    let told: Vec<&str> = mails.iter().map(|mail| mail.to.as_str()).collect();
    assert_eq!(told, [ADA, BEN]);
    assert!(
        mails[0].text.contains("It is an exam."),
        "{}",
        mails[0].text
    );
}

#[test]
fn a_swapped_file_and_the_beginning_of_work_tell_nobody() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    give(&desk, number, BEN);
    desk.minutes_pass(11);
    let told = told_after(&desk, || {
        let file = ("right.txt", b"The right one." as &[u8]);
        desk.ada()
            .post_file("/papers/P-1001/file", &[], file)
            .is(303);
        desk.ben().post("/desk/P-1001/begin", &[]).is(303);
    });
    assert_eq!(told, Vec::<String>::new());
}

#[test]
fn no_word_of_the_paper_and_no_word_of_the_letter_is_in_any_mail() {
    let desk = Desk::open();
    let number = send_for_tess(&desk, true);
    give_to_ben_who_begins(&desk, number);
    let letter = "Your second paragraph carries the paper.";
    return_letter(&desk, number, letter);
    send_in(&desk, &desk.ada(), "Rivers");
    let reason = [("reason", "It is an exam.")];
    desk.cora()
        .post("/papers/P-1002/send-back", &reason)
        .is(303);
    desk.minutes_pass(10);
    let mails = desk.carry();
    assert_eq!(mails.len(), 14);
    for mail in mails {
        for secret in ["described as a cure", "second paragraph"] {
            assert!(!mail.text.contains(secret), "{}", mail.text);
        }
    }
}
