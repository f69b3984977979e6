//! Accounts that look like one person's.

use paperdesk::people::{self, Role};

use crate::deeds::id;
use crate::desk::Desk;

#[test]
fn accounts_that_look_alike_are_named_until_somebody_says_that_they_are_two_people() {
    let desk = Desk::open();
    let ada = desk.person("ada@example.edu");
    let name = ada.name.clone();
    desk.deed(move |tx| people::add(tx, "a.lovelace@example.edu", &name, &[Role::Student]));
    let cora = desk.cora();
    cora.get("/people")
        .says("Two accounts look like one person’s. Look at them");
    cora.get("/people/alike").says("a.lovelace@example.edu");
    let pair = [
        ("one", id(&desk, "a.lovelace@example.edu")),
        ("other", ada.id.0.to_string()),
    ];
    let pair: Vec<_> = pair.iter().map(|(name, id)| (*name, id.as_str())).collect();
    cora.post("/people/alike/tell-apart", &pair).is(303);
    cora.get("/people/alike").says("Nobody twice");
    assert!(!cora.get("/people").body().contains("look like one"));
}
