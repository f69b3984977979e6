-- What the third schema added: what happened to the paper, and a receipt that was not sent yet.
insert into events values
    (1, 1793610000000, 'submitted', 1001, 1, '{"words":1}'),
    (2, 1793610300000, 'assigned', 1001, 3, '{"tutor":2}'),
    (3, 1793610600000, 'marking_began', 1001, 2, '{"draft":1}');
insert into deliveries
    (message_id, event_seq, paper, person_id, recipient, name, letter, facts, why, lane, state, created_at, due_at, expires_at)
values
    ('019a0000-0000-7000-8000-000000000002@desk.example.edu', 1, 1001, 1, 'ada@example.edu', 'Ada King', 'received', '{}',
     'It is their paper', 3, 'pending', 1793610000000, 1793610000000, 1794042000000);
