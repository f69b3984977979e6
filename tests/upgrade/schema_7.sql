-- What the seventh schema added: what Ben wrote lies with a second reader.
insert into second_readings (id, draft_id, tutor_id, asked_at) values (1, 1, 2, 1793610900000);
insert into tastes values (2, 'atkinson', 3, 2, 'dark', 0);
