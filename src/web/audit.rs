//! The audit: read, filtered, and taken as a table by those who watch over all papers.

use rocket::futures::stream;
use rocket::{FromForm, Route, get, routes};

use super::answers::Reply;
use super::calm::Stop;
use super::download::Table;
use super::guards::Coordinator;
use super::house::House;
use super::looks;
use crate::audit::{self, Act, Asked, Link};
use crate::clock::Moment;
use crate::db::{Db, Tx};
use crate::pages::audit::{AuditPage, Filter, PER_PAGE, head, lines};
use crate::pages::{Times, papers_csv};
use crate::papers::{PaperNumber, due_date};
use crate::people::{self, Email, PersonId};
use crate::refusal::{Complaints, Outcome};

/// Lines of the table that are read together.
const AT_ONCE: u32 = 1000;

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    routes![list, table]
}

#[derive(FromForm)]
struct Typed {
    #[field(default = String::new())]
    who: String,
    #[field(default = String::new())]
    act: String,
    #[field(default = String::new())]
    paper: String,
    #[field(default = String::new())]
    from: String,
    #[field(default = String::new())]
    to: String,
    before: Option<i64>,
}

impl Typed {
    fn filter(&self) -> Filter {
        let clean = |text: &str| text.trim().to_owned();
        Filter {
            who: clean(&self.who),
            act: clean(&self.act),
            paper: clean(&self.paper),
            from: clean(&self.from),
            to: clean(&self.to),
        }
    }
}

/// What a filter asks for.
fn read(tx: &Tx<'_>, filter: &Filter, times: &Times) -> Outcome<Asked> {
    let mut complaints = Complaints::default();
    let by = find_person(tx, &filter.who)?;
    if by.is_none() && !filter.who.is_empty() {
        complaints.add("who", "Nobody here has this name or address");
    }
    let paper = PaperNumber::parse(&filter.paper).map(|number| number.0);
    if paper.is_none() && !filter.paper.is_empty() {
        complaints.add("paper", "Enter a reference like P-1042");
    }
    let mut moment = |field: &'static str, typed: &str, day: i64| -> Option<Moment> {
        match due_date::parse(typed) {
            Ok(Some(date)) => {
                let midnight = times.on(&date.to_string(), 0);
                midnight.map(|midnight| midnight.plus_days(day))
            }
            Ok(None) => None,
            Err(_) => {
                complaints.add(field, "Enter a date like 2026-11-14");
                None
            }
        }
    };
    let (from, until) = (moment("from", &filter.from, 0), moment("to", &filter.to, 1));
    complaints.settle()?;
    Ok(Asked {
        by: by.map(|id| id.0),
        act: Act::parse(&filter.act),
        paper,
        from,
        until,
        before: None,
    })
}

/// The person with this address, or the first by name who has these words in it.
fn find_person(tx: &Tx<'_>, typed: &str) -> Outcome<Option<PersonId>> {
    if typed.is_empty() {
        return Ok(None);
    }
    if let Some(email) = Email::parse(typed) {
        return Ok(people::find_by_email(tx, &email)?.map(|person| person.id));
    }
    let found = people::search(tx, (None, typed), ("", PersonId(0)), 1)?;
    Ok(found.first().map(|person| person.id))
}

#[get("/settings/audit?<typed..>")]
async fn list(coordinator: Coordinator, house: &House, typed: Typed) -> Reply {
    let (filter, times, before) = (typed.filter(), coordinator.times(), typed.before);
    let asked = filter.clone();
    let looking = house.db.read_apart(move |tx| {
        let asked = Asked {
            before: before.map(Link),
            ..read(tx, &asked, &times)?
        };
        audit::entries(tx, &asked, PER_PAGE + 1)
    });
    let (found, wrong) = match looking.await {
        Ok(found) => (found, None),
        Err(failure) => (Vec::new(), Some(failure)),
    };
    let page = AuditPage::of(found, before.is_none(), filter, &coordinator.times());
    match wrong {
        None => coordinator.page(house, &page),
        Some(failure) => coordinator.again(house, &page, failure),
    }
}

/// All that a filter finds as a table, piece by piece.
#[get("/settings/audit.csv?<typed..>")]
async fn table(coordinator: Coordinator, house: &House, typed: Typed) -> Result<Table, Stop> {
    let (filter, times) = (typed.filter(), coordinator.times());
    let asked = house.db.read(move |tx| read(tx, &filter, &times)).await?;
    looks::exported(house, &coordinator.person, "audit.csv").await?;
    let all = Lines {
        db: house.db.clone(),
        times: coordinator.times(),
        asked,
    };
    let pieces = stream::unfold(Some(all), |all| async move { Some(all?.more().await) });
    Ok(Table::new("audit.csv", pieces))
}

/// The lines of the table on their way out.
struct Lines {
    db: Db,
    times: Times,
    asked: Asked,
}

impl Lines {
    /// The next lines, and what is left after them.
    async fn more(mut self) -> (Vec<u8>, Option<Self>) {
        let first = if self.asked.before.is_none() {
            head()
        } else {
            String::new()
        };
        let asked = self.asked.clone();
        let reading = self
            .db
            .read_apart(move |tx| audit::entries(tx, &asked, AT_ONCE));
        match reading.await {
            Ok(found) => {
                let text = format!("{first}{}", lines(&found, &self.times));
                self.asked.before = found.last().map(|last| last.seq);
                let is_over = found.len() < AT_ONCE as usize;
                (text.into_bytes(), (!is_over).then_some(self))
            }
            Err(failure) => {
                tracing::error!(%failure, "a table could not be written to its end");
                (papers_csv::broken_off().into_bytes(), None)
            }
        }
    }
}
