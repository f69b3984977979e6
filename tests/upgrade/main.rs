//! Every released schema, with rows in it, opens with the newest binary; one that cannot be opened is left as it was.
//! A released schema N has its rows in `upgrade/schema_N.sql`; they stay as they are for ever.
#![expect(clippy::unwrap_used, reason = "a story that cannot go on has failed")]

mod rules;

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::thread;

use paperdesk::assets;
use paperdesk::clock::{Clock, Moment};
use paperdesk::db::{self, DataDir, Db, MigrateError, newest_version};
use paperdesk::drafts;
use paperdesk::events;
use paperdesk::outbox;
use paperdesk::papers::{self, PaperNumber};
use paperdesk::people::{self, Email, Role};
use paperdesk::sign_in::{self, Scope, TokenId};
use rusqlite::Connection;

const PAPER: PaperNumber = PaperNumber(1001);

/// A data dir that goes when the story ends, with a database as an older binary left it.
struct Old(PathBuf);

impl Old {
    fn nothing() -> Self {
        Self(std::env::temp_dir().join(format!("paperdesk-upgrade-{}", uuid::Uuid::now_v7())))
    }

    fn of_schema(schema: usize) -> Self {
        let old = Self::nothing();
        let connection = old.connect();
        connection
            .execute_batch("pragma journal_mode = wal; pragma foreign_keys = on;")
            .unwrap();
        for (n, (_, step)) in assets::migrations().iter().enumerate().take(schema) {
            connection.execute_batch(step).unwrap();
            connection.execute_batch(&rows_of_schema(n + 1)).unwrap();
        }
        connection
            .pragma_update(None, "user_version", i64::try_from(schema).unwrap())
            .unwrap();
        old
    }

    fn dir(&self) -> DataDir {
        DataDir::open(&self.0).unwrap()
    }

    fn connect(&self) -> Connection {
        Connection::open(self.dir().database()).unwrap()
    }

    fn open(&self) -> Result<Db, MigrateError> {
        Db::open(&self.dir(), Clock::held_at(Moment(1_793_700_000_000)))
    }

    /// Everything in the file: its version, its tables, and how many rows each holds.
    fn contents(&self) -> Vec<(String, i64)> {
        let connection = self.connect();
        let version = connection
            .pragma_query_value(None, "user_version", |row| row.get(0))
            .unwrap();
        let mut tables = connection
            .prepare("select name from sqlite_master where type = 'table' order by name")
            .unwrap();
        let names: Vec<String> = tables
            .query_map([], |row| row.get(0))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        let count = |name: &String| {
            connection.query_row(&format!("select count(*) from {name}"), [], |row| {
                row.get(0)
            })
        };
        let mut found: Vec<_> = names
            .iter()
            .map(|name| (name.clone(), count(name).unwrap()))
            .collect();
        found.push(("user_version".into(), version));
        found
    }

    fn copies(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(&self.0)
            .unwrap()
            .map(|entry| entry.unwrap().path());
        let is_copy = |path: &PathBuf| {
            path.file_name()
                .unwrap()
                .to_str()
                .unwrap()
                .starts_with("before-schema-")
        };
        entries.filter(is_copy).collect()
    }
}

impl Drop for Old {
    fn drop(&mut self) {
        // A writer that has just been let go may still be closing its files.
        let is_gone = (0..1000).any(|_| {
            thread::yield_now();
            fs::remove_dir_all(&self.0).is_ok()
        });
        assert!(is_gone || thread::panicking());
    }
}

fn rows_of_schema(n: usize) -> String {
    let path = format!(
        "{}/tests/upgrade/schema_{n}.sql",
        env!("CARGO_MANIFEST_DIR")
    );
    fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("schema {n} has no rows to be upgraded: {path}: {error}"))
}

#[track_caller]
fn holds_the_people(db: &Db) {
    let ben = db
        .read_now(|tx| people::find_by_email(tx, &Email::parse("ben@example.edu").unwrap()))
        .unwrap()
        .unwrap();
    assert_eq!((ben.name.as_str(), ben.auth_epoch), ("Ben Okafor", 3));
    assert_eq!(ben.roles, [Role::Tutor, Role::Coordinator]);
}

