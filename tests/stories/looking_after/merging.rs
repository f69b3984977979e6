//! Two accounts of one person become one, and nobody comes in by it who could not before.

use std::collections::BTreeSet;

use paperdesk::assignments;
use paperdesk::feedback::{Kind, bank};
use paperdesk::people::{self, Person, Role};
use paperdesk::tutors::{self, Typed};

use crate::deeds::{self, flash, give, id, paper};
use crate::desk::Desk;
use crate::seat::Answer;
use crate::telling_everyone::send_in;

/// Somebody new at the desk.
fn joins(desk: &Desk, email: &'static str, name: &'static str, role: Role) -> Person {
    desk.deed(move |tx| people::add(tx, email, name, &[role]))
}

/// Odo merges the second into the first, which keeps its address or gets the other one.
fn merge(desk: &Desk, (kept, gone): (&str, &str), address: &str) -> Answer {
    let path = format!("/people/{}/merge/{}", id(desk, kept), id(desk, gone));
    desk.odo().post(&path, &[("address", address)])
}

/// The code in a mail.
fn six_digits(text: &str) -> String {
    let is_code = |line: &&str| line.len() == 6 && line.bytes().all(|b| b.is_ascii_digit());
    text.lines().find(is_code).unwrap().to_owned()
}

#[test]
fn a_student_with_two_accounts_has_all_papers_in_one() {
    let desk = Desk::open();
    joins(&desk, "ada.king@example.edu", "Ada K.", Role::Student);
    let number = send_in(&desk, &desk.seat("ada.king@example.edu"), "Gardens");
    let page = format!("/people/{}/merge", id(&desk, "ada@example.edu"));
    let found = desk.cora().get(&format!("{page}?q=ada.king"));
    found.says("Ada K. ada.king@example.edu");
    let both = format!("{page}/{}", id(&desk, "ada.king@example.edu"));
    desk.cora()
        .get(&both)
        .says("1 paper they sent in")
        .says("This cannot be taken back.");
    let done = desk.cora().post(&both, &[("address", "own")]);
    assert!(flash(&done).ends_with("signs in with ada@example.edu."));
    desk.ada().get(&format!("/papers/{number}")).is(200);
    assert_eq!(paper(&desk, number).student.email, "ada@example.edu");
    let now = desk.cora().get(done.location());
    now.says("ada.king@example.edu (Ada K.), merged by Cora Whitlock, today");
    let listed = desk.cora().get("/people?q=ada");
    assert!(!listed.body().contains("ada.king@example.edu"));
}

#[test]
fn the_address_that_is_not_kept_finds_the_person_and_signs_nobody_in() {
    let desk = Desk::open();
    joins(&desk, "ada.king@example.edu", "Ada K.", Role::Student);
    let old = desk.seat("ada.king@example.edu");
    desk.stranger()
        .post("/sign-in", &[("email", "ada.king@example.edu")])
        .is(200);
    let before = desk.carry().pop().unwrap();
    let code = six_digits(&before.text);
    merge(&desk, ("ada@example.edu", "ada.king@example.edu"), "own").is(303);
    old.get("/papers").is(303);
    let typed = [("email", "ada.king@example.edu"), ("code", code.as_str())];
    desk.stranger().post("/sign-in/code", &typed).is(422);
    let asked = desk
        .stranger()
        .post("/sign-in", &[("email", "ada.king@example.edu")]);
    assert!(!asked.body().contains("ada@example.edu"));
    let mail = desk.carry().pop().unwrap();
    assert_eq!(mail.to, "ada@example.edu");
    let code = six_digits(&mail.text);
    let typed = [("email", "ada.king@example.edu"), ("code", code.as_str())];
    let signed_in = desk.stranger().post("/sign-in/code", &typed);
    assert!(signed_in.session().is_some());
    let cora = desk.person("cora@example.edu");
    let found = desk.deed(move |tx| people::student_for(tx, &cora, "ada.king@example.edu", ""));
    assert_eq!(found.email, "ada@example.edu");
}

