-- What the tenth schema added: what Ben wrote lies with a second reader.
insert into second_readings (id, draft_id, tutor_id, asked_at) values (1, 1, 2, 1793610900000);
insert into tastes values (2, 'atkinson', 3, 2, 'dark', 0);
insert into wishes_before values (1, '[]', 'Does my introduction say anything?');
insert into snippet_uses values (1, 1001, 2);
insert into efforts values (1, 2, 35, 1, 1793611000000);
