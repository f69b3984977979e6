//! What is told, how often it is tried, and when a webhook is switched off.

use paperdesk::clock::Moment;
use paperdesk::hooks::{self, Format, Switch, Typed};
use paperdesk::outbox::State;
use paperdesk::papers;
use paperdesk::people::Role;
use serde_json::Value;

use super::{Ear, header, typed};
use crate::desk::Desk;
use crate::telling_everyone::send_in;

const DAY: i64 = 24 * 60;

#[test]
fn an_event_is_told_in_ids_and_states_and_signed() {
    let (desk, ear) = (Desk::open(), Ear::default());
    desk.hook(typed());
    send_in(&desk, &desk.ada(), "Community gardens");
    assert_eq!(desk.tell(ear.clone()), 1);
    let told = ear.heard().remove(0);
    assert_eq!(
        (told.url.as_str(), told.puts),
        ("https://hooks.example.edu/desk", false)
    );
    let event: Value = serde_json::from_slice(&told.body).unwrap();
    assert_eq!(event["type"], "paperdesk.submitted");
    assert_eq!(
        (&event["data"]["paper_reference"], &event["data"]["status"]),
        (&"P-1001".into(), &"waiting".into())
    );
    assert_eq!(event["id"], header(&told, "webhook-id"));
    assert_eq!(header(&told, "webhook-timestamp"), "1793610000");
    assert!(header(&told, "webhook-signature").starts_with("v1,"));
    let text = String::from_utf8(told.body).unwrap();
    for private in ["Ada", "ada@", "Community", "gardens"] {
        assert!(!text.contains(private), "{private} is in {text}");
    }
    assert_eq!(desk.standing(desk.newest().id), ("sent".into(), 1));
}

#[test]
fn what_is_not_taken_is_tried_twelve_times_over_five_days() {
    let (desk, ear) = (Desk::open(), Ear::default());
    desk.hook(typed());
    send_in(&desk, &desk.ada(), "Rivers");
    ear.answers([(500, None); 12]);
    let (begun, id) = (desk.clock.now(), desk.newest().id);
    for n in 1..=12 {
        assert_eq!(desk.tell(ear.clone()), 1, "try {n}");
        assert_eq!(desk.tell(ear.clone()), 0, "it waits after try {n}");
        let due = desk.newest().due_at;
        desk.clock
            .advance_seconds(due.seconds_since(desk.clock.now()));
    }
    assert_eq!(
        desk.clock.now().seconds_since(begun),
        (123 * 60 + 35) * 60 + 5
    );
    assert_eq!(desk.standing(id), ("failed".into(), 12));
    let heard = ear.heard();
    assert!(heard.iter().all(|told| told.body == heard[0].body));
    assert!(
        heard
            .iter()
            .all(|told| header(told, "webhook-id") == header(&heard[0], "webhook-id"))
    );
}

#[test]
fn the_other_side_may_ask_for_a_longer_wait_but_for_no_more_than_a_day() {
    let (desk, ear) = (Desk::open(), Ear::default());
    desk.hook(typed());
    send_in(&desk, &desk.ada(), "Rivers");
    ear.answers([(429, Some(3600)), (503, Some(99_999_999))]);
    desk.tell(ear.clone());
    assert_eq!(desk.newest().due_at, desk.clock.now().plus_seconds(3600));
    desk.minutes_pass(60);
    desk.tell(ear.clone());
    assert_eq!(desk.newest().due_at, desk.clock.now().plus_days(1));
}

#[test]
fn a_410_switches_it_off_at_once_and_its_owner_is_told() {
    let (desk, ear) = (Desk::open(), Ear::default());
    let hook = desk.hook(typed());
    send_in(&desk, &desk.ada(), "Rivers");
    ear.answers([(410, None)]);
    desk.tell(ear.clone());
    let off = desk.look(|tx| hooks::find(tx, hook)).unwrap();
    assert_eq!(
        (off.state, desk.newest().state),
        (Switch::Off, State::Failed)
    );
    let told = desk.carry();
    let letter = told
        .iter()
        .find(|mail| mail.text.contains("switched this webhook off"))
        .unwrap();
    assert_eq!(letter.to, "cora@example.edu");
    assert!(letter.text.contains("410 Gone"), "{}", letter.text);
    send_in(&desk, &desk.ada(), "Lakes");
    assert_eq!((desk.tell(ear), desk.newest().state), (0, State::Held));
}

#[test]
fn five_days_of_only_failures_switch_it_off_once_and_what_waits_is_held() {
    let (desk, ear) = (Desk::open(), Ear::default());
    let hook = desk.hook(typed());
    ear.answers([(500, None); 30]);
    send_in(&desk, &desk.ada(), "Rivers");
    desk.tell(ear.clone());
    for _ in 0..13 {
        desk.minutes_pass(DAY / 2);
        desk.tell(ear.clone());
    }
    let off = desk.look(|tx| hooks::find(tx, hook)).unwrap();
    assert_eq!(off.state, Switch::Off);
    let letters = desk
        .carry()
        .into_iter()
        .filter(|mail| mail.text.contains("switched this webhook off"));
    assert_eq!(letters.count(), 1);
}

