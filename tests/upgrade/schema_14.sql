-- What the fourteenth schema added: a webhook that was told of the paper, once its first try had failed.
insert into hooks (id, owner_id, name, format, url, host, kinds, paper_state, secret, state, created_at)
    values (1, 2, 'Course system', 'standard', 'https://hooks.example.edu/in', 'hooks.example.edu', ' submitted ', '', x'0102030405060708010203040506070801020304050607080102030405060708', 'on', 1793610000000);
insert into hook_messages values (1, 'msg_01', 1, 'waiting', 1, 1793610000000);
insert into hook_bodies values (1, 'standard', x'7b7d');
insert into hook_deliveries (id, hook_id, message, state, attempts, created_at, due_at, last_answer, finished_at)
    values (101, 1, 1, 'sent', 2, 1793610000000, 1793610005000, '204', 1793610005100);
insert into hook_attempts values (101, 1, 1793610000000, 12, 'later', 503, ''), (101, 2, 1793610005000, 9, 'sent', 204, '');
