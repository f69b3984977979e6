//! Which room of the house may know which other.

use crate::files::{File, Strays, files};

/// (room, the rooms it may know beside `clock` and `refusal`). Rooms further down may know those further up, never
/// the other way round.
const ROOMS: [(&str, &str); 38] = [
    ("clock", ""),
    ("refusal", ""),
    ("assets", ""),
    ("gate", ""),
    ("telemetry", ""),
    ("sheets", ""),
    ("db", "assets"),
    ("audit", "db"),
    ("people", "audit db"),
    ("centre", "audit people db"),
    ("tutors", "people centre db"),
    ("events", "people db"),
    ("merging", "events tutors people audit db"),
    ("outbox", "events audit people centre db"),
    ("hooks", "outbox events audit people centre db"),
    ("sign_in", "outbox people centre audit db"),
    ("roster", "sheets sign_in tutors people centre db"),
    ("drafts", "events people db"),
    (
        "papers",
        "drafts hooks outbox events tutors people centre db",
    ),
    (
        "assignments",
        "papers drafts outbox events tutors people centre db",
    ),
    (
        "feedback",
        "assignments papers drafts outbox events people centre db sheets",
    ),
    ("inbound", "papers outbox people centre db"),
    ("erasing", "events audit people centre db"),
    ("belongings", "drafts events people db"),
    ("watch", "papers outbox events tutors people centre db"),
    (
        "reports",
        "feedback assignments papers drafts tutors people centre db",
    ),
    ("flow", "hooks outbox events papers centre db"),
    ("idempotency", "people db"),
    ("documents", "drafts"),
    ("mail", "outbox pages"),
    ("config", "mail gate"),
    ("doctor", "config mail sign_in outbox db"),
    (
        "pages",
        "flow erasing belongings reports watch doctor feedback assignments papers drafts roster merging sheets sign_in hooks outbox events tutors people centre audit assets",
    ),
    (
        "web",
        "flow erasing belongings reports inbound watch doctor pages documents idempotency feedback assignments papers drafts roster merging sign_in hooks outbox events tutors people centre audit config assets db gate telemetry",
    ),
    (
        "app",
        "telemetry erasing watch web gate config pages mail client documents idempotency feedback assignments papers roster sign_in hooks outbox events centre audit db",
    ),
    (
        "demo",
        "watch app config mail documents feedback assignments papers drafts sign_in hooks outbox events tutors people centre db",
    ),
    ("client", "documents papers hooks people sheets"),
    (
        "cli",
        "telemetry inbound demo app client doctor web gate config pages mail documents feedback assignments papers drafts sign_in hooks outbox events people centre audit db",
    ),
];

#[test]
fn imports_point_down() {
    let mut strays = Strays::default();
    for file in files("src", ".rs")
        .iter()
        .filter(|file| file.path != "src/lib.rs" && !file.is_test())
    {
        let room = file.room();
        let known = if room == "main" {
            Some("cli")
        } else {
            ROOMS
                .iter()
                .find(|(name, _)| *name == room)
                .map(|(_, known)| *known)
        };
        let Some(known) = known else {
            strays.add((file, 1), &format!("the room {room} stands in no table"));
            continue;
        };
        for (n, line) in file.code_before_tests() {
            for wanted in imported(file, line) {
                let open = wanted == room || ["clock", "refusal"].contains(&wanted.as_str());
                if !open && !known.split(' ').any(|known| known == wanted) {
                    strays.add((file, n), &format!("{room} may not know {wanted}"));
                }
            }
        }
    }
}

/// The rooms that a line names.
fn imported(file: &File, line: &str) -> Vec<String> {
    let at_the_top = file.path.split('/').count() == 2
        || (file.path.split('/').count() == 3 && file.path.ends_with("/mod.rs"));
    let mut prefixes = vec!["crate::", "paperdesk::"];
    if at_the_top {
        prefixes.push("super::");
    }
    let mut rooms = Vec::new();
    for prefix in prefixes {
        for (at, _) in line.match_indices(prefix) {
            let rest = &line[at + prefix.len()..];
            let listed = rest
                .strip_prefix('{')
                .and_then(|list| list.split('}').next());
            match listed {
                Some(list) => rooms.extend(list.split(',').map(|name| first_word(name.trim()))),
                None if rest.starts_with("web::gate") => rooms.push("gate".to_owned()),
                None => rooms.push(first_word(rest)),
            }
        }
    }
    rooms.retain(|room| ROOMS.iter().any(|(name, _)| name == room));
    rooms
}

fn first_word(text: &str) -> String {
    text.chars()
        .take_while(|c| c.is_ascii_lowercase() || *c == '_')
        .collect()
}
