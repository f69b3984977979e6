use super::terms::{Holder, Sign, Standing, Term, What, When};
use super::{Key, Search, filter};
use crate::events::PaperNumber;
use crate::papers::State;

fn read(typed: &str) -> Vec<What> {
    Search::read(typed)
        .terms()
        .map(|term| term.what.clone())
        .collect()
}

#[test]
fn every_filter_of_the_language_is_understood() {
    let typed =
        "is:waiting tutor:ben course:\"SOC 201\" late:yes words>2000 draft:2 from:ada due<3d";
    let search = Search::read(typed);
    assert_eq!(search.misread(), [] as [&str; 0]);
    assert_eq!(
        read(typed),
        [
            What::Is(Standing::In(State::Waiting)),
            What::Tutor(Holder::Called("ben".into())),
            What::Course("SOC 201".into()),
            What::Late(true),
            What::Words(Sign::Above, 2000),
            What::Draft(Sign::Same, 2),
            What::From("ada".into()),
            What::Due(Sign::Below, When::Days(3)),
        ]
    );
    assert_eq!(search.written(), typed);
}

#[test]
fn quotes_signs_and_words_are_read_as_people_type_them() {
    assert_eq!(
        read("“community gardens” p-1042"),
        [
            What::Text("community gardens".into()),
            What::Number(PaperNumber(1042))
        ]
    );
    assert_eq!(read("course:“SOC 201"), [What::Course("SOC 201".into())]);
    assert_eq!(
        read("words:>=2,000 due:none promised<=12h"),
        [
            What::Words(Sign::From, 2000),
            What::Due(Sign::Same, When::Never),
            What::Promised(Sign::UpTo, When::Hours(12)),
        ]
    );
    assert_eq!(
        read("Gardens: 1984 tutor:me with:nobody"),
        [
            What::Text("Gardens:".into()),
            What::Text("1984".into()),
            What::Tutor(Holder::Me),
            What::Tutor(Holder::Nobody),
        ]
    );
    let without: Vec<Term> = Search::read("-is:returned -draft")
        .terms()
        .cloned()
        .collect();
    assert!(without.iter().all(|term| term.not), "{without:?}");
}

#[test]
fn what_is_not_understood_is_said_by_name_and_the_rest_counts() {
    for (typed, says) in [
        ("is:wating", "“is:wating” was left out: is: takes waiting"),
        (
            "words>many",
            "“words>many” was left out: words takes a number",
        ),
        (
            "late:maybe",
            "“late:maybe” was left out: late: takes yes or no",
        ),
        ("due<3x", "“due<3x” was left out: write a number of days"),
        ("due<5h", "“due<5h” was left out: due dates are days"),
        (
            "is>waiting",
            "“is>waiting” was left out: this filter goes with a colon",
        ),
        (
            "tutr:ben",
            "There is no filter “tutr”, so “tutr:ben” was looked for as words.",
        ),
        ("?!", "“?!” was left out: there is no letter in it"),
    ] {
        let search = Search::read(&format!("{typed} gardens"));
        assert!(
            search.misread()[0].starts_with(says),
            "{:?}",
            search.misread()
        );
        assert_eq!(
            search.terms().last().unwrap().what,
            What::Text("gardens".into())
        );
        assert_eq!(
            search.written(),
            format!("{typed} gardens"),
            "nothing typed is lost"
        );
    }
}

#[test]
fn no_input_is_too_strange_or_too_long() {
    for typed in [
        "\"",
        "-",
        "--",
        ":",
        "is:",
        "\"\"",
        "words>",
        "p",
        "P-",
        "p99999999999999999999",
        "due<99999999w",
        "due:-9999-12-31",
        "\0a\u{202e}:\"",
        "AND OR NOT NEAR(a b) * ^ {title} : x",
    ] {
        let search = Search::read(typed);
        let _ = (search.written(), search.misread());
    }
    let long = Search::read(&"word ".repeat(1000));
    assert_eq!((long.terms().count(), long.misread().len()), (20, 1));
    assert!(long.written().chars().count() <= 500);
}

#[test]
fn a_form_changes_its_own_filters_and_leaves_what_was_typed() {
    let search = Search::read("is:waiting -is:returned gardens tutor:ben \"a b\"");
    assert_eq!(
        search.without(&[Key::Is, Key::Tutor]),
        "-is:returned gardens \"a b\""
    );
    assert_eq!(filter(Key::Course, "SOC 201"), "course:\"SOC 201\"");
    assert_eq!(
        filter(Key::Tutor, "ben@example.edu"),
        "tutor:ben@example.edu"
    );
}
