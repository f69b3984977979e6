//! What is found, for whom, and what is said of what cannot be understood.

use paperdesk::people;

use super::{listed, send};
use crate::deeds::{give, give_to_ben_who_begins, id};
use crate::desk::Desk;
use crate::telling_everyone::send_in;

#[test]
fn the_whole_language_finds_one_paper() {
    let desk = Desk::open();
    send_in(&desk, &desk.cleo(), "Rivers");
    let number = send(
        &desk,
        &desk.ada(),
        ("Gardens", &"zebra ".repeat(30)),
        "2026-11-04",
    );
    give_to_ben_who_begins(&desk, number);
    desk.minutes_pass(60 * 24 * 14);
    let cora = desk.cora();
    for q in [
        "is:marking",
        "tutor:ben",
        "tutor:okafor",
        "course:\"SOC 201\"",
        "late:yes is:marking",
        "words>20 words<=30",
        "draft:1 from:ada",
        "from:ada@example.edu",
        "due<3d -due:none",
        "promised<today is:marking",
        "zebra",
        "garden zebra",
        "kohlrabi",
        "\"kohlrabi argument\"",
        "soc king",
        "is:marking tutor:ben course:\"SOC 201\" late:yes words>20 draft:1 from:ada due<3d zebra",
        "-is:waiting",
        "-from:cleo",
        "-tutor:none",
    ] {
        assert_eq!(listed(&cora, q), ["P-1002"], "{q}");
    }
    for q in [
        "tutor:bea",
        "from:cleo zebra",
        "words>30",
        "\"argument kohlrabi\"",
        "is:returned",
        "-zebra from:ada",
        "due:none zebra",
        "late:no zebra",
    ] {
        assert_eq!(listed(&cora, q), [] as [&str; 0], "{q}");
    }
    assert_eq!(listed(&cora, "is:marking is:waiting"), ["P-1002", "P-1001"]);
    assert_eq!(listed(&cora, "tutor:none"), ["P-1001"]);
}

#[test]
fn what_is_not_understood_is_said_and_stays_in_the_box() {
    let desk = Desk::open();
    send_in(&desk, &desk.ada(), "Gardens");
    let page = desk
        .cora()
        .get("/papers/all?q=is:wating%20gardens%20tutor:zoe");
    page.is(200)
        .says("is: takes waiting")
        .says("No tutor is called “zoe”.")
        .says("No paper fits this search.");
    assert!(
        page.body()
            .contains("value=\"is:wating gardens tutor:zoe\"")
    );
    for q in [
        "%22",
        "%00",
        "*",
        "a%20AND",
        "NEAR(a%20b)",
        "{title}:a",
        "%F0%9F%8C%BB",
        "a%22%20OR%20%22b",
        "-%22",
        "due%3C99999999999d",
        "%FF",
    ] {
        desk.cora().get(&format!("/papers/all?q={q}")).is(200);
    }
}

#[test]
fn a_reference_alone_leads_to_the_paper() {
    let desk = Desk::open();
    send_in(&desk, &desk.ada(), "Gardens");
    assert_eq!(
        desk.cora().get("/papers/all?q=p1001").location(),
        "/papers/P-1001"
    );
    desk.cora()
        .get("/papers/all?q=P-7777")
        .is(200)
        .says("No paper fits this search.");
}

#[test]
fn fields_become_a_search_and_words_stay() {
    let desk = Desk::open();
    let asked = "/papers/all?narrow=yes&q=gardens%20words%3E5&is=waiting&is=marking&late=yes&tutor=Ben%20Okafor&course=SOC%20201";
    let to = desk.cora().get(asked).location().to_owned();
    let q = url::form_urlencoded::parse(to.split_once('?').unwrap().1.as_bytes())
        .next()
        .unwrap()
        .1
        .into_owned();
    assert_eq!(
        q,
        "is:waiting is:marking late:yes tutor:\"Ben Okafor\" course:\"SOC 201\" gardens words>5"
    );
    let page = desk.cora().get(&to);
    page.is(200);
    let body = page.body();
    assert!(
        body.contains("name=\"q\" value=\"gardens words&gt;5\""),
        "{body}"
    );
    assert!(
        body.contains("value=\"Ben Okafor\" selected") && body.contains("value=\"SOC 201\" list")
    );
}

