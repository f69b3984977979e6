//! Somebody is disabled at the command line while they have papers: these are not left behind.

use paperdesk::assignments;
use paperdesk::clock::{Clock, Moment};
use paperdesk::db::{DataDir, Db, Tx};
use paperdesk::people::{self, Email, Person};
use paperdesk::refusal::{Outcome, Refusal};

use crate::deeds;
use crate::place::Place;

fn person(tx: &Tx<'_>, email: &str) -> Outcome<Person> {
    let email = Email::parse(email).ok_or_else(Refusal::not_found)?;
    people::find_by_email(tx, &email)?.ok_or_else(|| Refusal::not_found().into())
}

#[test]
fn whoever_has_papers_is_disabled_only_when_these_go_back_to_the_queue() {
    let place = Place::new();
    place.add_ben();
    for (email, role) in [
        ("ada@example.edu", "student"),
        ("cora@example.edu", "coordinator"),
    ] {
        place.run(&["person", "add", email, "--name", "Somebody", "--role", role]);
    }
    let db = || {
        let dir = DataDir::open(&place.0.join("desk")).unwrap();
        Db::open(&dir, Clock::held_at(Moment(1_793_610_000_000))).unwrap()
    };
    let number = db()
        .write_now(|tx| {
            let (ada, cora) = (
                person(tx, "ada@example.edu")?,
                person(tx, "cora@example.edu")?,
            );
            let number = deeds::handed_in(tx, &ada)?;
            assignments::assign(tx, &cora, &[number], person(tx, "ben@example.edu")?.id)?;
            Ok(number)
        })
        .unwrap();
    let disable = ["person", "disable", "ben@example.edu"];
    place
        .run(&disable)
        .is_refused(1, "ben@example.edu still has a paper. Say --hand-back");
    let asked = [&disable[..], &["--hand-back", "--json"]].concat();
    assert_eq!(place.run(&asked).json()["disabled"], true);
    let paper = db()
        .read_now(|tx| paperdesk::papers::find(tx, number))
        .unwrap()
        .unwrap();
    assert_eq!((paper.state.as_str(), paper.tutor), ("waiting", None));
}
