-- A desk as the first schema could hold it: a centre, three people, a session.
insert into centre values (1, 'Northfield Writing Centre', 'desk@northfield.example.edu', 'Europe/Berlin', 31, 540, 1020, 48, 3000, 'domains', 'example.edu', 0, 1793610000000);
insert into people (id, email, name, created_at, auth_epoch) values
    (1, 'ada@example.edu', 'Ada King', 1793610000000, 1),
    (2, 'ben@example.edu', 'Ben Okafor', 1793610000000, 3),
    (3, 'odo@example.edu', 'Odo Brandt', 1793610000000, 1);
insert into person_roles values (1, 'student'), (2, 'tutor'), (2, 'coordinator'), (3, 'admin');
insert into sessions (token_hash, person_id, auth_epoch, device, created_at, seen_at, expires_at) values
    (x'00', 2, 3, 'Firefox on Linux', 1793610000000, 1793610000000, 1794819600000);