#[test]
fn the_other_address_may_be_the_one_to_keep() {
    let desk = Desk::open();
    let gone = joins(&desk, "ada.king@example.edu", "Ada K.", Role::Student);
    let ada = id(&desk, "ada@example.edu");
    merge(&desk, ("ada@example.edu", "ada.king@example.edu"), "other").is(303);
    assert_eq!(id(&desk, "ada.king@example.edu"), ada);
    assert_eq!(id(&desk, "ada@example.edu"), ada);
    assert_eq!(desk.person("ada@example.edu").email, "ada.king@example.edu");
    let page = format!("/people/{}", gone.id.0);
    assert_eq!(desk.cora().get(&page).location(), format!("/people/{ada}"));
    let enable = desk.odo().post(&format!("{page}/enable"), &[]);
    enable
        .is(409)
        .says("This account was merged into another one");
}

#[test]
fn a_tutor_takes_papers_feedback_and_what_is_known_of_them_along() {
    let desk = Desk::open();
    let bob = joins(&desk, "bob@example.edu", "Ben O.", Role::Tutor);
    let (ada, cora) = (
        desk.person("ada@example.edu"),
        desk.person("cora@example.edu"),
    );
    let typed = Typed {
        at_once: "4".into(),
        ..Typed::default()
    };
    let hours = Typed {
        hours: std::array::from_fn(|_| "9-12, 13-16".to_owned()),
        ..typed.clone()
    };
    let number = desk.deed(move |tx| {
        tutors::settle(tx, &cora, bob.id, &hours)?;
        tutors::add_away(tx, &cora, bob.id, ("2026-12-24", ""))?;
        bank::add(tx, &bob, "Say how.", false)?;
        let ben =
            people::find_by_email(tx, &people::Email::parse("ben@example.edu").unwrap())?.unwrap();
        bank::add(tx, &ben, "Say how.", false)?;
        let number = deeds::handed_in(tx, &ada)?;
        assignments::assign(tx, &cora, &[number], bob.id)?;
        assignments::begin(tx, &bob, number)?;
        deeds::write(tx, &bob, number, (Kind::Letter, "Dear Ada."))?;
        paperdesk::feedback::release(tx, &bob, number)?;
        Ok(number)
    });
    let also = send_in(&desk, &desk.ada(), "Rivers");
    give(&desk, also, "bob@example.edu");
    merge(&desk, ("ben@example.edu", "bob@example.edu"), "own").is(303);
    desk.ben().get("/desk").says("Rivers");
    let ben = desk.person("ben@example.edu");
    let facts = desk.look(|tx| tutors::find(tx, ben.id));
    assert_eq!(
        (facts.at_once, facts.hours.day(6).as_str()),
        (Some(4), "9:00-12:00, 13:00-16:00")
    );
    let read = desk.ada().get(&format!("/papers/{number}/feedback"));
    read.is(200).says(&ben.name);
    assert_eq!(desk.count("select count(*) as n from snippets"), 1);
}

#[test]
fn only_an_admin_merges_people_who_work_here_and_nobody_merges_themself_away() {
    let desk = Desk::open();
    let ada = id(&desk, "ada@example.edu");
    let path =
        |kept: &str, gone: &str| format!("/people/{}/merge/{}", id(&desk, kept), id(&desk, gone));
    let staff = path("ada@example.edu", "bea@example.edu");
    desk.cora()
        .get(&staff)
        .says("Only an admin merges accounts of people who work here.");
    desk.cora().post(&staff, &[]).is(403);
    desk.cora()
        .post(&path("cora@example.edu", "ada@example.edu"), &[])
        .is(403);
    let own = desk
        .odo()
        .post(&path("ada@example.edu", "odo@example.edu"), &[]);
    own.is(409).says("This is your own account.");
    desk.odo()
        .post(&format!("/people/{ada}/merge/{ada}"), &[])
        .is(409);
    desk.odo()
        .post(&format!("/people/{ada}/merge/7777"), &[])
        .is(404);
}

