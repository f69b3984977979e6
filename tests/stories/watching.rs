//! The watch over papers on which nothing moves: each matter is told once, to whoever can help it first.

use paperdesk::assignments;
use paperdesk::papers::PaperNumber;
use paperdesk::watch;

use crate::deeds::{flash, give, give_to_ben_who_begins, id, mails_after, paper, told_after};
use crate::desk::{Desk, Mail};
use crate::telling_everyone::send_in;

const HOUR: i64 = 60;

/// One round of the watch, as the server makes one each minute.
fn watch(desk: &Desk) {
    for numbers in watch::portions(&desk.look(watch::look)) {
        desk.deed(move |tx| watch::tell(tx, &numbers));
    }
}

/// What is sent because so much time went by; the watch looks at its end.
fn mails_in(desk: &Desk, minutes: i64) -> Vec<Mail> {
    desk.minutes_pass(minutes);
    mails_after(desk, || watch(desk))
}

fn told_in(desk: &Desk, minutes: i64) -> Vec<String> {
    let mails = mails_in(desk, minutes);
    mails.into_iter().map(|mail| mail.to).collect()
}

fn kinds(desk: &Desk, number: PaperNumber) -> Vec<String> {
    let all = desk.look(|tx| paperdesk::events::of_paper(tx, number));
    all.iter()
        .map(paperdesk::events::Happened::sentence)
        .collect()
}

#[test]
fn a_paper_that_nobody_takes_is_told_to_coordinators_once() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    desk.carry();
    assert_eq!(told_in(&desk, 11 * HOUR), [""; 0]);
    assert_eq!(told_in(&desk, HOUR), ["cora@example.edu"]);
    assert_eq!(told_in(&desk, HOUR), [""; 0]);
    desk.cora()
        .get("/assign")
        .says("Needs attention")
        .says("Nobody took it");
    assert_eq!(kinds(&desk, number)[1], "Nobody took it for a while");
    give(&desk, number, "ben@example.edu");
    let page = desk.cora().get("/assign");
    assert!(
        !page.words().contains("Needs attention"),
        "{}",
        page.words()
    );
}

#[test]
fn a_paper_that_is_not_begun_is_told_to_its_tutor_and_then_to_coordinators() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    give(&desk, number, "ben@example.edu");
    desk.minutes_pass(10);
    desk.carry();
    let mails = mails_in(&desk, 12 * HOUR);
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].to, "ben@example.edu");
    assert_eq!(mails[0].subject(), "[P-1001] Gardens");
    assert!(mails[0].text.contains("and not begun"), "{}", mails[0].text);
    assert_eq!(told_in(&desk, 12 * HOUR), ["cora@example.edu"]);
    assert_eq!(told_in(&desk, 4 * HOUR), [""; 0]);
}

#[test]
fn three_quarters_are_told_to_tutor_and_coordinator_and_the_end_to_the_student_with_a_new_time() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    give_to_ben_who_begins(&desk, number);
    let at_risk = told_in(&desk, 36 * HOUR);
    assert_eq!(at_risk, ["ben@example.edu", "cora@example.edu"]);
    let missed = mails_in(&desk, 12 * HOUR);
    let to: Vec<&str> = missed.iter().map(|mail| mail.to.as_str()).collect();
    assert_eq!(
        to,
        ["ada@example.edu", "ben@example.edu", "cora@example.edu"]
    );
    // It is Wednesday, twenty past nine, and half of 48 opening hours are added.
    let says = "We expect it by Thu 5 Nov 2026, 09:20 now. Ben Okafor has it";
    assert!(
        missed[0].text.replace('\n', " ").contains(says),
        "{}",
        missed[0].text
    );
    assert_eq!(told_in(&desk, 2 * HOUR), [""; 0]);
    desk.ada()
        .get("/papers/P-1001")
        .says("We are late, and we are sorry. We expect it by tomorrow 09:20.")
        .says("We missed our promise");
    desk.cora().get("/assign").says("Promise missed");
    let happened = kinds(&desk, number);
    assert!(
        happened.contains(&"The promise was missed".to_owned()),
        "{happened:?}"
    );
}

#[test]
fn a_paper_with_work_on_it_is_not_idle_until_the_work_stops() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    give_to_ben_who_begins(&desk, number);
    desk.minutes_pass(11 * HOUR);
    let form = [("letter", "Dear Ada,")];
    desk.ben().post("/desk/P-1001/letter", &form).is(303);
    assert_eq!(told_in(&desk, 11 * HOUR), [""; 0]);
    let mails = mails_in(&desk, HOUR);
    assert_eq!(mails[0].to, "ben@example.edu");
    assert!(
        mails[0].text.contains("written nothing"),
        "{}",
        mails[0].text
    );
}

#[test]
fn a_student_who_does_not_answer_is_asked_once_more_and_then_coordinators_hear_of_it() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    give_to_ben_who_begins(&desk, number);
    let question = [("question", "Which assignment is it?")];
    desk.ben().post("/desk/P-1001/ask", &question).is(303);
    desk.carry();
    let mails = mails_in(&desk, 72 * HOUR);
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].to, "ada@example.edu");
    assert!(
        mails[0].text.contains("    Which assignment is it?"),
        "{}",
        mails[0].text
    );
    assert_eq!(told_in(&desk, 96 * HOUR), ["cora@example.edu"]);
    assert_eq!(told_in(&desk, 96 * HOUR), [""; 0]);
}

