//! What the doors are about: Ada's papers in several states, and whatever else has a number.

use paperdesk::assignments;
use paperdesk::centre::SecondReader;
use paperdesk::feedback::{self, Kind, PieceId, bank, second};
use paperdesk::hooks;
use paperdesk::people::{self, Role};
use paperdesk::sign_in::{self, Lifetime, NewToken, Scope};

use crate::deeds;
use crate::desk::Desk;
use crate::telling_everyone::send_in;

pub struct Ids {
    paper: String,
    preparation: String,
    admin: String,
    tutor: String,
    delivery: String,
    person: String,
    session: String,
    token: String,
    hook: (String, String),
    waiting: String,
    pub marked: Marked,
    returned: Marked,
    second: Marked,
}

/// A paper of Ada's with a note and a version of it, a comment without a place, and a snippet, all of them Ben's.
#[derive(Clone)]
pub struct Marked {
    paper: String,
    note: String,
    version: String,
    pub snippet: String,
    comment: String,
}

impl Marked {
    fn fresh(desk: &Desk, returned: bool) -> Self {
        desk.minutes_pass(90);
        let (ada, ben, cora) = (
            desk.person("ada@example.edu"),
            desk.person("ben@example.edu"),
            desk.person("cora@example.edu"),
        );
        let number = desk.deed(move |tx| {
            let number = deeds::handed_in(tx, &ada)?;
            assignments::assign(tx, &cora, &[number], ben.id)?;
            assignments::begin(tx, &ben, number)?;
            deeds::write(tx, &ben, number, (Kind::Letter, "Dear Ada."))?;
            deeds::write(tx, &ben, number, (Kind::Big, "Say why."))?;
            bank::add(tx, &ben, "Say how.", false)?;
            deeds::comment(tx, &ben, number, "Say where.")?;
            if returned {
                feedback::release(tx, &ben, number)?;
            }
            Ok(number)
        });
        let newest = |table: &str| {
            desk.count(&format!("select max(id) as n from {table}"))
                .to_string()
        };
        let note = newest("pieces");
        let (id, ben) = (
            PieceId(note.parse().unwrap()),
            desk.person("ben@example.edu"),
        );
        if !returned {
            desk.deed(move |tx| deeds::rewrite(tx, &ben, number, (id, "Say why it is so.")));
        }
        Self {
            paper: number.to_string(),
            note,
            version: if returned {
                String::new()
            } else {
                newest("piece_versions")
            },
            snippet: newest("snippets"),
            comment: newest("margin_notes"),
        }
    }
}

/// One that lies with a second reader.
fn with_a_second_reader(desk: &Desk) -> Marked {
    let marked = Marked::fresh(desk, false);
    let (ben, number) = (desk.person("ben@example.edu"), desk.newest_paper());
    desk.deed(move |tx| {
        deeds::ask_for_second_readers(tx, SecondReader::All)?;
        second::ask(tx, &ben, number)?;
        deeds::ask_for_second_readers(tx, SecondReader::Nobody)
    });
    marked
}

impl Ids {
    /// Ada's paper, which Ben has, what she prepares next, a mail about it, her session, somebody new, and Ben's token.
    pub fn fresh(desk: &Desk) -> Self {
        let ada = desk.person("ada@example.edu");
        let waiting = desk.deed(move |tx| deeds::handed_in(tx, &ada)).to_string();
        let papers = (
            waiting,
            Marked::fresh(desk, false),
            Marked::fresh(desk, true),
            with_a_second_reader(desk),
        );
        Self::around(desk, papers)
    }

    fn around(
        desk: &Desk,
        (waiting, marked, returned, second): (String, Marked, Marked, Marked),
    ) -> Self {
        // She may send twenty papers in a day, and sends many more here.
        desk.minutes_pass(400);
        let (ada, cora) = (desk.ada(), desk.cora());
        let paper = send_in(desk, &ada, "Community gardens").to_string();
        let ben = desk.person("ben@example.edu").id.0.to_string();
        cora.post("/assign", &[("papers", &paper), ("tutor", &ben)])
            .is(303);
        let typed = [
            ("title", "Rivers"),
            ("text", "Rivers are long."),
            ("concerns", "I am not sure"),
        ];
        let checked = ada.post_file("/submit", &typed, ("", b""));
        let newest = |table: &str| desk.count(&format!("select max(id) as n from {table}"));
        let somebody = format!("somebody-{}@example.edu", newest("people"));
        let person = desk.deed(move |tx| people::add(tx, &somebody, "Some Body", &[Role::Student]));
        Self {
            token: bens_token(desk),
            hook: a_webhook(desk),
            paper,
            preparation: checked.location().rsplit('/').next().unwrap().to_owned(),
            admin: desk.person("odo@example.edu").id.0.to_string(),
            tutor: ben,
            delivery: newest("deliveries").to_string(),
            person: person.id.0.to_string(),
            session: desk.count("select max(s.id) as n from sessions s join people p on p.id = s.person_id where p.email = 'ada@example.edu'").to_string(),
            waiting,
            marked,
            returned,
            second,
        }
    }

