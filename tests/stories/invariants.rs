//! What must be true of every desk at every moment: queries that must return nothing, run when a story ends.

use paperdesk::audit::{self, Verdict};
use paperdesk::db::Tx;
use paperdesk::refusal::Outcome;

const NEVER: [(&str, &str); 18] = [
    (
        "a paper without a draft",
        "select number as n from papers p where not exists (select 1 from drafts d where d.paper = p.number)",
    ),
    (
        "a paper whose newest draft is another than it says",
        "select number as n from papers p where draft <> (select max(n) from drafts d where d.paper = p.number)",
    ),
    (
        "a paper that was submitted more or less than once",
        "select number as n from papers p where 1 <> (select count(*) from events e where e.paper = p.number and e.kind = 'submitted')",
    ),
    (
        "an assigned paper that nobody answers for",
        "select number as n from papers p where state in ('assigned', 'marking') and not exists (select 1 from assignments a where a.paper = p.number and a.tutor_id = p.tutor_id and a.ended_at is null)",
    ),
    (
        "somebody answering for a paper that is over or waits",
        "select p.number as n from papers p join assignments a on a.paper = p.number and a.ended_at is null where p.state not in ('assigned', 'marking', 'needs_info')",
    ),
    (
        "feedback with a second reader on a draft that its writer does not mark",
        "select s.id as n from second_readings s join drafts d on d.id = s.draft_id join papers p on p.number = d.paper where s.ended_at is null and (p.tutor_id is not s.tutor_id or p.state not in ('marking', 'returned') or d.n <> p.draft)",
    ),
    (
        "a submitted paper whose student has no receipt",
        "select p.number as n from papers p where not exists (select 1 from deliveries d where d.paper = p.number and d.letter = 'received')",
    ),
    (
        "a sent delivery without exactly one good attempt since it came back last",
        "select id as n from deliveries d where state = 'sent' and 1 + (select count(*) from bounces b where b.delivery_id = d.id and b.via = 'report' and b.action = 'failed') <> (select count(*) from attempts a where a.delivery_id = d.id and a.outcome = 'sent')",
    ),
    (
        "mail that waits for an address that is not written to",
        "select d.id as n from deliveries d join suppressions s on s.address = d.recipient where d.state in ('pending', 'held') and d.letter not in ('sign_in_code', 'invitation', 'test')",
    ),
    (
        "a delivery under way with nobody carrying it",
        "select id as n from deliveries where state = 'sending'",
    ),
    (
        "a webhook told of something with nobody carrying it",
        "select id as n from hook_deliveries where state = 'sending'",
    ),
    (
        "a telling that was taken without a good attempt",
        "select id as n from hook_deliveries d where state = 'sent' and not exists (select 1 from hook_attempts a where a.delivery_id = d.id and a.outcome = 'sent')",
    ),
    (
        "a number that is a mail's and a webhook's",
        "select id as n from hook_deliveries join deliveries using (id)",
    ),
    (
        "a reading text of nothing",
        "select manuscript_id as n from reading_texts t where not exists (select 1 from manuscripts m where m.id = t.manuscript_id)",
    ),
    (
        "a token that may do nothing",
        "select id as n from api_tokens t where not exists (select 1 from api_token_scopes s where s.token_id = t.id)",
    ),
    (
        "a working token of somebody who may not come in",
        "select t.id as n from api_tokens t join people p on p.id = t.person_id where p.disabled_at is not null and t.revoked_at is null",
    ),
    (
        "an account that was merged into another and still comes in, does something or has something",
        "select m.id as n from people m where m.merged_into is not null and (m.disabled_at is null
            or m.merged_into in (select id from people where merged_into is not null)
            or m.id in (select person_id from person_roles union select student_id from papers union select tutor_id from papers
                union select tutor_id from assignments union select tutor_id from returns union select author_id from pieces
                union select owner_id from snippets union select person_id from tutors union select student_id from kept_apart
                union select tutor_id from kept_apart union select teacher_id from courses))",
    ),
    (
        "a comment out of a file that is a note on another draft",
        "select m.id as n from margin_notes m join pieces p on p.id = m.piece_id where p.draft_id <> m.draft_id",
    ),
];

/// Fails with the first thing that must never be.
pub fn hold(tx: &Tx<'_>) -> Outcome<()> {
    for (what, sql) in NEVER {
        let strays: Vec<i64> = tx.all(sql, &[], |row| row.get("n"))?;
        assert!(strays.is_empty(), "{what}: {strays:?}");
    }
    let verdict = audit::verify(tx, None)?;
    assert!(matches!(verdict, Verdict::Whole(_)), "{verdict:?}");
    Ok(())
}
