//! Who asks: a token, the person it acts as, and what it may be used for. Each guard's type says which scope it wants.

use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};

use rocket::Request;
use rocket::http::Status;
use rocket::request::{FromRequest, Outcome};

use super::problem::Problem;
use super::rates::Standing;
use crate::people::Person;
use crate::sign_in::{self, Scope, TokenId};
use crate::web::house::House;

/// What others read where only those who watch over all papers may come in.
const OVERSEERS_ONLY: &str = "Only tokens of coordinators and admins may do this.";

/// A program that showed a good token.
pub struct Bearer(Arc<sign_in::Bearer>);

impl Deref for Bearer {
    type Target = sign_in::Bearer;

    fn deref(&self) -> &sign_in::Bearer {
        &self.0
    }
}

impl Bearer {
    /// Whether its token may be used for one of these.
    ///
    /// # Errors
    /// The problem that names what it lacks.
    pub fn needs(&self, any: &[Scope]) -> Result<(), Problem> {
        if any.iter().any(|scope| self.token.scopes.contains(scope)) {
            Ok(())
        } else {
            Err(Problem::lacks(any))
        }
    }
}

/// The problem that a guard met, for the answer.
#[derive(Default)]
pub struct Met(Mutex<Option<Problem>>);

impl Met {
    /// What was met on this request, if anything was.
    pub fn on(request: &Request<'_>) -> Option<Problem> {
        let met: &Self = request.local_cache(Self::default);
        met.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// The end of a guard's work: a problem for the answer.
pub fn stop<T>(request: &Request<'_>, problem: Problem) -> Outcome<T, ()> {
    let status = Status::new(problem.status());
    let met: &Met = request.local_cache(Met::default);
    *met.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(problem);
    Outcome::Error((status, ()))
}

/// How the token stands, for the answer; nothing where there was none.
pub struct Counted(pub Option<Standing>);

async fn admit(request: &Request<'_>, any: &[Scope]) -> Result<Bearer, Problem> {
    let house = request.rocket().state::<House>();
    let house = house.ok_or(Problem::of(Status::InternalServerError))?;
    let said = request.headers().get_one("Authorization");
    let (kind, secret) = said
        .and_then(|said| said.split_once(' '))
        .unwrap_or_default();
    if !kind.eq_ignore_ascii_case("bearer") {
        return Err(Problem::no_token());
    }
    let secret = secret.trim().to_owned();
    let shown = house.db.read(move |tx| {
        let found = sign_in::bearer(tx, &secret)?;
        Ok(found.map(|found| (found.token.wants_touch(tx.now()), found)))
    });
    let (wants_touch, found) = shown.await?.ok_or_else(Problem::no_token)?;
    let id = found.token.id;
    let standing = house.rates.count(&found.person);
    let _: &Counted = request.local_cache(|| Counted(Some(standing)));
    if let Some(refusal) = standing.refusal() {
        return Err(refusal.into());
    }
    if wants_touch {
        touch(house, id).await;
    }
    let bearer = Bearer(found);
    bearer.needs(any)?;
    Ok(bearer)
}

/// A full disk must not stop anybody from reading.
async fn touch(house: &House, id: TokenId) {
    if let Err(failure) = house.db.write(move |tx| sign_in::touch_token(tx, id)).await {
        tracing::warn!(%failure, "a token's use could not be noted");
    }
}

/// A guard for tokens with one of these scopes, whose person fits.
macro_rules! scope {
    ($(#[$doc:meta])* $name:ident, $($scope:ident)|+) => {
        scope!($(#[$doc])* $name, $($scope)|+, |_| true);
    };
    ($(#[$doc:meta])* $name:ident, $($scope:ident)|+, $fits:expr) => {
        $(#[$doc])*
        pub struct $name(Bearer);

        impl Deref for $name {
            type Target = Bearer;

            fn deref(&self) -> &Bearer {
                &self.0
            }
        }

        #[rocket::async_trait]
        impl<'r> FromRequest<'r> for $name {
            type Error = ();

            async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
                let fits: fn(&Person) -> bool = $fits;
                match admit(request, &[$(Scope::$scope),+]).await {
                    Ok(bearer) if fits(&bearer.person) => Outcome::Success(Self(bearer)),
                    Ok(_) => stop(request, Problem::new(403, OVERSEERS_ONLY)),
                    Err(problem) => stop(request, problem),
                }
            }
        }
    };
}

scope! {
    /// May send in papers.
    Submits, PapersSubmit
}

scope! {
    /// May read papers.
    Reads, PapersRead
}

scope! {
    /// May give papers to tutors.
    Assigns, PapersAssign
}

scope! {
    /// May change papers in some way; which fields, depends on which of the two.
    Changes, PapersAssign | PapersSubmit
}

scope! {
    /// May read what tutors returned.
    ReadsFeedback, FeedbackRead
}

scope! {
    /// May follow what happens.
    Follows, EventsRead
}

scope! {
    /// May see how the mails about a paper fared.
    SeesMail, DeliveriesRead
}

scope! {
    /// May see how all mails fared.
    SeesAllMail, DeliveriesRead, Person::oversees
}

scope! {
    /// May send mails again.
    Retries, DeliveriesRetry, Person::oversees
}

scope! {
    /// May see who is at the desk.
    SeesPeople, PeopleRead, Person::oversees
}

scope! {
    /// May add people and change them.
    ChangesPeople, PeopleWrite, Person::oversees
}
