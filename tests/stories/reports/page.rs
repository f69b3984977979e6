//! The page and its files.

use paperdesk::papers::PaperNumber;
use paperdesk::reports::{self, Typed};

use crate::deeds::{give_to_ben_who_begins, id};
use crate::desk::Desk;
use crate::seat::Seat;
use crate::telling_everyone::send_in;

const HOUR: i64 = 60;

/// Sends in a paper for a course.
fn send_for_course(student: &Seat<'_>, title: &str) {
    let typed = [
        ("title", title),
        ("course", "SOC 201"),
        ("concerns", "I am not sure"),
        ("text", "Rivers are long."),
    ];
    let check = student.post("/submit", &typed);
    student
        .post(&format!("{}/send", check.location()), &[])
        .is(303);
}

/// Ben returns what he has.
fn return_it(desk: &Desk, number: PaperNumber) {
    let ben = desk.ben();
    let letter = [("letter", "Dear Ada, thank you.")];
    ben.post(&format!("/desk/{number}/letter"), &letter).is(303);
    ben.post(&format!("/desk/{number}/return"), &[]).is(303);
}

fn figures(desk: &Desk) -> reports::Figures {
    let asked = Typed::default().read("2026-11-08").unwrap();
    desk.look(|tx| reports::report(tx, &asked)).figures
}

#[test]
fn a_paper_is_counted_with_how_long_it_waited_and_was_marked() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    desk.minutes_pass(3 * HOUR);
    give_to_ben_who_begins(&desk, number);
    desk.minutes_pass(5 * HOUR);
    return_it(&desk, number);
    let figures = figures(&desk);
    assert_eq!((figures.count.papers, figures.count.returned), (1, 1));
    let took = &figures.turnaround;
    assert_eq!(
        (took.waiting.p50, took.marking.p50, took.whole.p50),
        (3 * 3600, 5 * 3600 + 600, 8 * 3600 + 600)
    );
    assert_eq!((figures.promises.kept, figures.promises.judged()), (1, 1));
}

#[test]
fn a_question_to_the_student_stops_the_clock_and_the_promise_it_moved_is_told_apart() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    give_to_ben_who_begins(&desk, number);
    let question = [("question", "Is there a page missing?")];
    desk.ben().post("/desk/P-1001/ask", &question).is(303);
    desk.minutes_pass(72 * HOUR);
    let answer = [("answer", "No, it is all there.")];
    desk.ada().post("/papers/P-1001/answer", &answer).is(303);
    desk.minutes_pass(HOUR);
    return_it(&desk, number);
    let figures = figures(&desk);
    assert_eq!(figures.turnaround.whole.p50, 3600 + 600);
    assert_eq!((figures.promises.kept, figures.promises.kept_moved), (0, 1));
}

#[test]
fn a_return_that_was_taken_back_does_not_count_until_it_goes_out_again() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    give_to_ben_who_begins(&desk, number);
    return_it(&desk, number);
    desk.minutes_pass(5);
    desk.ben().post("/desk/P-1001/return/undo", &[]).is(303);
    assert_eq!(
        (figures(&desk).count.returned, figures(&desk).count.open),
        (0, 1)
    );
    desk.minutes_pass(2 * HOUR);
    return_it(&desk, number);
    assert_eq!(figures(&desk).turnaround.whole.p50, 2 * 3600 + 15 * 60);
}

#[test]
fn the_next_draft_is_counted_by_itself_under_its_own_promise() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    give_to_ben_who_begins(&desk, number);
    return_it(&desk, number);
    desk.minutes_pass(20);
    let typed = [("text", "A second draft, with a claim in its first line.")];
    desk.ada().post("/papers/P-1001/next", &typed).is(303);
    desk.minutes_pass(7 * 24 * HOUR);
    let figures = figures(&desk);
    assert_eq!((figures.count.papers, figures.count.next_drafts), (1, 1));
    assert_eq!((figures.promises.kept, figures.promises.missed), (1, 1));
}

#[test]
fn small_numbers_are_hidden_on_the_page_and_in_every_file_and_shown_to_whoever_asks_for_them() {
    let desk = Desk::open();
    send_for_course(&desk.ada(), "Gardens");
    send_for_course(&desk.cleo(), "Rivers");
    let cora = desk.cora();
    let course = "/reports?course=SOC+201";
    cora.get(course)
        .says("Fewer than five students are behind these figures");
    cora.get(&format!("{course}&whole=yes"))
        .says("Small numbers are shown.")
        .says("Papers 2");
    let file = cora.get("/reports/courses.csv?course=SOC+201&whole=yes");
    assert!(!file.body().contains("SOC 201,2"), "{}", file.body());
    let all = cora.get("/reports/courses.csv?whole=yes").body();
    assert!(all.contains("1 smaller course,2,hidden"), "{all}");
    assert_eq!(cora.get("/reports/research.csv").body().lines().count(), 1);
}

