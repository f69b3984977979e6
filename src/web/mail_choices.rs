//! One's own mail: what comes at once, in a digest or not at all, when, and the feeds beside it.

use std::collections::HashMap;

use rocket::form::Form;
use rocket::{FromForm, Route, get, post, routes};

use super::answers::{Answer, Reply};
use super::guards::{SignedIn, reference};
use super::house::House;
use super::walk::Walked;
use crate::db::Tx;
use crate::outbox::subscriptions::{
    self, Channel, Defaults, Habits, Narrow, OnPaper, SubscriptionId, Topic, preview,
};
use crate::pages::Choice;
use crate::pages::mail_choices::{
    ADDED, CHOSEN, Chosen, FEEDS_GONE, MailChoicesPage, NO_TIME, REMOVED,
};
use crate::pages::paper_acts::choice_told;
use crate::papers::{self, courses};
use crate::people::{self, Person, PersonId, Role, second};
use crate::refusal::{Complaints, Outcome, Refusal};
use crate::sign_in;

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    routes![
        look,
        save,
        narrow,
        remove,
        open_feeds,
        close_feeds,
        on_paper
    ]
}

fn topics_of(tx: &Tx<'_>, person: &Person) -> Outcome<Vec<Topic>> {
    let reads_second = second::may_read(tx, person)?;
    Ok(Topic::that_concern(person, reads_second))
}

fn chosen(tx: &Tx<'_>, person: &Person) -> Outcome<Chosen> {
    let mut lists = (Vec::new(), Vec::new());
    if person.oversees() || person.is(Role::Tutor) {
        let course = |course: courses::Course| Choice {
            label: format!("{} {}", course.code, course.title),
            value: course.code,
        };
        let tutor = |tutor: Person| Choice {
            value: tutor.id.0.to_string(),
            label: tutor.name,
        };
        lists = (
            courses::all(tx)?.into_iter().map(course).collect(),
            people::tutors(tx)?.into_iter().map(tutor).collect(),
        );
    }
    Ok(Chosen {
        topics: topics_of(tx, person)?,
        subscriptions: subscriptions::of_person(tx, person.id)?,
        set: Defaults::set(tx)?,
        habits: subscriptions::habits_of(tx, person.id)?,
        preview: preview::last_week(tx, person)?,
        lists,
        has_feeds: sign_in::feeds::are_open(tx, person.id)?,
    })
}

async fn page(visitor: &SignedIn, house: &House) -> Outcome<MailChoicesPage> {
    let person = visitor.person.clone();
    let chosen = house.db.read_apart(move |tx| chosen(tx, &person)).await?;
    Ok(MailChoicesPage::of(
        &visitor.person,
        chosen,
        &visitor.times(),
    ))
}

#[get("/account/mail")]
async fn look(visitor: SignedIn, house: &House) -> Reply {
    let page = page(&visitor, house).await?;
    visitor.page(house, &page)
}

#[derive(FromForm)]
struct ChoicesForm {
    topics: HashMap<String, String>,
    #[field(default = String::new())]
    digest_at: String,
    digest_days: Vec<u32>,
    #[field(default = String::new())]
    quiet_from: String,
    #[field(default = String::new())]
    quiet_to: String,
}

