-- What the ninth schema added: a holiday, a question of the centre's with its answer, who changed what, and a notice.
insert into holidays values ('2026-12-24', '2027-01-02', 'Winter');
insert into intake_questions (question) values ('Which language do you write best?');
insert into intake_answers values (1001, 1, 'Which language do you write best?', 'Portuguese');
insert into policy_changes (at, by_id, what, was, became) values (1793611000000, 2, 'Turnaround', '48 opening hours', '24 opening hours');
insert into notices values (1001, 'unopened', 1, 1793610100000, 1793660000000, null);
