//! The pages of one API token: its secret, shown once, and later what is known of it and the way to end it.

use serde::Serialize;

use super::tokens::{state, used};
use super::{Page, Times, words};
use crate::sign_in::{Listed, Scope, Standing, Token};

/// Told after a token was ended.
pub const REVOKED: &str = "The token is revoked. Whatever still uses it is refused from now on.";
/// Told where a form comes a second time.
pub const MADE_BEFORE: &str = "This token was made already, and its secret was shown then. If you did not copy it, revoke the token and make another one.";

/// The one page that shows a token's secret.
#[derive(Serialize)]
pub struct MadePage {
    name: String,
    secret: String,
    may: Vec<&'static str>,
    until: String,
}

impl MadePage {
    /// Of a token that was made this moment.
    #[must_use]
    pub fn of(listed: &Listed, secret: &Token, times: &Times) -> Self {
        Self {
            name: listed.token.name.clone(),
            secret: secret.reveal().to_owned(),
            may: sentences(&listed.token.scopes),
            until: times.clock(listed.token.expires_at),
        }
    }
}

impl Page for MadePage {
    const TEMPLATE: &'static str = "tokens/made.html";

    fn title(&self) -> String {
        "Copy your token now".to_owned()
    }
}

fn sentences(scopes: &[Scope]) -> Vec<&'static str> {
    scopes.iter().map(|scope| words::scope(*scope)).collect()
}

/// One token, and the way to end it.
#[derive(Serialize)]
pub struct TokenPage {
    id: i64,
    name: String,
    acts_as: String,
    may: Vec<&'static str>,
    made: String,
    state: String,
    used: String,
    works: bool,
}

impl TokenPage {
    /// Of a token as it stands.
    #[must_use]
    pub fn of(listed: &Listed, times: &Times) -> Self {
        let token = &listed.token;
        let made = times.clock(token.created_at);
        let ended_by = listed.revoked_by.as_ref();
        Self {
            id: token.id.0,
            name: token.name.clone(),
            acts_as: format!("{}, {}", listed.owner, listed.email),
            may: sentences(&token.scopes),
            made: match &listed.made_by {
                Some(name) => format!("{made}, by {name}"),
                None => format!("{made}, at the command line"),
            },
            state: ended_by.map_or_else(
                || state(token, times),
                |name| format!("{}, by {name}", state(token, times)),
            ),
            used: used(token.last_used_at, times),
            works: token.standing(times.now()) == Standing::Good,
        }
    }
}

impl Page for TokenPage {
    const TEMPLATE: &'static str = "tokens/token.html";

    fn title(&self) -> String {
        self.name.clone()
    }
}
