insert into kept_answers (person_id, key, fingerprint, status, headers, body, kept_at)
values (1, 'monday-1', zeroblob(32), 201, '[["etag","\"1\""]]', '{"reference":"P-1001"}', 1793610000000);
