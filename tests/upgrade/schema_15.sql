-- What the fifteenth schema added: mail that is looked after, and what came back.
update relay set way_back = 'desk.example.edu';
insert into bounces (id, delivery_id, at, via, action, said, print) select 1, min(id), 1793611000000, 'report', 'delayed', '4.4.1 no answer', 'ab' from deliveries;
insert into suppressions values ('gone@example.edu', 'bounced', '550 5.1.1 no such user', 1793611000000, null, null);
insert into stops values ('example.org', 1793611000000, 2);
insert into own_letters values ('received', '[{paper}] {title}', 'Thank you for “{title}”.', 1793611000000, 2);
insert into replies values (1, 1001, 1, 1793611000000, 'Thank you!', 'cd');