#[test]
fn a_claim_that_runs_out_is_told_to_its_tutor_before() {
    let desk = Desk::open();
    send_in(&desk, &desk.ada(), "Gardens");
    desk.ben().post("/desk/P-1001/claim", &[]).is(303);
    desk.minutes_pass(10);
    desk.carry();
    told_in(&desk, 12 * HOUR);
    let mails = mails_in(&desk, 8 * HOUR);
    assert_eq!(mails.len(), 1);
    assert!(mails[0].text.contains("Your claim on"), "{}", mails[0].text);
}

#[test]
fn late_papers_after_downtime_are_one_mail_to_each_and_no_flood() {
    let desk = Desk::open();
    for n in 1..=12 {
        send_in(&desk, &desk.ada(), &format!("Gardens {n}"));
    }
    desk.carry();
    let mails = mails_in(&desk, 9 * 24 * HOUR);
    let to_cora: Vec<&Mail> = mails
        .iter()
        .filter(|mail| mail.to == "cora@example.edu")
        .collect();
    assert_eq!(to_cora.len(), 1);
    assert_eq!(to_cora[0].subject(), "12 papers need you");
    assert_eq!(mails.len(), 13, "and one to the student for each");
    assert_eq!(told_in(&desk, HOUR), [""; 0]);
    let silent = "select count(*) as n from notices where seq is null";
    assert_eq!(
        desk.count(silent),
        12,
        "that nobody took them was not said beside it"
    );
}

#[test]
fn what_moved_meanwhile_is_left_alone() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    desk.minutes_pass(12 * HOUR);
    let found = desk.look(watch::look);
    assert_eq!(found, [number]);
    desk.ada().post("/papers/P-1001/withdraw", &[]).is(303);
    assert_eq!(desk.deed(move |tx| watch::tell(tx, &found)), 0);
}

#[test]
fn where_names_are_hidden_no_letter_of_the_watch_tells_a_tutor_who_wrote() {
    let desk = Desk::open();
    desk.deed(|tx| {
        let ways = paperdesk::centre::ways(tx)?;
        let blind = paperdesk::centre::Ways {
            blind: true,
            ..ways
        };
        paperdesk::centre::settle_ways(tx, &blind)
    });
    let number = send_in(&desk, &desk.ada(), "Gardens");
    give_to_ben_who_begins(&desk, number);
    let mails = mails_in(&desk, 48 * HOUR);
    let to_ben = mails
        .iter()
        .find(|mail| mail.to == "ben@example.edu")
        .unwrap();
    assert!(!to_ben.text.contains("King"), "{}", to_ben.text);
}

#[test]
fn a_tutor_who_is_disabled_passes_all_papers_on_in_the_same_step() {
    let desk = Desk::open();
    let one = send_in(&desk, &desk.ada(), "Gardens");
    let two = send_in(&desk, &desk.cleo(), "Rivers");
    give_to_ben_who_begins(&desk, one);
    give(&desk, two, "ben@example.edu");
    let question = [("question", "Which assignment is it?")];
    desk.ben().post("/desk/P-1001/ask", &question).is(303);
    let (ben, bea) = (id(&desk, "ben@example.edu"), id(&desk, "bea@example.edu"));
    let place = format!("/people/{ben}/disable");
    let cora = desk.cora();
    cora.get(&format!("/people/{ben}"))
        .says("What happens to their papers?");
    cora.post(&place, &[])
        .is(422)
        .says("Choose what happens to their papers");
    desk.ben().get("/desk").is(200);
    let told = told_after(&desk, || {
        cora.post(&place, &[("onward", &bea)]).is(303);
    });
    assert!(!told.contains(&"ben@example.edu".to_owned()), "{told:?}");
    for number in [one, two] {
        assert_eq!(paper(&desk, number).tutor.unwrap().email, "bea@example.edu");
    }
    assert_eq!(desk.state(one), "needs_info");
    let open = desk.person("ben@example.edu");
    assert!(open.disabled);
    assert_eq!(desk.look(|tx| assignments::open_of(tx, open.id)), 0);
}

#[test]
fn papers_of_a_disabled_tutor_may_go_back_to_the_queue_and_nothing_moves_where_one_cannot_be_taken()
{
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    let (ben, ada) = (id(&desk, "ben@example.edu"), id(&desk, "ada@example.edu"));
    let roles = [("role", "student"), ("role", "tutor")];
    let cora = desk.cora();
    cora.post(&format!("/people/{ada}/roles"), &roles).is(303);
    give_to_ben_who_begins(&desk, number);
    let place = format!("/people/{ben}/disable");
    cora.post(&place, &[("onward", &ada)])
        .is(422)
        .says("Choose another tutor: this one cannot take P-1001");
    assert!(!desk.person("ben@example.edu").disabled);
    let answer = cora.post(&place, &[("onward", "queue")]);
    assert!(flash(answer.is(303)).starts_with("They may not come in any more."));
    assert_eq!(desk.state(number), "waiting");
}