/// A time as browsers send it, 08:00, in minutes after midnight.
fn minutes(typed: &str) -> Option<u32> {
    let (hour, minute) = typed.trim().split_once(':')?;
    let minute = minute.split(':').next()?;
    let (hour, minute): (u32, u32) = (hour.parse().ok()?, minute.parse().ok()?);
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

impl ChoicesForm {
    fn habits(&self) -> Result<Habits, Refusal> {
        let mut complaints = Complaints::default();
        let mut time = |field: &str, typed: &str| {
            let minutes = minutes(typed);
            if minutes.is_none() {
                complaints.add(field, NO_TIME);
            }
            minutes.unwrap_or_default()
        };
        let digest_at = time("digest_at", &self.digest_at);
        let none = self.quiet_from.trim().is_empty() && self.quiet_to.trim().is_empty();
        let quiet = (!none).then(|| {
            (
                time("quiet_from", &self.quiet_from),
                time("quiet_to", &self.quiet_to),
            )
        });
        complaints.settle()?;
        let days = self.digest_days.iter().filter(|day| **day < 7);
        Ok(Habits {
            digest_at,
            digest_days: days.fold(0, |days, day| days | (1 << day)),
            quiet,
        })
    }

    /// An empty choice is the centre's; one that is none at all changes nothing.
    fn choices(&self) -> Vec<(Topic, Option<Channel>)> {
        let chosen = |(topic, channel): (&String, &String)| {
            let channel = match channel.as_str() {
                "" => None,
                word => Some(Channel::parse(word)?),
            };
            Some((Topic::parse(topic)?, channel))
        };
        self.topics.iter().filter_map(chosen).collect()
    }
}

#[post("/account/mail", data = "<form>")]
async fn save(visitor: SignedIn, house: &House, form: Form<ChoicesForm>) -> Reply {
    let (person, choices) = (visitor.person.clone(), form.choices());
    let saved = match form.habits() {
        Err(refusal) => Err(refusal.into()),
        Ok(habits) => {
            let saving = house.db.write(move |tx| {
                let theirs = topics_of(tx, &person)?;
                let is_theirs = |(topic, _): &&(Topic, Option<Channel>)| theirs.contains(topic);
                let choices: Vec<_> = choices.iter().filter(is_theirs).copied().collect();
                subscriptions::choose(tx, person.id, &choices, habits)
            });
            saving.await
        }
    };
    match saved {
        Ok(()) => Ok(Answer::told("/account/mail", CHOSEN)),
        Err(failure) => {
            let page = page(&visitor, house).await?;
            let page = page.typed([&form.digest_at, &form.quiet_from, &form.quiet_to]);
            visitor.again(house, &page, failure)
        }
    }
}

#[derive(FromForm)]
struct NarrowForm {
    #[field(default = String::new())]
    topic: String,
    #[field(default = String::new())]
    course: String,
    #[field(default = String::new())]
    tutor: String,
    #[field(default = String::new())]
    state: String,
    #[field(default = String::new())]
    channel: String,
}

fn add(tx: &Tx<'_>, person: &Person, form: &NarrowForm) -> Outcome<()> {
    let (word, event) = match form.topic.split_once(':') {
        Some((topic, event)) => (topic, Some(event)),
        None => (form.topic.as_str(), None),
    };
    let may_happen = person.oversees() || person.is(Role::Tutor);
    let theirs = topics_of(tx, person)?;
    let topic = Topic::parse(word)
        .filter(|topic| theirs.contains(topic) || (may_happen && *topic == Topic::Happened));
    let topic = topic.ok_or_else(|| Refusal::field("topic", "Choose a kind of news"))?;
    let channel = Channel::parse(&form.channel)
        .ok_or_else(|| Refusal::field("channel", "Choose how you want it"))?;
    let filled = |typed: &'_ String| !typed.is_empty();
    let tutor = Some(&form.tutor).filter(|typed| filled(typed));
    let tutor = tutor.map(|typed| PersonId(typed.parse().unwrap_or(0)));
    let typed = Narrow {
        topic,
        event,
        course: Some(form.course.as_str()).filter(|typed| !typed.is_empty()),
        tutor,
        paper: None,
        state: Some(form.state.as_str()).filter(|typed| !typed.is_empty()),
        channel,
    };
    subscriptions::narrow(tx, person.id, &typed)
}

#[post("/account/mail/narrow", data = "<form>")]
async fn narrow(visitor: SignedIn, house: &House, form: Form<NarrowForm>) -> Reply {
    let (person, form) = (visitor.person.clone(), form.into_inner());
    let adding = house.db.write(move |tx| add(tx, &person, &form));
    match adding.await {
        Ok(()) => Ok(Answer::told("/account/mail", ADDED)),
        Err(failure) => visitor.again(house, &page(&visitor, house).await?, failure),
    }
}

#[post("/account/mail/<id>/remove")]
async fn remove(visitor: SignedIn, house: &House, id: i64) -> Reply {
    let person = visitor.person.id;
    let removing = house
        .db
        .write(move |tx| subscriptions::remove(tx, person, SubscriptionId(id)));
    removing.await?;
    Ok(Answer::told("/account/mail", REMOVED))
}

/// The addresses are shown on this one answer and kept nowhere.
#[post("/account/mail/feeds")]
async fn open_feeds(visitor: SignedIn, house: &House) -> Reply {
    let person = visitor.person.id;
    let token = house
        .db
        .write(move |tx| sign_in::feeds::open(tx, person))
        .await?;
    let url = format!(
        "{}/feeds/{}",
        house.public_url.trim_end_matches('/'),
        token.reveal()
    );
    let page = page(&visitor, house).await?;
    let page = page.with_feeds(format!("{url}/promises.ics"), format!("{url}/news.atom"));
    visitor.page(house, &page)
}

#[post("/account/mail/feeds/remove")]
async fn close_feeds(visitor: SignedIn, house: &House) -> Reply {
    let person = visitor.person.id;
    let closing = house.db.write(move |tx| sign_in::feeds::close(tx, person));
    closing.await?;
    Ok(Answer::told("/account/mail#feeds", FEEDS_GONE))
}

#[derive(FromForm)]
struct OnPaperForm {
    #[field(default = String::new())]
    mail: String,
}

#[post("/papers/<number>/mail?<walked..>", data = "<form>")]
async fn on_paper(
    visitor: SignedIn,
    house: &House,
    number: &str,
    walked: Walked,
    form: Form<OnPaperForm>,
) -> Reply {
    let (number, person) = (reference(number)?, visitor.person.clone());
    let choice = OnPaper::parse(&form.mail).unwrap_or(OnPaper::Usual);
    let choosing = house.db.write(move |tx| {
        let paper = papers::find_for(tx, &person, number)?.ok_or_else(Refusal::not_found)?;
        let writes = paper.student.id == person.id;
        let follows = matches!(choice, OnPaper::Followed | OnPaper::Digested);
        if writes && follows {
            let says = "You hear of your own paper in any case.";
            return Err(Refusal::conflict(says).into());
        }
        subscriptions::choose_on_paper(tx, person.id, (number, choice))
    });
    choosing.await?;
    Ok(Answer::told(walked.page_of(number), choice_told(choice)))
}