#[test]
fn two_people_who_met_over_a_paper_or_are_kept_apart_are_not_one() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    give(&desk, number, "ben@example.edu");
    let says = format!("One of them had {number}, a paper by the other");
    merge(&desk, ("ada@example.edu", "ben@example.edu"), "own")
        .is(409)
        .says(&says);
    merge(&desk, ("ben@example.edu", "ada@example.edu"), "own")
        .is(409)
        .says(&says);
    let tutor = format!("/people/{}/tutor/apart", id(&desk, "bea@example.edu"));
    desk.cora()
        .post(&tutor, &[("student", "cleo@example.edu")])
        .is(303);
    let apart = merge(&desk, ("cleo@example.edu", "bea@example.edu"), "own");
    apart.is(409).says("They are kept apart");
}

#[test]
fn the_rights_of_a_disabled_account_are_nobodys() {
    let desk = Desk::open();
    let (bea, ada) = (id(&desk, "bea@example.edu"), desk.person("ada@example.edu"));
    desk.odo()
        .post(&format!("/people/{bea}/disable"), &[])
        .is(303);
    merge(&desk, ("bea@example.edu", "ada@example.edu"), "own")
        .is(409)
        .says("may not come in");
    merge(&desk, ("ada@example.edu", "bea@example.edu"), "own").is(303);
    assert_eq!(desk.role_of("ada@example.edu"), ada.roles);
}

#[test]
fn every_table_that_names_a_person_is_thought_of() {
    let desk = Desk::open();
    let named: BTreeSet<String> = desk
        .look(|tx| {
            tx.all(
                "select m.name || '.' || f.\"from\" as place from sqlite_master m, pragma_foreign_key_list(m.name) f
                 where m.type = 'table' and f.\"table\" = 'people'",
                &[],
                |row| row.get("place"),
            )
        })
        .into_iter()
        .collect();
    let moves = [
        "assignments.by_id",
        "assignments.tutor_id",
        "courses.teacher_id",
        "deliveries.person_id",
        "efforts.tutor_id",
        "gathered.person_id",
        "hooks.owner_id",
        "hooks.tutor_id",
        "kept_answers.person_id",
        "kept_apart.by_id",
        "kept_apart.student_id",
        "kept_apart.tutor_id",
        "mail_habits.person_id",
        "openings.person_id",
        "own_letters.by_id",
        "papers.student_id",
        "papers.tutor_id",
        "people.merged_into",
        "person_roles.person_id",
        "pieces.author_id",
        "preparations.person_id",
        "questions.asked_by",
        "returns.tutor_id",
        "replies.person_id",
        "rosters.by_id",
        "second_readings.reader_id",
        "second_readings.tutor_id",
        "snippets.owner_id",
        "stops.by_id",
        "subscriptions.person_id",
        "subscriptions.tutor_id",
        "suppressions.by_id",
        "tastes.person_id",
        "told_apart.by_id",
        "told_apart.one_id",
        "told_apart.other_id",
        "turned_away.person_id",
        "tutor_away.person_id",
        "tutor_hours.person_id",
        "tutors.person_id",
        "views.owner_id",
    ];
    let stays = [
        "api_tokens.created_by",
        "api_tokens.person_id",
        "api_tokens.revoked_by",
        "audit_facts.actor_id",
        "events.actor_id",
        "feeds.person_id",
        "people.merged_by",
        "policy_changes.by_id",
        "sessions.person_id",
        "sign_in_links.person_id",
        "untold.person_id",
        "untold_by_centre.person_id",
    ];
    let thought_of: BTreeSet<String> = moves
        .iter()
        .chain(&stays)
        .map(|place| (*place).to_owned())
        .collect();
    assert_eq!(named, thought_of);
}
