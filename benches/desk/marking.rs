//! The marking page of a paper of 10,000 words with 200 notes, against a bare page of the same size out of a bare Tera.

use std::time::Duration;

use paperdesk::app::Desk;
use paperdesk::assignments;
use paperdesk::documents;
use paperdesk::drafts::reading::FileKind;
use paperdesk::drafts::{Bytes, HandedIn};
use paperdesk::feedback::Kind;
use paperdesk::feedback::pieces::{self, Hand, Typed};
use paperdesk::feedback::place::Aim;
use paperdesk::papers::PaperNumber;
use paperdesk::papers::preparation::{self, Form};
use paperdesk::people;
use rocket::response::content::RawHtml;
use rocket::{State, get, routes};
use tera::{Context, Tera};

use crate::bare::serve_bare;
use crate::load::{Line, get as asks, hammer};
use crate::place::{Place, furnish, serve, session};

const PARAGRAPHS: usize = 100;
const SENTENCE: &str = "The council gave up the gardens, and \"nobody\" said why. ";
const TIME: Duration = Duration::from_secs(8);
const WARM_UP: Duration = Duration::from_secs(2);

struct Bare {
    tera: Tera,
    paragraphs: Vec<String>,
}

#[get("/")]
fn bare_page(bare: &State<Bare>) -> RawHtml<String> {
    let mut context = Context::new();
    context.insert("paragraphs", &bare.paragraphs);
    RawHtml(bare.tera.render("page.html", &context).unwrap())
}

pub fn measure() {
    let place = Place::new();
    let desk = place.desk();
    furnish(&desk, (1, 1));
    let number = marked(&desk);
    let tutor = session(&desk, "tutor0@example.edu");
    let runtime = paperdesk::app::runtime().unwrap();
    let (address, close, serving) = serve(desk, &runtime);
    let request = asks(&format!("/desk/{number}"), &tutor);
    let page = runtime.block_on(async { Line::to(address).await.ask(&request).await });
    assert_eq!(page.status, 200);
    let bare = serve_bare(routes![bare_page], as_large(page.body.len()), &runtime);
    runtime.block_on(async {
        hammer(bare, asks("/", ""), 1, WARM_UP).await;
        hammer(address, request.clone(), 1, WARM_UP).await;
        let mut bare = hammer(bare, asks("/", ""), 1, TIME).await;
        let mut ours = hammer(address, request, 1, TIME).await;
        println!(
            "marking: 10,000 words, 200 notes, {} KB: bare p50 {:?} p99 {:?}, ours p50 {:?} p99 {:?}: {:.1} times",
            page.body.len() / 1024,
            bare.quantile(50),
            bare.quantile(99),
            ours.quantile(50),
            ours.quantile(99),
            ours.quantile(50).as_secs_f64() / bare.quantile(50).as_secs_f64(),
        );
    });
    drop(close);
    runtime.block_on(serving).unwrap();
}

/// A page of about so many bytes, a tenth of them markup and the rest escaped words.
fn as_large(bytes: usize) -> Bare {
    let mut tera = Tera::default();
    let page = "<!doctype html><title>Bare</title>{% for p in paragraphs %}<p class=\"t\">{{ p }}</p>\n{% endfor %}";
    tera.add_raw_template("page.html", page).unwrap();
    let paragraph = SENTENCE.repeat(4);
    Bare {
        tera,
        paragraphs: vec![paragraph.clone(); bytes / (paragraph.len() + 60)],
    }
}

/// A paper that a tutor has marked with two notes in every paragraph.
fn marked(desk: &Desk) -> PaperNumber {
    let paragraph = SENTENCE.repeat(10);
    let words = vec![paragraph.trim(); PARAGRAPHS].join("\n\n");
    desk.db
        .write_now(move |tx| {
            let all = people::list(tx, ("", people::PersonId(0)), 10)?;
            let who = |name: &str| all.iter().find(|one| one.email.starts_with(name)).unwrap();
            let (student, tutor, cora) = (who("student"), who("tutor"), who("cora"));
            let form = Form {
                title: "Gardens".to_owned(),
                concerns: vec!["I am not sure".to_owned()],
                ..Form::default()
            };
            let bytes = Bytes::held(words.as_bytes().to_vec());
            let text = Ok(documents::pasted(&words));
            let paper = HandedIn::new(("Pasted text", FileKind::Txt), bytes, text, &[]);
            let saved = preparation::save(tx, student, None, (form, Some(&paper)))?;
            let number = preparation::send(tx, student, &saved.id)?;
            assignments::assign(tx, cora, &[number], tutor.id)?;
            assignments::begin(tx, tutor, number)?;
            for n in 0..2 * PARAGRAPHS {
                let typed = Typed {
                    kind: Kind::NOTES[n % 4],
                    words: format!(
                        "Note {n}: **Why** did they? Say it here, and say what you make of it."
                    ),
                    aim: Aim::Sentences {
                        paragraph: 1 + n / 2,
                        first: 2 + 4 * (n % 2),
                        last: 2 + 4 * (n % 2),
                    },
                };
                pieces::keep(tx, tutor, number, (&Hand::default(), &typed))?;
            }
            Ok(number)
        })
        .unwrap()
}
