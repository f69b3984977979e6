-- A request that is sent twice is done once: the first answer is kept for a day, in the deed's own transaction.

create table kept_answers (
    person_id   integer not null references people (id), -- whose key it is: two people may use the same one
    key         text    not null check (length(key) between 1 and 255),
    fingerprint blob    not null check (length(fingerprint) = 32), -- SHA-256 of method, path and body
    status      integer not null,
    headers     text    not null check (json_valid(headers)), -- [[name, value], …]
    body        text    not null,
    kept_at     integer not null,
    primary key (person_id, key)
) strict, without rowid;
create index kept_answers_by_age on kept_answers (kept_at);

-- What a tutor has or had, newest first.
create index papers_by_holder on papers (tutor_id, number) where tutor_id is not null;
