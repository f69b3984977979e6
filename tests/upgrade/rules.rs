//! A schema that writes the rules of its columns in other words lets in what the one before it let in, and nothing else.

use std::collections::BTreeMap;

use rusqlite::Connection;

use crate::Old;

/// The rule of each column that has one, as a schema has it.
fn rules(schema: usize) -> BTreeMap<(String, String), String> {
    let old = Old::of_schema(schema);
    let connection = old.connect();
    let mut tables = connection
        .prepare("select name, sql from sqlite_schema where type = 'table' and sql is not null")
        .unwrap();
    let tables = tables.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
    let mut rules = BTreeMap::new();
    for (table, sql) in tables.unwrap().map(Result::<(String, String), _>::unwrap) {
        for line in sql.lines() {
            let column = line.split_whitespace().next().unwrap_or_default();
            let Some((_, rest)) = line.split_once("check (") else {
                continue;
            };
            let mut open = 1;
            let ends = rest.find(|c| {
                open += i32::from(c == '(') - i32::from(c == ')');
                open == 0
            });
            let rule = rest[..ends.unwrap_or(rest.len())].to_owned();
            rules.insert((table.clone(), column.to_owned()), rule);
        }
    }
    rules
}

#[test]
fn rules_that_are_written_otherwise_are_the_same_rules() {
    let (mut before, after) = (rules(24), rules(25));
    let freed = ("gathered".to_owned(), "into_letter".to_owned());
    assert!(
        before.remove(&freed).is_some(),
        "any letter may be told again"
    );
    assert!(before.keys().eq(after.keys()));
    let changed = before.iter().filter(|(key, rule)| after[key] != **rule);
    let connection = Connection::open_in_memory().unwrap();
    let mut compared = 0;
    for ((table, column), was) in changed {
        let is = &after[&(table.clone(), column.clone())];
        let words = was.split_once(" in (").unwrap().1.trim_end_matches(')');
        for word in words.split(", ").chain(["'nonsense'", "''", "null", "1"]) {
            let sql = format!("select ({was}) is ({is}) from (select {word} as {column})");
            let same: bool = connection.query_row(&sql, [], |row| row.get(0)).unwrap();
            assert!(same, "{table}.{column} of {word}");
        }
        compared += 1;
    }
    assert_eq!(compared, 10);
}