    /// What a door was about may have changed behind it: the same anew.
    pub fn renew(&mut self, desk: &Desk, door: &str) {
        if door.contains("<waiting>") {
            let ada = desk.person("ada@example.edu");
            desk.minutes_pass(90);
            self.waiting = desk.deed(move |tx| deeds::handed_in(tx, &ada)).to_string();
        } else if door.contains("<returned>") {
            self.returned = Marked::fresh(desk, true);
        } else if door.contains("<second>") {
            self.second = with_a_second_reader(desk);
        } else if door.contains("<marked>") || door.contains("/bank") {
            self.marked = Marked::fresh(desk, false);
        } else {
            let papers = (
                self.waiting.clone(),
                self.marked.clone(),
                self.returned.clone(),
                self.second.clone(),
            );
            *self = Self::around(desk, papers);
        }
    }

    /// The address behind a door.
    pub fn path(&self, door: &str) -> String {
        let id = match door.split('/').nth(1).unwrap_or_default() {
            "submit" => &self.preparation,
            "mail" => &self.delivery,
            "people" => &self.person,
            "settings" => &self.token,
            "desk" if door.contains("/bank/") => &self.marked.snippet,
            "desk" if door.contains("/versions/") => &self.marked.version,
            "desk" if door.contains("/margin/") => &self.marked.comment,
            "desk" => &self.marked.note,
            "papers" => &self.returned.note,
            _ => &self.session,
        };
        let path = door
            .replace("<number>", &self.paper)
            .replace("<waiting>", &self.waiting)
            .replace("<marked>", &self.marked.paper)
            .replace("<returned>", &self.returned.paper)
            .replace("<second>", &self.second.paper)
            .replace("<n>", "1")
            .replace("<id>", id)
            .replace("<admin>", &self.admin)
            .replace("<tutor>", &self.tutor)
            .replace("<away>", "7777")
            .replace("<student>", "7777")
            .replace("<other>", id);
        path.replace("<day>", "2026-12-24")
            .replace("<file>", "weeks.csv")
            .replace("<asked>", "999")
            .replace("<text>", "999")
            .replace("<view>", "999")
            .replace("<hook>", &self.hook.0)
            .replace("<sent>", &self.hook.1)
            .replace("<letter>", "received")
            .replace("<what>", "queue")
            .replace("<token>", "no-such-token")
            .replace("<path..>", "favicon.svg")
            .replace("mail/again", "mail/again?state=failed")
    }
}

/// The number of a token that acts as Ben.
fn bens_token(desk: &Desk) -> String {
    let ben = desk.person("ben@example.edu");
    let made = desk.deed(move |tx| {
        let new = NewToken {
            name: "Course system",
            scopes: &[Scope::PapersRead],
            lasts: Some(Lifetime::DEFAULT),
            form: None,
        };
        sign_in::create_token(tx, Some(&ben), &ben, &new)
    });
    made.0.0.to_string()
}

/// The number of a webhook that was sent a test, and the test's.
fn a_webhook(desk: &Desk) -> (String, String) {
    let cora = desk.person("cora@example.edu");
    let made = desk.deed(move |tx| {
        let typed = hooks::Typed {
            name: "Course system".into(),
            format: hooks::Format::Standard,
            url: "https://hooks.example.edu/desk".into(),
            token: String::new(),
            kinds: vec!["withdrawn".into()],
            course: None,
            tutor: None,
            paper_state: String::new(),
            form: String::new(),
        };
        let (id, _) = hooks::create(tx, &cora, &typed)?;
        Ok((id, hooks::test(tx, &cora, id)?))
    });
    (made.0.0.to_string(), made.1.0.to_string())
}
