//! API tokens at the command line: making one for a person, listing and revoking them.

use clap::Subcommand;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use serde::Serialize;

use super::{Stop, desk, person, print};
use crate::clock::Moment;
use crate::config::Settings;
use crate::db::Db;
use crate::pages::words;
use crate::sign_in::{self, Lifetime, Listed, NewToken, Scope, TokenId};

/// How many tokens are read at once.
const PAGE: u32 = 500;

/// Shown under `paperdesk token --help`.
pub const EXAMPLE: &str = "Example:\n  paperdesk token create cora@example.edu --name \"Course system\" --scope papers:submit --scope papers:read";

/// What can be asked about tokens.
#[derive(Debug, Subcommand)]
pub enum Ask {
    /// Make a token for a person and print it, once and alone
    #[command(after_help = EXAMPLE)]
    Create(Create),
    /// List all tokens, newest first, with those that have ended
    #[command(after_help = "Example:\n  paperdesk token list --json")]
    List {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// End a token: the next request that shows it is refused
    #[command(after_help = "Example:\n  paperdesk token revoke 3")]
    Revoke {
        /// The token's number, as the list shows it
        id: i64,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

/// A token to be made.
#[derive(Debug, clap::Args)]
pub struct Create {
    /// The address of the person it acts as; it can do no more than they can
    email: String,
    /// What it is for
    #[arg(long)]
    name: String,
    /// What it may be used for; may be given several times
    #[arg(long = "scope", required = true, value_name = "SCOPE", value_parser = scope())]
    scopes: Vec<Scope>,
    /// How long it lasts, in hours, days or weeks, at most 365d
    #[arg(long, default_value = "90d", value_name = "SPAN", value_parser = lifetime)]
    expires: Lifetime,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

fn scope() -> impl TypedValueParser<Value = Scope> {
    let choice = |scope: &Scope| PossibleValue::new(scope.as_str()).help(words::scope(*scope));
    PossibleValuesParser::new(Scope::ALL.iter().map(choice))
        .try_map(|word| Scope::parse(&word).ok_or("there is no such scope"))
}

fn lifetime(text: &str) -> Result<Lifetime, &'static str> {
    Lifetime::parse(text).ok_or("say it in hours, days or weeks, like 12h, 90d or 26w")
}

/// Does what was asked.
///
/// # Errors
/// What the desk refuses, in its own words.
pub fn run(settings: &Settings, ask: Ask) -> Result<(), Stop> {
    let db = desk::open(settings)?;
    match ask {
        Ask::Create(create) => self::create(&db, create),
        Ask::List { json } => list(&db, json),
        Ask::Revoke { id, json } => revoke(&db, TokenId(id), json),
    }
}

fn create(db: &Db, ask: Create) -> Result<(), Stop> {
    let json = ask.json;
    let (made, secret) = db.write_now(move |tx| {
        let person = person::known(tx, &ask.email)?;
        let new = NewToken {
            name: &ask.name,
            scopes: &ask.scopes,
            lasts: Some(ask.expires),
            form: None,
        };
        let (id, secret) = sign_in::create_token(tx, None, &person, &new)?;
        Ok((sign_in::find_token(tx, None, id)?, secret))
    })?;
    if json {
        let shown = made.map(|made| Shown::of(made, db.clock().now()));
        return print::json(&Made {
            token: secret.reveal(),
            shown,
        });
    }
    print::say(secret.reveal())
}

fn list(db: &Db, json: bool) -> Result<(), Stop> {
    let mut found: Vec<Listed> = Vec::new();
    loop {
        let before = found.last().map(|last| last.token.id);
        let more = db.read_now(|tx| sign_in::tokens(tx, None, before, PAGE))?;
        if more.is_empty() {
            break;
        }
        found.extend(more);
    }
    show(found, db.clock().now(), json)
}

fn revoke(db: &Db, id: TokenId, json: bool) -> Result<(), Stop> {
    let known = db.read_now(|tx| sign_in::find_token(tx, None, id))?;
    if known.is_none() {
        return Err(Stop::failed(format!("There is no token {}", id.0)));
    }
    let ended = db.write_now(move |tx| {
        sign_in::revoke_token(tx, None, id)?;
        sign_in::find_token(tx, None, id)
    })?;
    show(ended.into_iter().collect(), db.clock().now(), json)
}

#[derive(Serialize)]
struct Made<'a> {
    token: &'a str,
    #[serde(flatten)]
    shown: Option<Shown>,
}

#[derive(Serialize)]
struct Shown {
    id: i64,
    email: String,
    name: String,
    scopes: Vec<Scope>,
    created_at: String,
    expires_at: String,
    last_used_at: Option<String>,
    revoked_at: Option<String>,
    state: &'static str,
}

impl Shown {
    fn of(listed: Listed, now: Moment) -> Self {
        let token = listed.token;
        let said = |moment: Moment| moment.timestamp().to_string();
        Self {
            id: token.id.0,
            email: listed.email,
            state: token.standing(now).as_str(),
            created_at: said(token.created_at),
            expires_at: said(token.expires_at),
            last_used_at: token.last_used_at.map(said),
            revoked_at: token.revoked_at.map(said),
            name: token.name,
            scopes: token.scopes,
        }
    }
}

fn show(found: Vec<Listed>, now: Moment, json: bool) -> Result<(), Stop> {
    let shown = found.into_iter().map(|listed| Shown::of(listed, now));
    if json {
        return print::json(&shown.collect::<Vec<_>>());
    }
    let row = |token: Shown| {
        let scopes: Vec<&str> = token.scopes.iter().map(|scope| scope.as_str()).collect();
        [
            token.id.to_string(),
            token.email,
            token.name,
            token.state.to_owned(),
            token.expires_at,
            token.last_used_at.unwrap_or_else(|| "never".to_owned()),
            scopes.join(" "),
        ]
    };
    let rows: Vec<[String; 7]> = shown.map(row).collect();
    let heads = [
        "id",
        "email",
        "name",
        "state",
        "expires",
        "last used",
        "scopes",
    ];
    print::say(&print::columns(heads, &rows))
}
