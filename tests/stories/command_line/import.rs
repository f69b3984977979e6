//! A whole class in one table: looked at first, then sent, each paper once.

use serde_json::Value;

use super::afar::Afar;
use crate::place::Said;

const HEAD: &str = "file,student_email,student_name,title,due_on,consent\n";

/// Ada's and Cleo's papers, and one of somebody whose file is not there.
fn with_a_class() -> Afar {
    let afar = Afar::open();
    let place = &afar.place;
    place.write("cleo.md", "# Gardens\n\nGardens are more than vegetables.");
    place.write(
        "papers.csv",
        format!(
            "{HEAD}ada.txt,ada@example.edu,Ada King,Rivers,2027-12-04,yes\n\
             ben.txt,ben@example.edu,,,,\n\
             cleo.md,cleo@example.edu,,,04.12.2027,\n"
        ),
    );
    afar
}

/// What is said of each row, without its line, student and file.
fn verdicts(said: &Said) -> Vec<&str> {
    let rows = said.out.lines().take_while(|line| !line.is_empty());
    rows.map(|row| row.splitn(4, "  ").last().unwrap().trim())
        .map(|row| row.rsplit("  ").next().unwrap())
        .collect()
}

#[test]
fn a_dry_run_looks_at_every_row_and_writes_nothing() {
    let afar = with_a_class();
    let said = afar.run(&["import", "papers.csv"]);
    assert_eq!(
        verdicts(&said),
        ["ok", "refused: there is no file ben.txt", "ok"]
    );
    assert!(
        said.out.contains("    2  ada@example.edu  ada.txt  ok\n"),
        "{said:?}"
    );
    assert!(
        said.out.contains(
            "Dry run, nothing was sent. Of 3 papers: 2 can be sent, 0 already there, 1 refused"
        ),
        "{said:?}"
    );
    assert!(
        said.out
            .ends_with("Run the same line with --send to send what can be sent.\n")
    );
    assert_eq!((said.code, said.err.as_str()), (1, ""));
    assert!(afar.papers().is_empty());
    let people = afar.place.run(&["person", "list", "--json"]).json();
    assert_eq!(people.as_array().unwrap().len(), 1);
}

#[test]
fn one_bad_row_stops_no_other_and_mended_it_alone_is_sent() {
    let afar = with_a_class();
    let send = ["import", "papers.csv", "--send", "--parallel", "1"];
    let said = afar.run(&send);
    assert_eq!(
        verdicts(&said),
        [
            "refused: there is no file ben.txt",
            "sent P-1001",
            "sent P-1002"
        ]
    );
    assert!(
        said.out.contains(
            "\nOf 3 papers: 2 sent, 0 already there, 1 refused, 0 not sent.\n    \
             3  ben@example.edu  ben.txt  refused: there is no file ben.txt\n"
        ),
        "{said:?}"
    );
    assert_eq!(said.code, 1);
    afar.place.write("ben.txt", "Seas are wide.");
    let looked = afar.run(&["import", "papers.csv"]);
    assert_eq!(
        verdicts(&looked),
        ["was already there P-1001", "ok", "was already there P-1002"]
    );
    let mended = afar.run(&send);
    assert_eq!(
        verdicts(&mended),
        [
            "was already there P-1001",
            "sent P-1003",
            "was already there P-1002"
        ]
    );
    assert_eq!(mended.code, 0);
    assert_eq!(
        afar.papers(),
        ["P-1001 Ada King", "P-1002 Cleo", "P-1003 Ben"]
    );
}

#[test]
fn what_the_desk_refuses_is_told_with_its_own_words() {
    let afar = Afar::open();
    let table = format!("{HEAD}ada.txt,cora@example.edu,,,,\nada.txt,ada@example.edu,,,,\n");
    afar.place.write("papers.csv", table);
    let said = afar.run(&["import", "papers.csv", "--send", "--parallel", "1"]);
    let why = "refused: student_email: The person with this address is not a student here";
    assert_eq!(verdicts(&said), [why, "sent P-1001"]);
    assert_eq!(said.code, 1);
}

#[test]
fn a_token_that_does_not_read_papers_sends_them_once_all_the_same() {
    let mut afar = with_a_class();
    let scope = [
        "cora@example.edu",
        "--name",
        "Sends only",
        "--scope",
        "papers:submit",
    ];
    let token = afar.place.run(&[&["token", "create"], &scope[..]].concat());
    afar.token = token.out.trim().to_owned();
    for expected in ["sent P-1001", "was already there P-1001"] {
        let said = afar.run(&["import", "papers.csv", "--send", "--parallel", "1"]);
        assert_eq!(verdicts(&said)[1], expected);
    }
    assert_eq!(afar.papers().len(), 2);
}

#[test]
fn a_row_that_stands_there_twice_is_refused_and_a_shared_file_is_noted() {
    let afar = Afar::open();
    let table = "file,student_email\nada.txt,ada@example.edu\nada.txt, Ada@example.edu\nada.txt,cleo@example.edu\n";
    afar.place.write("papers.csv", table);
    let said = afar.run(&["import", "papers.csv"]);
    let noted = "ok (the same file as in line 2)";
    assert_eq!(
        verdicts(&said),
        ["ok", "refused: the same paper as in line 2", noted]
    );
}

#[test]
fn a_table_as_excel_saves_it_is_read_as_it_is_meant() {
    let afar = Afar::open();
    let table = b"File;Student email;Student name;Due on;Consent;;\r\nada.txt;zoe@example.edu;Zo\xeb Duarte;04.12.2027;TRUE;;\r\n;;;;;;\r\n";
    afar.place.write("papers.csv", table);
    assert_eq!(afar.run(&["import", "papers.csv", "--send"]).code, 0);
    assert_eq!(afar.papers(), ["P-1001 Zo\u{eb} Duarte"]);
}

#[test]
fn a_table_that_is_none_is_refused_by_name() {
    let afar = Afar::open();
    afar.place.write(
        "papers.csv",
        "file,student_email,grade\nada.txt,ada@example.edu,1\n",
    );
    afar.run(&["import", "papers.csv"]).is_refused(
        1,
        "papers.csv: there is no column \"grade\"; the columns are file, student_email,",
    );
    afar.run(&["import", "none.csv"])
        .is_refused(1, "none.csv cannot be read: No such file");
}

#[test]
fn a_desk_that_cannot_be_asked_is_told_in_the_dry_run_and_ends_the_sending() {
    let mut afar = with_a_class();
    afar.token = "pd_none".to_owned();
    let said = afar.run(&["import", "papers.csv"]);
    assert_eq!(
        verdicts(&said)[0],
        "ok from here, but the desk was not asked"
    );
    assert!(
        said.code == 1 && said.err.contains("does not take this token"),
        "{said:?}"
    );
    afar.run(&["import", "papers.csv", "--send"])
        .is_refused(1, "does not take this token");
}

#[test]
fn programs_read_a_line_of_json_for_each_row_and_one_for_the_whole() {
    let afar = with_a_class();
    let said = afar.run(&[
        "import",
        "papers.csv",
        "--send",
        "--json",
        "--parallel",
        "1",
    ]);
    let lines: Vec<Value> = said
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(
        (&lines[0]["line"], &lines[0]["outcome"], &lines[0]["why"]),
        (
            &3.into(),
            &"refused".into(),
            &"there is no file ben.txt".into()
        )
    );
    assert_eq!(
        (&lines[1]["outcome"], &lines[1]["reference"]),
        (&"sent".into(), &"P-1001".into())
    );
    assert_eq!((lines.len(), &lines[3]["summary"]["sent"]), (4, &2.into()));
}