#[test]
fn one_success_ends_the_count_of_failures() {
    let (desk, ear) = (Desk::open(), Ear::default());
    let hook = desk.hook(typed());
    send_in(&desk, &desk.ada(), "Rivers");
    ear.answers([(500, None)]);
    desk.tell(ear.clone());
    let failing = |desk: &Desk| desk.look(|tx| hooks::find(tx, hook)).unwrap().failing_since;
    assert_eq!(failing(&desk), Some(desk.clock.now()));
    desk.minutes_pass(1);
    desk.tell(ear);
    assert_eq!(failing(&desk), None);
}

#[test]
fn after_it_is_mended_a_range_is_sent_again_under_the_same_ids() {
    let (desk, ear) = (Desk::open(), Ear::default());
    let hook = desk.hook(typed());
    send_in(&desk, &desk.ada(), "Rivers");
    ear.answers([(410, None)]);
    desk.tell(ear.clone());
    send_in(&desk, &desk.ada(), "Lakes");
    let cora = desk.person("cora@example.edu");
    let (from, to) = (Moment(0), desk.clock.now().plus_days(1));
    let replayed = desk.deed(move |tx| {
        hooks::switch_on(tx, &cora, hook)?;
        hooks::replay(tx, &cora, hook, (from, to, false))
    });
    assert_eq!((replayed, desk.tell(ear.clone())), (2, 2));
    let heard = ear.heard();
    assert_eq!(
        header(&heard[1], "webhook-id"),
        header(&heard[0], "webhook-id")
    );
    assert_eq!(heard[1].body, heard[0].body);
}

#[test]
fn it_hears_only_of_what_was_chosen() {
    let (desk, ear) = (Desk::open(), Ear::default());
    let ben = desk.person("ben@example.edu").id;
    for (name, filter) in [
        (
            "kinds",
            Typed {
                kinds: vec!["withdrawn".into()],
                ..typed()
            },
        ),
        (
            "tutor",
            Typed {
                tutor: Some(ben),
                ..typed()
            },
        ),
        (
            "state",
            Typed {
                paper_state: "withdrawn".into(),
                ..typed()
            },
        ),
    ] {
        desk.hook(Typed {
            url: format!("https://{name}.example.edu/"),
            ..filter
        });
    }
    let number = send_in(&desk, &desk.ada(), "Rivers");
    assert_eq!(desk.tell(ear.clone()), 0);
    let cora = desk.person("cora@example.edu");
    desk.deed(move |tx| paperdesk::assignments::assign(tx, &cora, &[number], ben));
    assert_eq!(desk.tell(ear.clone()), 1);
    let ada = desk.person("ada@example.edu");
    desk.deed(move |tx| papers::withdraw(tx, &ada, number));
    assert_eq!(desk.tell(ear.clone()), 3);
    assert_eq!(ear.heard()[0].url, "https://tutor.example.edu/");
}

#[test]
fn it_hears_nothing_that_its_owner_may_no_longer_see() {
    let (desk, ear) = (Desk::open(), Ear::default());
    desk.hook(typed());
    let (odo, cora) = (
        desk.person("odo@example.edu"),
        desk.person("cora@example.edu").id,
    );
    desk.deed(move |tx| paperdesk::people::set_roles(tx, &odo, cora, &[Role::Tutor]));
    send_in(&desk, &desk.ada(), "Rivers");
    assert_eq!(desk.tell(ear), 0);
    desk.odo()
        .get("/settings/webhooks")
        .says("Cora Whitlock may no longer see what it is told");
}

#[test]
fn chat_rooms_are_told_in_their_own_shape_with_their_token_and_no_signature() {
    let (desk, ear) = (Desk::open(), Ear::default());
    let shaped = |format, url: &str| Typed {
        format,
        url: url.into(),
        token: "syt_secret".into(),
        ..typed()
    };
    let room =
        "https://matrix.example.edu/_matrix/client/v3/rooms/!a:example.edu/send/m.room.message";
    desk.hook(shaped(Format::Matrix, room));
    desk.hook(shaped(Format::Ntfy, "https://ntfy.example.edu/desk"));
    send_in(&desk, &desk.ada(), "Rivers");
    assert_eq!(desk.tell(ear.clone()), 2);
    let (mut heard, id) = (ear.heard(), desk.newest().message.id);
    heard.sort_by_key(|told| !told.puts);
    assert_eq!(
        (heard[0].url.clone(), heard[0].puts),
        (format!("{room}/{id}"), true)
    );
    assert_eq!(header(&heard[1], "title"), "P-1001");
    assert_eq!(
        header(&heard[1], "click"),
        "http://desk.example.edu/papers/P-1001"
    );
    for told in heard {
        assert_eq!(header(&told, "authorization"), "Bearer syt_secret");
        assert_eq!(header(&told, "webhook-signature"), "");
    }
}