#[track_caller]
fn holds_the_paper(db: &Db) {
    let paper = db.read_now(|tx| papers::find(tx, PAPER)).unwrap().unwrap();
    assert_eq!(
        (paper.title.as_str(), paper.state.as_str(), paper.version),
        ("Community gardens", "marking", 3)
    );
    assert_eq!(paper.tutor.unwrap().email, "ben@example.edu");
    db.read_now(drafts::check_files).unwrap();
    let draft = db
        .read_now(|tx| drafts::newest(tx, PAPER))
        .unwrap()
        .unwrap();
    assert_eq!(
        db.read_now(|tx| drafts::piece(tx, draft.manuscript.file, 0))
            .unwrap()
            .unwrap(),
        b"hi"
    );
}

#[track_caller]
fn holds_the_mail(db: &Db) {
    let happened = db.read_now(|tx| events::of_paper(tx, PAPER)).unwrap();
    assert_eq!(happened[1].sentence(), "Odo Brandt gave it to Ben Okafor");
    let receipt = &db.read_now(|tx| outbox::of_paper(tx, PAPER)).unwrap()[0];
    assert_eq!(
        (receipt.recipient.as_str(), receipt.state.as_str()),
        ("ada@example.edu", "pending")
    );
}

#[track_caller]
fn holds_the_token(db: &Db) {
    let found = db.read_now(|tx| sign_in::find_token(tx, None, TokenId(1)));
    let listed = found.unwrap().unwrap();
    assert_eq!(
        (listed.owner.as_str(), listed.token.name.as_str()),
        ("Ben Okafor", "Course system")
    );
    assert_eq!(listed.token.scopes, [Scope::PapersRead, Scope::EventsRead]);
}

#[test]
fn every_released_schema_opens_with_its_rows() {
    for schema in 1..=assets::migrations().len() {
        let old = Old::of_schema(schema);
        let db = old.open().unwrap();
        holds_the_people(&db);
        if schema >= 2 {
            holds_the_paper(&db);
        }
        if schema >= 3 {
            holds_the_mail(&db);
        }
        if schema >= 4 {
            holds_the_token(&db);
        }
        assert!(
            old.contents()
                .contains(&("user_version".into(), newest_version()))
        );
        assert_eq!(db::schema_of(db.path()).unwrap(), Some(newest_version()));
    }
}

#[test]
fn a_verified_copy_is_kept_before_anything_changes() {
    let old = Old::of_schema(2);
    let before = old.contents();
    drop(old.open().unwrap());
    let copies = old.copies();
    let name = format!("before-schema-{}-1793700000000.db", newest_version());
    assert_eq!(copies, [old.0.join(name)]);
    assert_eq!(db::verify(&copies[0], |_| Ok(())).unwrap().schema, 2);
    let back = Old::nothing();
    fs::copy(&copies[0], back.dir().database()).unwrap();
    assert_eq!(back.contents(), before);
}

#[test]
fn a_desk_that_is_up_to_date_is_not_copied() {
    let old = Old::of_schema(assets::migrations().len());
    drop(old.open().unwrap());
    assert_eq!(old.copies(), [] as [PathBuf; 0]);
}

#[test]
fn a_failed_migration_leaves_the_file_as_it_was() {
    let old = Old::of_schema(1);
    // The second step will go well and the third meet a table that is already there.
    old.connect()
        .execute_batch("create table attempts (n integer)")
        .unwrap();
    let before = old.contents();
    let Err(MigrateError::Migration(says)) = old.open() else {
        panic!("it opened")
    };
    assert!(
        says.contains("nothing was changed") && says.contains("attempts"),
        "{says}"
    );
    assert_eq!(old.contents(), before);
}

#[test]
fn a_newer_schema_is_refused_and_not_a_byte_of_it_changes() {
    let old = Old::of_schema(assets::migrations().len());
    old.connect()
        .pragma_update(None, "user_version", newest_version() + 1)
        .unwrap();
    let before = fs::read(old.dir().database()).unwrap();
    let Err(MigrateError::Migration(says)) = old.open() else {
        panic!("it opened")
    };
    assert!(says.contains("start a newer paperdesk"), "{says}");
    assert!(
        fs::read(old.dir().database()).unwrap() == before,
        "the file was changed"
    );
    assert_eq!(old.copies(), [] as [PathBuf; 0]);
}

#[test]
fn the_server_says_so_with_its_exit_code() {
    let old = Old::of_schema(1);
    old.connect()
        .pragma_update(None, "user_version", 99)
        .unwrap();
    let mut serve = Command::new(env!("CARGO_BIN_EXE_paperdesk"));
    let said = serve
        .args(["serve", "--listen", "127.0.0.1:0", "--data"])
        .arg(&old.0)
        .env_clear()
        .output()
        .unwrap();
    assert_eq!(
        (said.status.code(), said.stdout.as_slice()),
        (Some(3), &b""[..])
    );
}
