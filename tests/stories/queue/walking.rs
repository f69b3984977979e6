//! Views that are kept, the way through a list, and all of it as a table.

use super::{listed, plain, send};
use crate::deeds::{flash, give, id};
use crate::desk::Desk;
use crate::telling_everyone::send_in;

#[test]
fn a_view_is_a_link_of_ones_own_or_of_all_coordinators() {
    let desk = Desk::open();
    send_in(&desk, &desk.ada(), "Gardens");
    let own = [("name", "Mine"), ("q", "is:waiting words>2")];
    assert_eq!(
        flash(&desk.cora().post("/papers/all/views", &own)),
        "“Mine” is kept as a view."
    );
    desk.cora()
        .post(
            "/papers/all/views",
            &[("name", "Ours"), ("q", "late:yes"), ("shared", "yes")],
        )
        .is(303);
    let link = "href=\"/papers/all?q=is%3Awaiting+words%3E2\"";
    assert!(plain(&desk.cora().get("/papers/all")).contains(link));
    let odo = desk.odo().get("/papers/all").body();
    assert!(
        odo.contains(">Ours <") && !odo.contains("Mine"),
        "one's own is nobody else's"
    );
    for (wrong, says) in [
        (
            [("name", ""), ("q", "late:yes")],
            "Enter what the view is called",
        ),
        (
            [("name", "Mine"), ("q", "late:yes")],
            "There is already a view with this name",
        ),
        ([("name", "New"), ("q", "is:wating")], "is: takes waiting"),
        ([("name", "New"), ("q", " ")], "Search for something before"),
    ] {
        desk.cora()
            .post("/papers/all/views", &wrong)
            .is(422)
            .says(says);
    }
    desk.odo().post("/papers/all/views/1/remove", &[]).is(404);
    desk.cora().post("/papers/all/views/1/remove", &[]).is(303);
    desk.odo().post("/papers/all/views/2/remove", &[]).is(303);
    assert_eq!(desk.count("select count(*) as n from views"), 0);
}

#[test]
fn the_same_list_is_walked_through_on_the_papers_pages() {
    let desk = Desk::open();
    for title in ["Gardens", "Rivers", "Towns", "Hills"] {
        send_in(&desk, &desk.ada(), title);
    }
    let number = paperdesk::papers::PaperNumber(1002);
    give(&desk, number, "ben@example.edu");
    let cora = desk.cora();
    assert_eq!(listed(&cora, "is:waiting"), ["P-1004", "P-1003", "P-1001"]);
    let page = plain(&cora.get("/papers/P-1003?list=is:waiting"));
    assert!(
        page.contains("rel=\"prev\" href=\"/papers/P-1004?list=is%3Awaiting\""),
        "{page}"
    );
    assert!(
        page.contains("rel=\"next\" href=\"/papers/P-1001?list=is%3Awaiting\""),
        "{page}"
    );
    assert!(page.contains("href=\"/papers/all?q=is%3Awaiting\""));
    let first = plain(&cora.get("/papers/P-1001?queue="));
    assert!(
        !first.contains("rel=\"prev\"")
            && first.contains("rel=\"next\" href=\"/papers/P-1003?queue=\""),
        "{first}"
    );
    // A list that was tampered with harms nobody, and is nobody else's to walk.
    cora.get("/papers/P-1003?list=%22%00is:wating%3Cscript%3E")
        .is(200);
    assert!(
        !desk
            .ada()
            .get("/papers/P-1003?list=is:waiting")
            .body()
            .contains("P-1004")
    );
}