#[test]
fn a_report_says_what_is_not_there_yet() {
    let desk = Desk::open();
    desk.cora()
        .get("/reports")
        .says("Nothing came in on these days");
    send_in(&desk, &desk.ada(), "Gardens");
    let page = desk.cora().get("/reports");
    page.says("Pictures appear after the first five returned drafts.");
    assert!(page.body().contains("class=\"picture to-come\""));
}

#[test]
fn days_that_are_none_are_refused_at_their_field_and_what_was_typed_stays() {
    let desk = Desk::open();
    let cora = desk.cora();
    let page = cora.get("/reports?from=2026-02-30&to=2026-03-01");
    page.is(422).says("Enter a real date, like 2026-09-14");
    assert!(page.body().contains("value=\"2026-02-30\""));
    cora.get("/reports?from=2020-01-01").is(422);
    cora.get("/reports/weeks.csv?from=2020-01-01").is(422);
    cora.get("/reports/nothing.csv").is(404);
    cora.get("/reports/weeks").is(404);
}

#[test]
fn a_file_for_teachers_names_only_students_who_agreed() {
    let desk = Desk::open();
    desk.deed(|tx| paperdesk::papers::courses::settle(tx, "SOC 201", "Cities", "tess@example.edu"));
    send_for_course(&desk.ada(), "Gardens");
    send_for_course(&desk.cleo(), "Rivers");
    desk.deed(|tx| tx.run("update papers set consent_teacher = (number = 1001)", &[]));
    let file = desk.cora().get("/reports/teachers.csv");
    let body = file.body();
    let lines: Vec<&str> = body.lines().collect();
    assert_eq!(
        lines[1..],
        ["Tess Adler,tess@example.edu,SOC 201,Ada King,ada@example.edu,P-1001,2026-11-02,"]
    );
}

#[test]
fn whoever_is_turned_away_is_counted_once_a_day() {
    let desk = Desk::open();
    desk.deed(|tx| {
        let centre = paperdesk::centre::find(tx)?.unwrap_or_default();
        let one_a_week = paperdesk::centre::Centre {
            papers_a_week: 1,
            ..centre
        };
        paperdesk::centre::settle(tx, &one_a_week)
    });
    send_in(&desk, &desk.ada(), "Gardens");
    for title in ["Rivers", "Towns"] {
        let typed = [
            ("title", title),
            ("concerns", "I am not sure"),
            ("text", "Rivers are long."),
        ];
        let check = desk.ada().post("/submit", &typed);
        desk.ada()
            .post(&format!("{}/send", check.location()), &[])
            .is(429);
    }
    assert_eq!(
        desk.count("select count(*) as n from turned_away where whose = 'student'"),
        1
    );
    desk.cora()
        .get("/reports?whole=yes")
        .says("as many as one student may send were sent 1");
}

#[test]
fn one_tutors_report_is_about_what_they_returned_and_have() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    send_in(&desk, &desk.cleo(), "Rivers");
    give_to_ben_who_begins(&desk, number);
    return_it(&desk, number);
    let ben = id(&desk, "ben@example.edu");
    let page = desk.cora().get(&format!("/reports?whole=yes&tutor={ben}"));
    page.says("1 paper and 0 next drafts came from 1 student");
    desk.cora()
        .get("/reports?whole=yes&nameless=yes")
        .says("Tutor 1");
}

#[test]
fn a_table_is_sorted_by_the_links_in_its_head() {
    let desk = Desk::open();
    send_for_course(&desk.ada(), "Gardens");
    send_for_course(&desk.cleo(), "Rivers");
    send_in(&desk, &desk.ada(), "Towns");
    let cora = desk.cora();
    let courses = |sort: &str| {
        let body = cora.get(&format!("/reports?whole=yes&sort={sort}")).body();
        let table = body
            .split("id=\"courses\"")
            .nth(1)
            .unwrap()
            .split("</table>")
            .next()
            .unwrap()
            .to_owned();
        let named = table
            .split("<th scope=\"row\">")
            .skip(1)
            .map(|row| row.split('<').next().unwrap().to_owned());
        (named.collect::<Vec<_>>(), table.replace("&#x2F;", "/"))
    };
    let (usual, table) = courses("");
    assert_eq!(usual, ["SOC 201", "Not for a course"]);
    assert!(
        !table.contains("aria-sort") && table.contains("whole=yes&amp;sort=courses.drafts#courses"),
        "{table}"
    );
    let (rising, table) = courses("courses.drafts.up");
    assert_eq!(rising, ["Not for a course", "SOC 201"]);
    // The same head turns it round again.
    assert!(
        table.contains("aria-sort=\"ascending\"><a href=")
            && table.contains("sort=courses.drafts#courses"),
        "{table}"
    );
    assert_eq!(
        courses("courses.course.up").0,
        ["Not for a course", "SOC 201"]
    );
    for wrong in ["courses", "courses.nothing", "weeks.papers", "%00.%22"] {
        assert_eq!(courses(wrong).0, usual, "{wrong}");
    }
}
