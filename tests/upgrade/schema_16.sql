-- What the sixteenth schema added: Ben has next drafts in a digest, follows Ada's paper, and wants quiet nights.
insert into subscriptions (person_id, topic, paper, channel, made_at) values
    (2, 'next_draft', null, 'digest', 1793610000000), (2, 'happened', 1001, 'now', 1793610000000);
insert into mail_habits values (2, 420, 31, 1320, 480);
insert into gathered (person_id, event_seq, paper, letter, facts, why, into_letter, at, due_at, sure_at) values
    (2, 1, 1001, 'queue_alert', '{}', 'They serve the queue', 'digest', 1793610000000, 1793613600000, 1793610000000);
insert into untold values (2, 2, 'queue_alert', 'chose');
insert into feeds values (2, x'14', 1793610000000);
