//! The page of API tokens: which there are, and the form that makes one.

use serde::Serialize;

use super::{Choice, Page, Times, words};
use crate::clock::Moment;
use crate::people::{Person, Role};
use crate::sign_in::{ApiToken, Lifetime, Listed, Scope, Standing, Token};

/// So many tokens stand on a page.
pub const PER_PAGE: u32 = 50;
/// From so many days before its end on, a token is marked.
const SOON_DAYS: i64 = 14;

/// A token as the form that makes one shows it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct TokenForm {
    /// What it is for.
    pub name: String,
    /// The words of what it may do.
    pub scopes: Vec<String>,
    /// How long it lasts, like 90d.
    pub expires: String,
    /// What tells this form from all others.
    pub key: String,
}

impl TokenForm {
    fn fresh() -> Self {
        Self {
            expires: "90d".to_owned(),
            key: Token::new().reveal().to_owned(),
            ..Self::default()
        }
    }

    /// What was chosen that it may do; what is no scope was not chosen.
    #[must_use]
    pub fn scopes(&self) -> Vec<Scope> {
        let chosen = self.scopes.iter();
        chosen.filter_map(|word| Scope::parse(word)).collect()
    }

    /// How long it is to last, if that can be understood.
    #[must_use]
    pub fn lasts(&self) -> Option<Lifetime> {
        Lifetime::parse(&self.expires)
    }

    /// The form's key, where it came with one.
    #[must_use]
    pub fn key(&self) -> Option<&str> {
        Some(self.key.as_str()).filter(|key| !key.is_empty())
    }
}

#[derive(Serialize)]
struct ScopeChoice {
    value: &'static str,
    label: &'static str,
    hint: &'static str,
}

fn scope_choices() -> Vec<ScopeChoice> {
    let choice = |scope: &Scope| ScopeChoice {
        value: scope.as_str(),
        label: words::scope(*scope),
        hint: scope.as_str(),
    };
    Scope::ALL.iter().map(choice).collect()
}

fn spans() -> Vec<Choice> {
    Choice::all(&[
        ("7d", "7 days"),
        ("30d", "30 days"),
        ("90d", "90 days"),
        ("180d", "180 days"),
        ("365d", "365 days"),
    ])
}

#[derive(Serialize)]
struct Row {
    href: String,
    name: String,
    made: String,
    owner: String,
    may: String,
    state: String,
    ends_soon: bool,
    works: bool,
    used: String,
}

fn row(listed: Listed, times: &Times) -> Row {
    let token = listed.token;
    let works = token.standing(times.now()) == Standing::Good;
    Row {
        href: format!("/settings/tokens/{}", token.id.0),
        made: times.within(token.created_at),
        owner: listed.owner,
        may: in_one_line(&token.scopes),
        state: state(&token, times),
        ends_soon: works && token.expires_at <= times.now().plus_days(SOON_DAYS),
        works,
        used: used(token.last_used_at, times),
        name: token.name,
    }
}

/// What a token may do, as one line: "Read papers; send mails again".
fn in_one_line(scopes: &[Scope]) -> String {
    let mut line = String::new();
    for scope in scopes {
        let says = words::scope(*scope);
        if line.is_empty() {
            line.push_str(says);
        } else {
            line.push_str("; ");
            line.extend(says.chars().take(1).flat_map(char::to_lowercase));
            line.extend(says.chars().skip(1));
        }
    }
    line
}

/// How a token stands: "Works until today 17:00".
pub(super) fn state(token: &ApiToken, times: &Times) -> String {
    let expires = times.within(token.expires_at);
    match (token.standing(times.now()), token.revoked_at) {
        (Standing::Revoked, Some(at)) => format!("Revoked {}", times.within(at)),
        (Standing::Expired, _) => format!("Expired {expires}"),
        _ => format!("Works until {expires}"),
    }
}

/// When it was last used.
pub(super) fn used(at: Option<Moment>, times: &Times) -> String {
    at.map_or_else(|| "Never".to_owned(), |at| times.clock(at))
}

/// Which tokens a list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// One's own.
    Own,
    /// All that one may see.
    Everybody,
}

impl Whose {
    /// From the word in an address.
    #[must_use]
    pub fn parse(word: Option<&str>) -> Self {
        if word == Some("everybody") {
            Self::Everybody
        } else {
            Self::Own
        }
    }

    const fn href(self) -> &'static str {
        match self {
            Self::Own => "/settings/tokens",
            Self::Everybody => "/settings/tokens?whose=everybody",
        }
    }
}

/// The tokens, and the form that makes one.
#[derive(Serialize)]
pub struct TokensPage {
    tokens: Vec<Row>,
    has_settings: bool,
    sees_all: bool,
    everybody: bool,
    newest: &'static str,
    older: String,
    form: TokenForm,
    scopes: Vec<ScopeChoice>,
    spans: Vec<Choice>,
}

impl TokensPage {
    /// From the tokens found (one more than a page holds tells that there are others), as somebody sees them.
    #[must_use]
    pub fn of(
        mut found: Vec<Listed>,
        (whose, from_the_start): (Whose, bool),
        by: &Person,
        times: &Times,
    ) -> Self {
        let more = found.len() > PER_PAGE as usize;
        found.truncate(PER_PAGE as usize);
        let sees_all = by.is(Role::Admin);
        let whose = if sees_all { whose } else { Whose::Own };
        let joint = if whose == Whose::Own { '?' } else { '&' };
        let last = found.last().filter(|_| more);
        Self {
            has_settings: by.oversees(),
            sees_all,
            everybody: whose == Whose::Everybody,
            newest: if from_the_start { "" } else { whose.href() },
            older: last
                .map(|last| format!("{}{joint}before={}", whose.href(), last.token.id.0))
                .unwrap_or_default(),
            tokens: found.into_iter().map(|one| row(one, times)).collect(),
            form: TokenForm::fresh(),
            scopes: scope_choices(),
            spans: spans(),
        }
    }

    /// The same with a token as somebody typed it; the form's key stays a fresh one.
    #[must_use]
    pub fn typed(self, typed: TokenForm) -> Self {
        let key = self.form.key;
        Self {
            form: TokenForm { key, ..typed },
            ..self
        }
    }
}

impl Page for TokensPage {
    const TEMPLATE: &'static str = "tokens/list.html";

    fn title(&self) -> String {
        "API tokens".to_owned()
    }
}
