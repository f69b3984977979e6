-- What the second schema added: a course, a file of two letters, a paper that Ben is marking.
insert into courses values (1, 'SOC 201', 'Society', null);
insert into files values (1, x'8f434346648f6b96df89dda901c5176b10a6d83961dd3c1ac88b59b2dc327aa4', 2);
insert into file_pieces values (1, 0, x'6869');
insert into manuscripts (id, file_id, file_name, kind, words) values (1, 1, 'Pasted text', 'txt', 1);
insert into papers values
    (1001, '019a0000-0000-7000-8000-000000000001', 1, 'Community gardens', 'SOC 201', 1, '2026-12-04', 'marking', 2, 1, 1,
     '["Is my main point clear?"]', 'Does my introduction say anything?', 0, 1793610000000, 1793782800000, null, 1793610600000, 3);
insert into drafts values (1, 1001, 1, 1, 1793610000000, 1793610600000);
insert into assignments values (1, 1001, 2, 3, 1793610300000, 1793610900000, null, null, null);
