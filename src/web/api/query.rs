//! What stands behind the question mark: each name once, or nobody could tell which is meant.

use rocket::Request;
use rocket::request::{FromRequest, Outcome};

use crate::refusal::Refusal;

/// Names and values, as they were asked.
pub struct Query(Vec<(String, String)>);

impl Query {
    /// What was asked under this name, if anything was.
    ///
    /// # Errors
    /// A refusal where it stands there twice.
    pub fn one(&self, name: &str) -> Result<Option<&str>, Refusal> {
        let mut all = self.0.iter().filter(|(known, _)| known == name);
        match (all.next(), all.next()) {
            (_, Some(_)) => Err(Refusal::field(name, "This stands in the address twice")),
            (found, None) => Ok(found.map(|(_, value)| value.as_str())),
        }
    }

    /// The same as one of the words that `parse` knows.
    ///
    /// # Errors
    /// A refusal where it is none of them, or stands there twice.
    pub fn word<T>(&self, name: &str, parse: fn(&str) -> Option<T>) -> Result<Option<T>, Refusal> {
        let unknown = || Refusal::field(name, format!("There is no such {name}"));
        let word = self.one(name)?;
        word.map(|word| parse(word).ok_or_else(unknown)).transpose()
    }

    /// The same, to be kept.
    ///
    /// # Errors
    /// A refusal where it stands there twice.
    pub fn owned(&self, name: &str) -> Result<Option<String>, Refusal> {
        Ok(self.one(name)?.map(str::to_owned))
    }
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Query {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        let asked = request.uri().query().map_or("", |query| query.as_str());
        let pairs = url::form_urlencoded::parse(asked.as_bytes());
        Outcome::Success(Self(pairs.into_owned().collect()))
    }
}
