-- What the eleventh schema added: Ada was turned away because her week was full.
insert into turned_away values (1, '2026-11-02', 1793611000000, 'SOC 201', 'student');