#[test]
fn whoever_acts_on_a_papers_page_stays_on_the_walk() {
    let desk = Desk::open();
    for title in ["Gardens", "Rivers", "Towns"] {
        send_in(&desk, &desk.ada(), title);
    }
    let (cora, walk) = (desk.cora(), "list=is%3Aopen");
    let on = format!("/papers/P-1002?{walk}");
    let page = plain(&cora.get(&on));
    assert!(
        page.contains(&format!("action=\"/papers/P-1002/ask?{walk}\"")),
        "{page}"
    );
    // What went wrong is said on the walk, too.
    let again = cora.post(&format!("/papers/P-1002/ask?{walk}"), &[("question", "")]);
    assert!(plain(again.is(422)).contains(&format!("rel=\"next\" href=\"/papers/P-1001?{walk}\"")));
    let asked = cora.post(
        &format!("/papers/P-1002/ask?{walk}"),
        &[("question", "Which one?")],
    );
    assert_eq!(asked.location(), on);
    let followed = cora.post(
        &format!("/papers/P-1002/mail?{walk}"),
        &[("mail", "followed")],
    );
    assert_eq!(followed.location(), on);
    // Also where the act has a page of its own.
    let ways = [
        ("extend", vec![("hours", "5"), ("reason", "We are ill.")]),
        ("give", vec![("tutor", "ben@example.edu")]),
    ];
    for (deed, typed) in ways {
        let link = format!("/papers/all/{deed}?papers=P-1003&amp;on=P-1003&amp;{walk}");
        assert!(
            plain(&cora.get(&format!("/papers/P-1003?{walk}"))).contains(&link),
            "{deed}"
        );
        let tutor = id(&desk, "ben@example.edu");
        let typed = typed.iter().map(|(name, value)| {
            (
                *name,
                if *name == "tutor" {
                    tutor.as_str()
                } else {
                    *value
                },
            )
        });
        let form: Vec<_> = [("papers", "P-1003"), ("on", "P-1003"), ("list", "is:open")]
            .into_iter()
            .chain(typed)
            .collect();
        let told = cora.post(&format!("/papers/all/{deed}"), &form);
        assert_eq!(told.location(), format!("/papers/P-1003?{walk}"));
    }
    let ready = plain(&cora.get(&format!("/papers/P-1001?ready=1&{walk}")));
    assert!(
        ready.contains("rel=\"prev\"") && ready.contains("These are answers for an exam"),
        "{ready}"
    );
}

#[test]
fn all_of_a_view_is_a_table_without_formulas() {
    let desk = Desk::open();
    send_in(&desk, &desk.cleo(), "Rivers");
    send(
        &desk,
        &desk.ada(),
        ("=HYPERLINK(\"x\")", "Gardens are \"green\"."),
        "2026-12-04",
    );
    desk.settle_words();
    let answer = desk.cora().get("/papers/all.csv?q=from:ada");
    answer.is(200);
    let lines: Vec<String> = answer.body().split("\r\n").map(str::to_owned).collect();
    assert!(
        lines[0].starts_with("\u{FEFF}reference,title,"),
        "{lines:?}"
    );
    assert_eq!(
        lines[1],
        "P-1002,\"'=HYPERLINK(\"\"x\"\")\",Ada King,ada@example.edu,soc 201,Waiting,no,,,1,3,2026-12-04,2026-11-02 09:00,2026-11-04 09:00,2026-11-02 09:00"
    );
    assert_eq!((lines.len(), lines[2].as_str()), (3, ""));
    assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8");
    // What is not understood would make the table wider than was meant: the page says so instead.
    assert_eq!(
        desk.cora().get("/papers/all.csv?q=is:wating").location(),
        "/papers/all?q=is%3Awating"
    );
}

#[test]
fn a_long_table_has_every_paper_once() {
    let desk = Desk::open();
    send_in(&desk, &desk.ada(), "Gardens");
    let copies = "with recursive n(i) as (select 1 union all select i + 1 from n where i < 1200)
         insert into papers (id, student_id, title, course, state, draft, words, concerns, question, consent_teacher, submitted_at, promised_at, updated_at)
         select 'copy-' || i, student_id, title, course, state, draft, words, concerns, question, 0, submitted_at, promised_at, updated_at
         from papers, n where number = 1001";
    desk.deed(move |tx| tx.run(copies, &[]));
    desk.settle_words();
    let table = desk
        .cora()
        .get("/papers/all.csv?q=is:waiting%20gardens")
        .body();
    let references: std::collections::BTreeSet<&str> = table
        .lines()
        .skip(1)
        .filter_map(|line| line.split(',').next())
        .collect();
    assert_eq!((references.len(), table.lines().count()), (1201, 1202));
    desk.deed(|tx| tx.run("delete from papers where number > 1001", &[]));
}
