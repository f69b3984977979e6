-- What the seventh schema added: Ben takes four papers at once and reads sociology on Monday mornings, is away for a
-- week, and is kept apart from Odo.
insert into tutors values (2, 4, null, 'SOC', 'English');
insert into tutor_hours values (2, 0, 540, 720);
insert into tutor_away values (1, 2, '2026-11-09', '2026-11-13');
insert into kept_apart values (2, 3, 3, 1793610000000);
