//! All that a search finds, chosen at once: also those on later pages, and none that was moved meanwhile.

use paperdesk::papers::PaperNumber;
use paperdesk::people::{self, Email, Role};

use crate::deeds::{flash, give, handed_in, id, paper};
use crate::desk::Desk;
use crate::finding_tutors::takes;
use crate::seat::{Answer, Seat};

/// So many papers that wait, P-1001 and on: nobody sends twenty a day.
fn sent(desk: &Desk, papers: i64) {
    desk.deed(move |tx| {
        for n in 0..papers {
            let email = format!("student{}@example.edu", n / 15);
            let known = people::find_by_email(tx, &Email::parse(&email).unwrap())?;
            let student = match known {
                Some(student) => student,
                None => people::add(tx, &email, "Stu Dent", &[Role::Student])?,
            };
            handed_in(tx, &student)?;
        }
        Ok(())
    });
}

/// What the form of a page sends along unseen.
fn kept(page: &Answer) -> Vec<(String, String)> {
    let body = page.body();
    let form = body.split("id=\"deed\"").nth(1).unwrap();
    let form = form.split("</form>").next().unwrap();
    let hidden = form.split("<input type=\"hidden\" name=\"").skip(1);
    hidden
        .map(|rest| {
            let (name, rest) = rest.split_once("\" value=\"").unwrap();
            (name.to_owned(), rest.split('"').next().unwrap().to_owned())
        })
        .collect()
}

/// Sends the form of a page with what somebody typed.
fn send(seat: &Seat<'_>, path: &str, page: &Answer, typed: &[(&str, &str)]) -> Answer {
    let kept = kept(page);
    let kept = kept
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    let fields: Vec<_> = kept.chain(typed.iter().copied()).collect();
    seat.post(path, &fields)
}

const ALL_WAITING: &str = "every=yes&list=is:waiting";
const LONGER: [(&str, &str); 2] = [("hours", "5"), ("reason", "Two of us are ill.")];

#[test]
fn all_papers_that_fit_a_search_are_given_at_once_though_the_list_shows_fifty() {
    let desk = Desk::open();
    sent(&desk, 60);
    takes(&desk, "ben@example.edu", 100);
    let cora = desk.cora();
    let list = cora.get("/papers/all?q=is:waiting");
    list.says("Select all 60 that fit, not only those on this page");
    let page = cora.get(&format!("/papers/all/give?{ALL_WAITING}&papers=P-1003"));
    page.says("60 papers")
        .says("60 wait and are given. These are all papers of the list “is:waiting”");
    let ben = id(&desk, "ben@example.edu");
    let told = send(&cora, "/papers/all/give", &page, &[("tutor", &ben)]);
    assert!(
        flash(&told).starts_with("60 papers are given."),
        "{}",
        flash(&told)
    );
    assert_eq!(told.location(), "/papers/all?q=is%3Awaiting");
    let given = "select count(*) as n from papers where state = 'assigned'";
    assert_eq!(desk.count(given), 60);
}

#[test]
fn a_paper_that_was_moved_meanwhile_stays_as_it_is_and_is_named() {
    let desk = Desk::open();
    sent(&desk, 3);
    let cora = desk.cora();
    let page = cora.get(&format!("/papers/all/send-back?{ALL_WAITING}"));
    give(&desk, PaperNumber(1002), "bea@example.edu");
    sent(&desk, 1);
    let after = send(
        &cora,
        "/papers/all/send-back",
        &page,
        &[("reason", "We are closed.")],
    );
    after
        .is(200)
        .says("2 papers are sent back, and each student is told why. One was not:")
        .says("P-1002 stays as it is: it does not fit “is:waiting” any more.");
    let states = [1001, 1002, 1003, 1004].map(|number| desk.state(PaperNumber(number)));
    let expected = ["sent_back", "assigned", "sent_back", "waiting"];
    assert_eq!(states, expected, "what came in meanwhile was not looked at");
}

#[test]
fn a_form_that_is_sent_twice_is_done_once() {
    let desk = Desk::open();
    sent(&desk, 2);
    let (cora, was) = (desk.cora(), paper(&desk, PaperNumber(1001)).promised_at);
    let page = cora.get("/papers/all/extend?papers=P-1001&papers=P-1002");
    page.says("2 are promised anew.");
    for _ in 0..2 {
        let told = send(&cora, "/papers/all/extend", &page, &LONGER);
        assert!(
            flash(&told).starts_with("2 papers are promised anew"),
            "the second click is told what the first did"
        );
    }
    let hours = |desk: &Desk| (paper(desk, PaperNumber(1001)).promised_at.0 - was.0) / 3_600_000;
    assert_eq!(hours(&desk), 5);
    // Whoever goes back and types something else means something else.
    let more = [("hours", "2"), ("reason", "Two of us are ill.")];
    send(&cora, "/papers/all/extend", &page, &more).is(303);
    assert_eq!(hours(&desk), 7);
}

#[test]
fn more_papers_than_go_together_are_not_chosen_by_half() {
    let desk = Desk::open();
    sent(&desk, 1);
    let copies = "with recursive n(i) as (select 1 union all select i + 1 from n where i < 1000)
         insert into papers (id, student_id, title, course, state, draft, words, concerns, question, consent_teacher, submitted_at, promised_at, updated_at)
         select 'copy-' || i, student_id, title, course, state, draft, words, concerns, question, 0, submitted_at, promised_at, updated_at
         from papers, n where number = 1001";
    desk.deed(move |tx| tx.run(copies, &[]));
    let cora = desk.cora();
    cora.get("/papers/all?q=is:waiting")
        .says("To select all that fit, narrow the search to at most 1,000 papers.");
    let page = cora.get(&format!("/papers/all/give?{ALL_WAITING}"));
    page.is(200).says("More than 1,000 papers fit.");
    assert!(
        !page.body().contains("id=\"deed\""),
        "there is nothing to send"
    );
    // What is not understood would choose more than was meant.
    let page = cora.get("/papers/all/give?every=yes&list=is:wating");
    assert_eq!(page.location(), "/papers/all?q=is%3Awating");
    desk.deed(|tx| tx.run("delete from papers where number > 1001", &[]));
}
