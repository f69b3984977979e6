-- What the seventeenth schema added: the first link of the audit, and what a centre keeps for how long.
insert into audit (seq, digest, prev, hash) values (1, x'0cb6236626f6e61246d5c15b05e27c89f34009571643d7c34e869ef39b0338e0', zeroblob(32), x'fa744b0372d2d0fecca1a5cf5d0bb833f48f50874861b240f70955d975a7e968');
insert into audit_facts (seq, at, actor_id, act, subject, subject_id, details, salt) values (1, 1793610000000, 1, 'signed_in', 'person', 1, '{}', x'000102030405060708090a0b0c0d0e0f');
insert into retention (kind, days) values ('texts', 180);
