//! What each part of the data is called, and the statement that writes its rows as JSON: `?1` is the person.

macro_rules! mine {
    () => {
        "(select number from papers where student_id = ?1)"
    };
}

/// The person's account, and those that were merged into it.
macro_rules! they {
    () => {
        "(select id from people where ?1 in (id, merged_into))"
    };
}

macro_rules! at {
    ($column:literal) => {
        concat!(
            "strftime('%Y-%m-%dT%H:%M:%SZ', ",
            $column,
            " / 1000, 'unixepoch')"
        )
    };
}

mod mailed;

pub use mailed::MAIL;

/// What each part of the data is called, and the statement that writes each row of it as JSON.
pub const ALL: &[(&str, &str)] = &[
    (
        "person",
        concat!(
            "select json_object('id', id, 'email', email, 'name', name, 'added_at', ",
            at!("created_at"),
            ", 'disabled_at', ",
            at!("disabled_at"),
            ", 'time_zone', time_zone, 'has_password', iif(password_hash is null, 'no', 'yes')) as json from people where ?1 in (id, merged_into)"
        ),
    ),
    (
        "feedback_they_opened",
        concat!(
            "select json_object('reference', 'P-' || d.paper, 'draft', d.n, 'version', r.version, 'at', ",
            at!("o.at"),
            ") as json from openings o join returns r on r.id = o.return_id join drafts d on d.id = r.draft_id where o.person_id = ?1"
        ),
    ),
    (
        "roles",
        "select json_object('role', role) as json from person_roles where person_id = ?1",
    ),
    (
        "tastes",
        "select json_object('typeface', face, 'size', size, 'spacing', spacing, 'theme', theme, 'keys', keys) as json from tastes where person_id = ?1",
    ),
    (
        "sessions",
        concat!(
            "select json_object('device', device, 'from', ",
            at!("created_at"),
            ", 'seen_at', ",
            at!("seen_at"),
            ") as json from sessions where person_id in ",
            they!()
        ),
    ),
    (
        "api_tokens",
        concat!(
            "select json_object('name', name, 'made_at', ",
            at!("created_at"),
            ", 'last_used_at', ",
            at!("last_used_at"),
            ", 'ended_at', ",
            at!("revoked_at"),
            ") as json from api_tokens where person_id in ",
            they!()
        ),
    ),
    (
        "papers",
        concat!(
            "select json_object('reference', 'P-' || number, 'id', id, 'title', title, 'course', course, 'due_on', due_on, 'state', state, 'concerns', json(concerns), 'question', question, 'teacher_may_be_told', consent_teacher, 'sent_at', ",
            at!("submitted_at"),
            ", 'promised_at', ",
            at!("promised_at"),
            ") as json from papers where student_id = ?1 order by number"
        ),
    ),
    (
        "drafts",
        concat!(
            "select json_object('reference', 'P-' || d.paper, 'draft', d.n, 'file_name', m.file_name, 'words', m.words, 'sent_at', ",
            at!("d.sent_at"),
            ", 'concerns', json(w.concerns), 'question', w.question) as json from drafts d join manuscripts m on m.id = d.manuscript_id left join wishes_before w on w.draft_id = d.id where d.paper in ",
            mine!(),
            " order by d.paper, d.n"
        ),
    ),
    (
        "being_prepared",
        concat!(
            "select json_object('form', json(form), 'at', ",
            at!("updated_at"),
            ") as json from preparations where person_id = ?1 order by updated_at, id"
        ),
    ),
    (
        "answers_on_the_form",
        concat!(
            "select json_object('reference', 'P-' || paper, 'question', question, 'answer', answer) as json from intake_answers where paper in ",
            mine!()
        ),
    ),
    (
        "questions",
        concat!(
            "select json_object('reference', 'P-' || paper, 'question', question, 'answer', answer, 'asked_at', ",
            at!("asked_at"),
            ") as json from questions where paper in ",
            mine!(),
            " or asked_by = ?1"
        ),
    ),
    (
        "letters_to_them",
        concat!(
            "select json_object('reference', 'P-' || d.paper, 'draft', d.n, 'version', r.version, 'letter', r.letter, 'returned_at', ",
            at!("r.returned_at"),
            ") as json from returns r join drafts d on d.id = r.draft_id where r.undone_at is null and d.paper in ",
            mine!()
        ),
    ),
    (
        "notes_to_them",
        concat!(
            "select json_object('reference', 'P-' || d.paper, 'draft', d.n, 'version', r.version, 'n', n.n, 'kind', n.kind, 'on', n.exact, 'words', n.words) as json from returned_notes n join returns r on r.id = n.return_id join drafts d on d.id = r.draft_id where r.undone_at is null and d.paper in ",
            mine!()
        ),
    ),
    (
        "plans",
        concat!(
            "select json_object('reference', 'P-' || paper, 'place', place, 'words', words, 'set_aside', set_aside, 'done_at', ",
            at!("done_at"),
            ") as json from plan_items where paper in ",
            mine!()
        ),
    ),
    (
        "said_back",
        concat!(
            "select json_object('reference', 'P-' || d.paper, 'kind', m.kind, 'words', m.words, 'answer', m.answer, 'at', ",
            at!("m.at"),
            ") as json from remarks m join drafts d on d.id = m.draft_id where d.paper in ",
            mine!()
        ),
    ),
    (
        "surveys",
        concat!(
            "select json_object('reference', 'P-' || d.paper, 'helped', s.helped, 'words', s.words, 'at', ",
            at!("s.at"),
            ") as json from surveys s join drafts d on d.id = s.draft_id where d.paper in ",
            mine!()
        ),
    ),
    (
        "what_happened",
        concat!(
            "select json_object('seq', e.seq, 'at', ",
            at!("e.at"),
            ", 'reference', 'P-' || e.paper, 'kind', e.kind, 'by_them', iif(e.actor_id in ",
            they!(),
            ", 'yes', 'no'), 'words', iif(e.kind in ('handed_back', 'taken_over') and e.actor_id not in ",
            they!(),
            ", null, w.words)) as json from events e left join event_words w on w.seq = e.seq where e.actor_id in ",
            they!(),
            " or (e.paper in ",
            mine!(),
            " and e.kind not like 'second~_reader~_%' escape '~') order by e.seq"
        ),
    ),
    (
        "who_opened_their_papers",
        concat!(
            "select json_object('at', ",
            at!("f.at"),
            ", 'reference', 'P-' || f.subject_id, 'did', f.act, 'who', iif((who.reads_second = 1 or exists (select 1 from second_readings s join drafts d on d.id = s.draft_id where d.paper = f.subject_id and s.asked_at <= f.at)) and not exists (select 1 from person_roles r where r.person_id = who.id and r.role in ('coordinator', 'admin')) and not exists (select 1 from assignments g where g.paper = f.subject_id and g.tutor_id = who.id), null, who.name)) as json from audit_facts f join people had on had.id = f.actor_id join people who on who.id = coalesce(had.merged_into, had.id) where f.subject = 'paper' and f.act in ('viewed', 'downloaded') and who.id <> ?1 and f.subject_id in ",
            mine!(),
            " order by f.seq"
        ),
    ),
    (
        "what_they_did",
        concat!(
            "select json_object('at', ",
            at!("at"),
            ", 'did', act, 'to', subject, 'number', subject_id, 'details', json(details)) as json from audit_facts where actor_id in ",
            they!(),
            " order by seq"
        ),
    ),
    (
        "what_was_done_to_their_account",
        concat!(
            "select json_object('at', ",
            at!("at"),
            ", 'did', act, 'details', json(details)) as json from audit_facts where subject = 'person' and subject_id in ",
            they!(),
            " order by seq"
        ),
    ),
    (
        "papers_they_had_as_tutor",
        concat!(
            "select json_object('reference', 'P-' || paper, 'from', ",
            at!("began_at"),
            ", 'until', ",
            at!("ended_at"),
            ", 'ended', ended_how) as json from assignments where tutor_id = ?1 order by id"
        ),
    ),
    (
        "letters_they_wrote",
        concat!(
            "select json_object('reference', 'P-' || d.paper, 'draft', d.n, 'letter', r.letter, 'returned_at', ",
            at!("r.returned_at"),
            ") as json from returns r join drafts d on d.id = r.draft_id where r.undone_at is null and r.tutor_id = ?1"
        ),
    ),
    (
        "comments_in_their_bank",
        "select json_object('words', words, 'used', used) as json from snippets where owner_id = ?1",
    ),
    (
        "minutes_they_noted",
        concat!(
            "select json_object('reference', 'P-' || d.paper, 'minutes', e.minutes, 'at', ",
            at!("e.at"),
            ") as json from efforts e join drafts d on d.id = e.draft_id where e.tutor_id = ?1"
        ),
    ),
    (
        "what_they_take_as_tutor",
        "select json_object('at_once', at_once, 'a_day', a_day, 'serves', serves, 'languages', languages) as json from tutors where person_id = ?1",
    ),
    (
        "hours",
        "select json_object('day', day, 'starts', starts, 'ends', ends) as json from tutor_hours where person_id = ?1",
    ),
    (
        "away",
        "select json_object('first_day', first_day, 'last_day', last_day) as json from tutor_away where person_id = ?1",
    ),
    (
        "turned_away",
        "select json_object('day', day, 'course', course, 'full', whose) as json from turned_away where person_id = ?1",
    ),
    (
        "courses_they_teach",
        "select json_object('course', code, 'title', title) as json from courses where teacher_id = ?1",
    ),
    (
        "kept_searches",
        "select json_object('name', name, 'search', search) as json from views where owner_id = ?1",
    ),
    (
        "settings_they_changed",
        concat!(
            "select json_object('at', ",
            at!("at"),
            ", 'what', what, 'was', was, 'became', became) as json from policy_changes where by_id in ",
            they!()
        ),
    ),
];