#[test]
fn what_changes_is_found_as_it_is_now() {
    let desk = Desk::open();
    let number = send(&desk, &desk.ada(), ("Gardens", "The quagga was here."), "");
    let cora = desk.cora();
    desk.ada()
        .post_file(
            "/papers/P-1001/file",
            &[],
            ("rivers.txt", b"The okapi was there."),
        )
        .is(303);
    assert_eq!(
        (listed(&cora, "quagga"), listed(&cora, "okapi")),
        (vec![], vec!["P-1001".to_owned()])
    );
    let ada = desk.person("ada@example.edu");
    desk.deed(move |tx| people::set_name(tx, ada.id, "Ada Lovelace"));
    assert_eq!(
        (listed(&cora, "from:king"), listed(&cora, "from:lovelace")),
        (vec![], vec!["P-1001".to_owned()])
    );
    give(&desk, number, "ben@example.edu");
    let gone =
        "delete from reading_texts where manuscript_id in (select manuscript_id from drafts)";
    desk.deed(move |tx| tx.run(gone, &[]));
    assert_eq!(
        (listed(&cora, "okapi"), listed(&cora, "gardens")),
        (vec![], vec!["P-1001".to_owned()])
    );
    // The index says of itself that it holds these words and no others.
    desk.deed(|tx| {
        tx.run(
            "insert into papers_words (papers_words, rank) values ('integrity-check', 1)",
            &[],
        )
    });
    let left =
        "select count(*) as n from papers_words_data where instr(block, cast('okapi' as blob)) > 0";
    assert_eq!(desk.count(left), 0, "an erased word is gone from the file");
}

#[test]
fn where_writers_are_hidden_nobody_is_found_by_name() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    give(&desk, number, "ben@example.edu");
    desk.settle_words();
    let finds = |q: &str| {
        desk.program("ben@example.edu")
            .get(&format!("/api/papers?q={q}"))
            .json()["items"]
            .as_array()
            .unwrap()
            .len()
    };
    assert_eq!(
        [finds("king"), finds("from:ada"), finds("gardens")],
        [1, 1, 1]
    );
    desk.deed(|tx| {
        let ways = paperdesk::centre::Ways {
            blind: true,
            ..paperdesk::centre::ways(tx)?
        };
        paperdesk::centre::settle_ways(tx, &ways)
    });
    assert_eq!(
        [
            finds("king"),
            finds("from:ada"),
            finds("-from:ada"),
            finds("gardens")
        ],
        [0, 0, 0, 1]
    );
}

#[test]
fn a_program_is_told_which_filter_it_got_wrong() {
    let desk = Desk::open();
    send_in(&desk, &desk.ada(), "Gardens");
    desk.settle_words();
    let cora = desk.program("cora@example.edu");
    assert_eq!(
        cora.get("/api/papers?q=is:wating").is(422).bad_fields(),
        ["q"]
    );
    assert_eq!(
        cora.get("/api/papers?q=is:waiting%20gardens").json()["items"][0]["reference"],
        "P-1001"
    );
}

#[test]
fn counts_are_exact_up_to_a_thousand_and_then_a_plus() {
    let desk = Desk::open();
    let copy = |many: i64| {
        format!(
        "with recursive n(i) as (select 1 union all select i + 1 from n where i < {many})
         insert into papers (id, student_id, title, course, state, draft, words, concerns, question, consent_teacher, submitted_at, promised_at, updated_at)
         select 'copy-' || hex(randomblob(8)), student_id, title, course, state, draft, words, concerns, question, 0, submitted_at, promised_at, updated_at
         from papers, n where number = 1001")
    };
    send_in(&desk, &desk.ada(), "Gardens");
    let (first, second) = (copy(999), copy(1));
    desk.deed(move |tx| tx.run(&first, &[]));
    desk.settle_words();
    for q in ["", "is:waiting", "gardens", "words>1", "is:waiting gardens"] {
        desk.cora()
            .get(&format!(
                "/papers/all?q={}",
                q.replace(' ', "%20").replace('>', "%3E")
            ))
            .says("1,000 papers");
    }
    desk.deed(move |tx| tx.run(&second, &[]));
    desk.settle_words();
    for q in ["", "is:waiting", "gardens", "words>1", "is:waiting gardens"] {
        desk.cora()
            .get(&format!(
                "/papers/all?q={}",
                q.replace(' ', "%20").replace('>', "%3E")
            ))
            .says("1,000+ papers");
    }
    // Papers that were copied behind the desk's back would trouble the invariants.
    desk.deed(|tx| tx.run("delete from papers where number > 1001", &[]));
}

#[test]
fn words_of_one_tutor_and_for_one_course_follow_the_paper_from_hand_to_hand() {
    let desk = Desk::open();
    let number = send(&desk, &desk.ada(), ("Gardens", "Gardens are green."), "");
    let cora = desk.cora();
    give(&desk, number, "ben@example.edu");
    let found = |q: &str| listed(&cora, q).len();
    assert_eq!(found("gardens tutor:ben course:\"soc 201\""), 1);
    let bea = [
        ("tutor", id(&desk, "bea@example.edu")),
        ("reason", "Ben is ill.".to_owned()),
    ];
    let bea = bea.each_ref().map(|(name, value)| (*name, value.as_str()));
    cora.post("/papers/P-1001/take-over", &bea).is(303);
    assert_eq!(
        (found("gardens tutor:ben"), found("gardens tutor:bea")),
        (0, 1)
    );
    let held = "select count(*) as n from indexed_papers where held like 'heldby% typedfor736f6320323031%'";
    assert_eq!(desk.count(held), 1, "the index knows, too");
    // What the index keeps for itself is no word of the paper.
    let of_bea = format!("heldby{}", id(&desk, "bea@example.edu"));
    assert_eq!((found(&of_bea), found("typedfor736f6320323031")), (0, 0));
}
