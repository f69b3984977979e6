//! Who may come in: every page asks for one of these, and its type says the rest.

use std::ops::Deref;
use std::sync::Arc;

use rocket::Request;
use rocket::http::Status;
use rocket::request::{FromRequest, Outcome};

use super::answers::{Answer, Reply, read_flash};
use super::caller::{address, caller};
use super::calm::Stop;
use super::gate;
use super::house::House;
use super::same_site::is_same_site;
use crate::centre::{self, Centre};
use crate::clock::Moment;
use crate::pages::{Page, Shell, Times};
use crate::people::tastes::{self, Tastes};
use crate::people::{Person, Role};
use crate::refusal::{Failure, Outcome as Done, Refusal};
use crate::sign_in::{self, Caller, Session, Token};

/// A session's last visit is written down at most this often, in seconds.
const TOUCH_EVERY: i64 = 300;

/// Somebody who asks for a page, signed in or not.
pub struct Visitor {
    /// Where they come from.
    pub caller: Caller,
    /// Whether they sit at the machine itself.
    pub is_local: bool,
    /// Who they are, if they are signed in.
    pub person: Option<Person>,
    /// Their session.
    pub session: Option<Session>,
    /// The centre, once it is set up.
    pub centre: Option<Centre>,
    /// The moment of this visit.
    pub now: Moment,
    /// What stands around the page they get.
    pub shell: Shell,
}

impl Visitor {
    /// The visitor behind a request, looked up once.
    pub async fn behind(request: &Request<'_>) -> Option<Arc<Self>> {
        let found: &Option<Arc<Self>> = request
            .local_cache_async(async {
                let house = request.rocket().state::<House>()?;
                match look_up(request, house).await {
                    Ok(visitor) => Some(Arc::new(visitor)),
                    Err(failure) => {
                        tracing::error!(%failure, "a visitor could not be looked up");
                        None
                    }
                }
            })
            .await;
        found.clone()
    }

    /// Moments in the centre's words, and in the visitor's own time where they set one.
    #[must_use]
    pub fn times(&self) -> Times {
        let times = match &self.centre {
            Some(centre) => Times::new(centre, self.now),
            None => Times::new(&Centre::default(), self.now),
        };
        match self.person.as_ref().and_then(|person| person.zone.as_ref()) {
            Some(zone) => times.for_reader_in(zone),
            None => times,
        }
    }

    /// 200 with a page.
    ///
    /// # Errors
    /// When the page cannot be rendered.
    pub fn page<P: Page>(&self, house: &House, page: &P) -> Reply {
        Ok(Answer::page(
            Status::Ok,
            house.pages.render(&self.shell, page, &[])?,
        ))
    }

    /// The same page again, with what was typed and what is wrong with it; any other failure is handed on.
    ///
    /// # Errors
    /// The failure itself, where it is not about fields.
    pub fn again<P: Page>(&self, house: &House, page: &P, failure: Failure) -> Reply {
        let Failure::Refused(refusal) = failure else {
            return Err(failure.into());
        };
        if refusal.fields.is_empty() {
            return Err(Stop::from(refusal));
        }
        Ok(Answer::page(
            Status::UnprocessableEntity,
            house.pages.render(&self.shell, page, &refusal.fields)?,
        ))
    }
}

async fn look_up(request: &Request<'_>, house: &House) -> Done<Visitor> {
    let name = super::answers::session_cookie(house);
    let token = request
        .cookies()
        .get(name)
        .map(|cookie| Token::received(cookie.value()));
    let (centre, found, likes, now) = house
        .db
        .read(move |tx| {
            let found = token
                .map(|token| sign_in::find_session(tx, &token))
                .transpose()?
                .flatten();
            let likes = match &found {
                Some((_, person)) => tastes::of(tx, person.id)?,
                None => Tastes::default(),
            };
            Ok((centre::find(tx)?, found, likes, tx.now()))
        })
        .await?;
    let (session, person) = found.unzip();
    if let Some(session) = session
        .as_ref()
        .filter(|session| now.seconds_since(session.seen_at) > TOUCH_EVERY)
    {
        let id = session.id;
        // A full disk must not stop anybody from reading.
        if let Err(failure) = house.db.write(move |tx| sign_in::touch(tx, id)).await {
            tracing::warn!(%failure, "a visit could not be noted");
        }
    }
    let named = centre.as_ref().map_or(("", ""), |centre| {
        (centre.name.as_str(), centre.contact.as_str())
    });
    let mut shell = Shell::new(named, person.as_ref(), request.uri().path().as_str());
    shell.flash = read_flash(request.cookies());
    shell.tastes = likes;
    let is_forwarded = request.headers().contains(gate::FORWARDED.as_str());
    let is_local = !is_forwarded && address(request).is_some_and(|ip| ip.is_loopback());
    Ok(Visitor {
        caller: caller(request),
        is_local,
        person,
        session,
        centre,
        now,
        shell,
    })
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for &'r House {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        match request.rocket().state::<House>() {
            Some(house) => Outcome::Success(house),
            None => Outcome::Error((Status::InternalServerError, ())),
        }
    }
}

/// Anybody at all, from our own pages.
pub struct Anyone(Arc<Visitor>);

impl Deref for Anyone {
    type Target = Visitor;

    fn deref(&self) -> &Visitor {
        &self.0
    }
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Anyone {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        match request.rocket().state::<House>() {
            Some(house) if !is_same_site(request, house) => {
                return Outcome::Error((Status::Forbidden, ()));
            }
            _ => {}
        }
        match Visitor::behind(request).await {
            Some(visitor) => Outcome::Success(Self(visitor)),
            None => Outcome::Error((Status::InternalServerError, ())),
        }
    }
}

/// A guard for those who are signed in and fit: the person is at hand, and so is the visitor behind them.
macro_rules! door {
    ($(#[$doc:meta])* $name:ident, $fits:expr) => {
        $(#[$doc])*
        pub struct $name {
            /// Who they are.
            pub person: Person,
            visitor: Anyone,
        }

        impl Deref for $name {
            type Target = Visitor;

            fn deref(&self) -> &Visitor {
                &self.visitor
            }
        }

        #[rocket::async_trait]
        impl<'r> FromRequest<'r> for $name {
            type Error = ();

            async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
                let visitor = match Anyone::from_request(request).await {
                    Outcome::Success(visitor) => visitor,
                    Outcome::Error(error) => return Outcome::Error(error),
                    Outcome::Forward(status) => return Outcome::Forward(status),
                };
                let fits: fn(&Person) -> bool = $fits;
                match visitor.person.clone() {
                    None => Outcome::Error((Status::Unauthorized, ())),
                    Some(person) if fits(&person) => Outcome::Success(Self { person, visitor }),
                    Some(_) => Outcome::Error((Status::Forbidden, ())),
                }
            }
        }
    };
}

door! {
    /// Anybody who is signed in.
    SignedIn, |_| true
}

door! {
    /// A student.
    Student, |person| person.is(Role::Student)
}

door! {
    /// A tutor.
    Tutor, |person| person.is(Role::Tutor)
}

door! {
    /// Whoever works at the desk.
    Staff, Person::is_staff
}

door! {
    /// A coordinator, or an admin, who sees what coordinators see.
    Coordinator, Person::oversees
}

door! {
    /// An admin.
    Admin, |person| person.is(Role::Admin)
}

/// A reference from an address; what is no reference is simply not there.
///
/// # Errors
/// `NotFound`.
pub fn reference(text: &str) -> Result<crate::papers::PaperNumber, Refusal> {
    crate::papers::PaperNumber::parse(text).ok_or_else(Refusal::not_found)
}
