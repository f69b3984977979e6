//! What the pages about people show to whom.

use super::person::{Known, PersonPage};
use crate::centre::{Centre, SecondReader};
use crate::clock::Moment;
use crate::pages::people::{AddPersonPage, PER_PAGE, PeoplePage};
use crate::pages::{Page, Pages, Shell, Times};
use crate::people::second::SecondReading;
use crate::people::{Person, PersonId, Role};
use crate::refusal::FieldError;

fn person(id: i64, roles: &[Role]) -> Person {
    Person {
        id: PersonId(id),
        email: format!("n{id}@example.edu"),
        name: format!("Person <{id}>"),
        roles: roles.to_vec(),
        disabled: id == 3,
        auth_epoch: 1,
        zone: None,
    }
}

fn render<P: Page>(page: &P) -> String {
    let errors = [FieldError {
        field: "role".into(),
        says: "Choose at least one role".into(),
    }];
    let shell = Shell::new(("The centre", ""), None, "/people");
    Pages::open()
        .and_then(|pages| pages.render(&shell, page, &errors))
        .expect("a page")
        .replace("&#x2F;", "/")
}

fn seen_by(by: &Person, person: Person) -> String {
    let known = Known {
        person,
        sessions: Vec::new(),
        has_password: false,
        open_papers: 2,
        others: Vec::new(),
        second: SecondReading::default(),
        whose: SecondReader::Nobody,
        former: Vec::new(),
        unreached: None,
    };
    render(&PersonPage::of(
        &known,
        by,
        &Times::new(&Centre::default(), Moment(0)),
    ))
}

#[test]
fn a_coordinator_sees_no_button_on_an_admin() {
    let cora = person(1, &[Role::Coordinator]);
    let html = seen_by(&cora, person(2, &[Role::Admin]));
    assert!(
        html.contains("Only an admin can change")
            && !html.contains("<form method=\"post\" action=\"/people"),
        "{html}"
    );
    let html = seen_by(&cora, person(3, &[Role::Tutor]));
    assert!(
        html.contains("/people/3/enable") && html.contains("2 open papers"),
        "{html}"
    );
    assert!(
        !html.contains("value=\"admin\"") && html.contains("Choose at least one role"),
        "{html}"
    );
}

#[test]
fn nobody_shuts_the_door_to_themself() {
    let odo = person(1, &[Role::Admin]);
    let html = seen_by(&odo, odo.clone());
    assert!(
        html.contains("value=\"admin\" checked") && !html.contains("/people/1/disable"),
        "{html}"
    );
}

#[test]
fn a_long_list_goes_on_where_it_was_left() {
    let many = (1..=i64::from(PER_PAGE) + 1)
        .map(|id| person(id, &[Role::Tutor]))
        .collect();
    let html = render(&PeoplePage::of(many, (Some(Role::Tutor), "n&"), true));
    assert!(
        html.contains("/people?role=tutor&amp;q=n%26&amp;after=50") && !html.contains("n51@"),
        "{html}"
    );
    assert!(
        !html.contains("From the start") && html.contains("Disabled"),
        "{html}"
    );
    assert!(render(&PeoplePage::of(Vec::new(), (None, ""), false)).contains("Nobody found"));
    assert!(
        render(&AddPersonPage::of(
            ("", "x"),
            &[],
            &person(1, &[Role::Coordinator])
        ))
        .contains("value=\"x\"")
    );
}
