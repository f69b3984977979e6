//! The parts of the data that are about mail: what was chosen, what was sent, what was not.

/// Each part's name, and the statement that writes each row of it as JSON.
pub const MAIL: &[(&str, &str)] = &[
    (
        "mail_choices",
        "select json_object('topic', s.topic, 'event', s.event, 'course', c.code, 'tutor', t.name, 'reference', 'P-' || s.paper, 'state', s.state, 'channel', s.channel) as json from subscriptions s left join courses c on c.id = s.course_id left join people t on t.id = s.tutor_id where s.person_id = ?1",
    ),
    (
        "mail_habits",
        "select json_object('digest_at', format('%02d:%02d', digest_at / 60, digest_at % 60), 'digest_days', digest_days, 'quiet_from', quiet_from, 'quiet_to', quiet_to) as json from mail_habits where person_id = ?1",
    ),
    (
        "feeds",
        concat!(
            "select json_object('made_at', ",
            at!("made_at"),
            ") as json from feeds where person_id = ?1"
        ),
    ),
    (
        "mail_does_not_reach_them",
        concat!(
            "select json_object('address', address, 'reason', reason, 'said', said, 'at', ",
            at!("at"),
            ") as json from suppressions where address in (select email from people where ?1 in (id, merged_into))"
        ),
    ),
    (
        "not_told",
        "select json_object('seq', event_seq, 'letter', letter, 'why', iif(exists (select 1 from untold_by_centre c where c.event_seq = u.event_seq and c.person_id = u.person_id and c.letter = u.letter), 'centre', why)) as json from untold u where why <> 'apart' and person_id in (select id from people where ?1 in (id, merged_into))",
    ),
    (
        "answers_by_mail",
        "select json_object('reference', 'P-' || paper, 'words', words) as json from replies where person_id = ?1",
    ),
    (
        "mails_to_them",
        concat!(
            "select json_object('id', id, 'letter', letter, 'to', recipient, 'why', why, 'state', state, 'at', ",
            at!("created_at"),
            ", 'facts', iif(letter in ('sign_in_code', 'invitation'), null, json(facts))) as json from deliveries where person_id = ?1 order by id"
        ),
    ),
];
