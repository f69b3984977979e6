//! The rows that the desk wrote for papers, taken out of its database and written into another by rusqlite alone.

use std::path::Path;

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

/// Each table a paper stands in, in the order in which they refer to each other, and how its rows are found; `?1` is the
/// paper's number. What was typed is kept before there is a paper, which it is told at the end.
const TABLES: [(&str, &str); 11] = [
    (
        "files",
        "select * from files where id in
             (select m.file_id from manuscripts m join drafts d on d.manuscript_id = m.id where d.paper = ?1)",
    ),
    (
        "file_pieces",
        "select * from file_pieces where file_id in
             (select m.file_id from manuscripts m join drafts d on d.manuscript_id = m.id where d.paper = ?1)",
    ),
    (
        "manuscripts",
        "select * from manuscripts where id in (select manuscript_id from drafts where paper = ?1)",
    ),
    (
        "reading_texts",
        "select * from reading_texts where manuscript_id in (select manuscript_id from drafts where paper = ?1)",
    ),
    (
        "preparations (id, person_id, form, manuscript_id, updated_at)",
        "select p.id, p.person_id, p.form, d.manuscript_id, p.updated_at
         from preparations p join drafts d on d.paper = p.sent_as where p.sent_as = ?1",
    ),
    ("papers", "select * from papers where number = ?1"),
    ("drafts", "select * from drafts where paper = ?1"),
    ("events", "select * from events where paper = ?1"),
    ("deliveries", "select * from deliveries where paper = ?1"),
    (
        "untold",
        "select * from untold where event_seq in (select seq from events where paper = ?1)",
    ),
    (
        SENT,
        "select id, sent_as, form, updated_at from preparations where sent_as = ?1",
    ),
];
const SENT: &str = "update preparations set sent_as = ?2, manuscript_id = null, form = ?3, updated_at = ?4 where id = ?1";

/// What is written for one paper: statements and their values.
pub type Paper = Vec<(String, Vec<Value>)>;

/// The rows of the first papers in a desk's database, at most so many papers.
pub fn taken_from(path: &Path, most: i64) -> Vec<Paper> {
    let connection = Connection::open(path).unwrap();
    let mut papers = connection
        .prepare("select number from papers order by number limit ?1")
        .unwrap();
    let numbers = papers.query_map([most], |row| row.get(0)).unwrap();
    numbers
        .map(|number| rows_of(&connection, number.unwrap()))
        .collect()
}

fn rows_of(connection: &Connection, number: i64) -> Paper {
    let mut paper = Paper::new();
    for (into, find) in TABLES {
        let mut find = connection.prepare_cached(find).unwrap();
        let columns = find.column_count();
        let places: Vec<String> = (1..=columns).map(|n| format!("?{n}")).collect();
        let sql = if into == SENT {
            SENT.to_owned()
        } else {
            format!("insert into {into} values ({})", places.join(", "))
        };
        let rows = find.query_map([number], |row| (0..columns).map(|n| row.get(n)).collect());
        for row in rows.unwrap() {
            paper.push((sql.clone(), row.unwrap()));
        }
    }
    paper
}

/// A connection as safe as the desk's.
pub fn open(path: &Path) -> Connection {
    let connection = Connection::open(path).unwrap();
    connection
        .execute_batch("pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma secure_delete = on")
        .unwrap();
    connection.set_prepared_statement_cache_capacity(64);
    connection
}

/// Writes them, each group in one transaction.
pub fn write(connection: &Connection, papers: &[Paper], group: usize) {
    for group in papers.chunks(group) {
        connection.execute_batch("begin immediate").unwrap();
        for (sql, values) in group.iter().flatten() {
            let mut statement = connection.prepare_cached(sql).unwrap();
            statement.execute(params_from_iter(values)).unwrap();
        }
        connection.execute_batch("commit").unwrap();
    }
}
