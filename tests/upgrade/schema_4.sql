-- What the fourth schema added: a token by which a program reads Ben's papers.
insert into api_tokens (id, token_hash, person_id, name, created_at, created_by, expires_at, last_used_at) values
    (1, x'8f434346648f6b96df89dda901c5176b10a6d83961dd3c1ac88b59b2dc327aa4', 2, 'Course system', 1793610000000, 2, 1801386000000, 1793610600000);
insert into api_token_scopes values (1, 'papers:read'), (1, 'events:read');
