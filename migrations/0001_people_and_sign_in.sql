-- The centre, the people who may come to its desk, and how we know that it is them.
-- All times are milliseconds since 1970-01-01 UTC. Secrets are kept as SHA-256 only.

pragma application_id = 1348760427; -- "Pdsk": no other database is taken for a desk

-- The one organisation this desk serves. No row: the desk is not set up yet.
create table centre (
    id               integer primary key check (id = 1),
    name             text    not null check (length(name) between 1 and 200),
    contact          text    not null,               -- the address people may write to
    time_zone        text    not null,               -- an IANA name: the promise counts in it
    open_days        integer not null check (open_days between 1 and 127), -- bit 0 is Monday
    opens_at         integer not null check (opens_at between 0 and 1439), -- minutes after midnight
    closes_at        integer not null check (closes_at between 1 and 1440 and closes_at > opens_at),
    turnaround_hours integer not null check (turnaround_hours between 1 and 1000), -- opening hours until the promise
    word_limit       integer not null check (word_limit between 100 and 200000),
    joining          text    not null check (joining in ('anyone', 'domains', 'invited')), -- who may make their own student account
    joining_domains  text    not null,               -- mail domains for 'domains', separated by spaces
    consent_default  integer not null check (consent_default in (0, 1)), -- is "tell my teacher" ticked at first?
    updated_at       integer not null
) strict;

create table people (
    id            integer primary key,
    email         text    not null unique check (email = lower(email) and length(email) <= 254),
    name          text    not null check (length(name) between 1 and 200),
    created_at    integer not null,
    disabled_at   integer,                           -- set: may not come in, history stays
    auth_epoch    integer not null default 1,        -- raised to end every session at once
    password_hash text,                              -- argon2id in PHC form; null: signs in by mail
    stop_token    text    not null unique default (lower(hex(randomblob(16)))), -- in the mail's own way to stop alerts
    queue_alerts  integer not null default 0 check (queue_alerts in (0, 1)) -- mail me when a paper joins the queue; on for new tutors and coordinators
) strict;
create index people_alerted on people (id) where queue_alerts = 1;

create table person_roles (
    person_id integer not null references people (id),
    role      text    not null check (role in ('student', 'tutor', 'teacher', 'coordinator', 'admin')),
    primary key (person_id, role)
) strict, without rowid;
create index person_roles_by_role on person_roles (role, person_id);

-- A code asked for at the sign-in page, and the link of the same mail. The newest two of an address are good.
create table sign_in_codes (
    id         integer primary key,
    email      text    not null,
    code_hash  blob    not null,
    link_hash  blob    not null unique,
    created_at integer not null,
    expires_at integer not null,
    tries      integer not null default 0,           -- wrong codes typed
    used_at    integer
) strict;
create index sign_in_codes_by_email on sign_in_codes (email, id);

-- One-time links made at the command line or with an invitation; 'setup' has no person yet.
create table sign_in_links (
    id         integer primary key,
    token_hash blob    not null unique,
    purpose    text    not null check (purpose in ('setup', 'sign_in')),
    person_id  integer references people (id),
    auth_epoch integer,                              -- the person's when it was made: an older one is void
    created_at integer not null,
    expires_at integer not null,
    used_at    integer,
    check ((purpose = 'setup') = (person_id is null)),
    check ((person_id is null) = (auth_epoch is null))
) strict;
create index sign_in_links_unused on sign_in_links (person_id) where used_at is null;

create table sessions (
    id         integer primary key,
    token_hash blob    not null unique,
    person_id  integer not null references people (id),
    auth_epoch integer not null,                     -- the person's when it began: an older one is over
    device     text    not null,                     -- what the browser calls itself, shortened
    created_at integer not null,
    seen_at    integer not null,
    expires_at integer not null
) strict;
create index sessions_by_person on sessions (person_id, id);

-- Failed and costly tries to sign in, counted per address, per network and per both.
create table sign_in_tries (
    id  integer primary key,
    key text    not null,
    at  integer not null
) strict;
create index sign_in_tries_by_key on sign_in_tries (key, at);

-- Written by the readiness check, to prove that the desk can write.
create table heartbeat (id integer primary key check (id = 1), beats integer not null) strict;
insert into heartbeat (id, beats) values (1, 0);
