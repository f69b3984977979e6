-- What the twelfth schema added: a list of people, an account that was merged into Ada's, and two that are not one person's.
insert into rosters (id, by_id, sheet, looked, looked_at) values ('0193a000-0000-7000-8000-000000000011', 3, 'Email', '[]', 1793611000000);
insert into people (id, email, name, created_at, disabled_at, merged_into, merged_at, merged_by) values
    (11, 'ada.king@example.edu', 'Ada K.', 1793610000000, 1793611000000, 1, 1793611000000, 3);
insert into told_apart values (1, 2, 3, 1793611000000);
