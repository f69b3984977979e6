-- What the eleventh schema added: a list of people, an account that was merged into Ada's, and two that are not one person's.
insert into rosters (id, by_id, sheet, looked, looked_at) values ('0193a000-0000-7000-8000-000000000011', 3, 'Email', '[]', 1793611000000);
