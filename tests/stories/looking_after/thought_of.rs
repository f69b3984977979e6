//! Every place in the database where a word of somebody's can stand, and what becomes of it when they are erased or take
//! home what is kept of them: a table or a column that is new has to be thought of here.

use std::collections::BTreeSet;

use crate::desk::Desk;

/// Deleted, emptied or overwritten where it is of somebody who is erased, or names them.
const GOES: &[&str] = &[
    "api_tokens: form_key name",
    "assignments: reason",
    "attempts: said",
    "bounces: said",
    "deliveries: facts last_answer name recipient why",
    "event_words: words",
    "feeds: token_hash",
    "file_pieces: bytes",
    "files: sha256",
    "gathered: facts",
    "indexed_papers: asked course held text title writer",
    "intake_answers: answer",
    "kept_answers: body fingerprint headers key",
    "mails: bytes",
    "manuscripts: file_name flags unread_why",
    "margin_notes: quote words",
    "papers: concerns course question title",
    "people: email name password_hash stop_token time_zone",
    "person_roles: role",
    "piece_versions: words",
    "pieces: exact prefix suffix words",
    "plan_items: words",
    "policy_changes: became was",
    "preparations: form id",
    "questions: answer question",
    "reading_texts: text",
    "remarks: answer words",
    "replies: words",
    "returned_notes: exact prefix suffix words",
    "returns: letter",
    "rosters: done looked sheet",
    "second_readings: words",
    "sessions: device token_hash",
    "sign_in_codes: code_hash email link_hash",
    "sign_in_links: token_hash",
    "sign_in_tries: key",
    "snippets: words",
    "subscriptions: channel event state topic",
    "suppressions: address reason said",
    "surveys: words",
    "tastes: face theme",
    "turned_away: course",
    "tutor_away: first_day last_day",
    "tutors: languages serves",
    "views: name search",
    "wishes_before: concerns question",
];

/// Words of ours, numbers, fingerprints, and what belongs to the centre and names nobody.
const STAYS: &[&str] = &[
    "api_token_scopes: scope",
    "api_tokens: token_hash",
    "assignments: ended_how",
    "attempts: outcome",
    "audit: digest hash prev",
    "audit_facts: act details salt subject",
    "bounces: action print via",
    "channel_defaults: channel role topic",
    "centre: contact joining joining_domains name time_zone",
    "courses: code title",
    "deliveries: boot hold letter message_id state",
    "events: data kind",
    "gathered: into_letter letter why",
    "holidays: first_day last_day name",
    "hook_attempts: outcome said",
    "hook_bodies: bytes format",
    "hook_deliveries: boot last_answer state",
    "hook_messages: message_id paper_state",
    "hooks: form format host kinds name off_why old_secret paper_state secret state token url",
    "intake_answers: question",
    "intake_questions: question",
    "manuscripts: kind",
    "margin_notes: kind sign",
    "notices: matter",
    "own_letters: body letter subject",
    "papers: due_on id state",
    "papers_bands: due_from due_to",
    "piece_versions: kind sitting",
    "pieces: kind sitting",
    "policy_changes: what",
    "pseudonym_key: key",
    "ready_texts: name words",
    "relay: domain said secret way_back",
    "remarks: kind",
    "replies: print",
    "retention: kind",
    "returned_notes: kind",
    "rosters: id",
    "second_readings: ended_how",
    "sign_in_links: purpose",
    "stops: destination",
    "turned_away: day whose",
    "untold: letter people why",
    "ways: big giving hints question second_reader sentence well",
];

/// Of these, a person takes home what is of them.
const TAKEN: &[&str] = &[
    "api_tokens",
    "assignments",
    "audit_facts",
    "courses",
    "deliveries",
    "drafts",
    "efforts",
    "event_words",
    "events",
    "feeds",
    "file_pieces",
    "intake_answers",
    "mail_habits",
    "mails",
    "manuscripts",
    "openings",
    "papers",
    "people",
    "person_roles",
    "plan_items",
    "policy_changes",
    "preparations",
    "questions",
    "remarks",
    "replies",
    "returned_notes",
    "returns",
    "sessions",
    "snippets",
    "subscriptions",
    "suppressions",
    "surveys",
    "tastes",
    "turned_away",
    "tutor_away",
    "tutor_hours",
    "tutors",
    "untold",
    "views",
    "wishes_before",
];

/// These say the same once more, hold secrets that open something, are about the desk and not about anybody, or are what
/// staff settle among themselves.
const LEFT: &[&str] = &[
    "api_token_scopes",
    "attempts",
    "audit",
    "bounces",
    "centre",
    "channel_defaults",
    "files",
    "gathered",
    "heartbeat",
    "holidays",
    "hook_attempts",
    "hook_bodies",
    "hook_deliveries",
    "hook_messages",
    "hooks",
    "indexed_papers",
    "intake_questions",
    "kept_answers",
    "kept_apart",
    "margin_notes",
    "notices",
    "own_letters",
    "piece_versions",
    "pieces",
    "pseudonym_key",
    "reading_texts",
    "papers_bands",
    "papers_to_index",
    "ready_texts",
    "relay",
    "remembered",
    "retention",
    "rosters",
    "second_readings",
    "sign_in_codes",
    "sign_in_links",
    "sign_in_tries",
    "snippet_uses",
    "stops",
    "told_apart",
    "ways",
];

/// What one query says of the tables that are there.
fn found(desk: &Desk, sql: &str) -> BTreeSet<String> {
    let all = desk.look(|tx| tx.all(sql, &[], |row| row.get::<String>("place")));
    all.into_iter().collect()
}

/// "table: one other" as "table.one" and "table.other".
fn places(of_table: &str) -> Vec<String> {
    let (table, columns) = of_table.split_once(": ").unwrap();
    let place = |column: &str| format!("{table}.{column}");
    columns.split(' ').map(place).collect()
}

#[test]
fn every_table_that_holds_something_of_a_person_is_thought_of() {
    let found = found(
        &Desk::open(),
        "select m.name || '.' || c.name as place from sqlite_master m, pragma_table_info(m.name) c
         where m.type = 'table' and m.name not like 'sqlite~_%' escape '~' and m.name not like 'papers~_words%' escape '~'
           and upper(c.type) not in ('INTEGER', 'REAL')",
    );
    let thought_of: BTreeSet<String> = GOES
        .iter()
        .chain(STAYS)
        .flat_map(|one| places(one))
        .collect();
    assert_eq!(found, thought_of);
}

#[test]
fn every_table_is_thought_of_where_somebody_takes_home_what_is_theirs() {
    let found = found(
        &Desk::open(),
        "select name as place from sqlite_master
         where type = 'table' and name not like 'sqlite~_%' escape '~' and name not like 'papers~_words%' escape '~'",
    );
    let thought_of: BTreeSet<String> = TAKEN
        .iter()
        .chain(LEFT)
        .map(|one| (*one).to_owned())
        .collect();
    assert_eq!(found, thought_of);
}
