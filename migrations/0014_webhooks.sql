-- Webhooks: programs and chat rooms that are told of events, and how each telling fared.

-- One address that is told. What is private in it (a path, a token, the secrets) leaves the desk only on its way there.
create table hooks (
    id            integer primary key,
    owner_id      integer not null references people (id), -- who saved it last: told when it is switched off; it is told only what they may see
    name          text    not null check (length(name) between 1 and 80),
    format        text    not null check (format in ('standard', 'slack', 'teams', 'matrix', 'ntfy')), -- which body it is sent
    url           text    not null check (url like 'https://%' or state = 'gone'),
    host          text    not null,                  -- of the url: what pages and programs may show
    token         text    not null default '',       -- for matrix and ntfy: sent as a bearer token; empty: none
    kinds         text    not null,                  -- the kinds of event it hears of, with a space on both sides of each; empty: all
    course_id     integer references courses (id),   -- only papers for this course; null: for any
    tutor_id      integer references people (id),    -- only papers that this tutor has, or that are given to or taken from them; null: any
    paper_state   text    not null,                  -- only papers that stand so after the event; empty: any
    secret        blob    not null,                  -- the key that signs
    old_secret    blob,                              -- the key before it, which signs too
    old_until     integer,                           -- until then
    turns         integer not null default 0,        -- how often the key was changed: a form sent twice changes it once
    form          text    unique,                    -- the form that made it: sent twice it makes one
    state         text    not null check (state in ('on', 'off', 'gone')), -- gone: removed; its log stays
    off_why       text    check (off_why in ('asked', 'gone', 'failing')), -- by a person, by its own answer 410, by days of failures
    off_at        integer,
    failing_since integer,                           -- the first failure since the last success
    failures      integer not null default 0,        -- since then
    created_at    integer not null,
    check ((state = 'on') = (off_why is null)),
    check ((old_secret is null) = (old_until is null))
) strict;
create index hooks_by_owner on hooks (owner_id);
create index hooks_by_tutor on hooks (tutor_id) where tutor_id is not null;

-- What one event says to all of them: its paper as it stood then. Ids and states, never words.
create table hook_messages (
    id          integer primary key,
    message_id  text    not null unique,             -- webhook-id: the same on every try, at every address, on every replay
    event_seq   integer unique references events (seq), -- null: a test
    paper_state text    not null,                    -- after the event
    draft       integer not null,                    -- the newest one's number after the event
    created_at  integer not null
) strict;

-- What is sent, byte for byte, frozen before the first try. It is the same for all addresses of one format.
create table hook_bodies (
    message integer not null references hook_messages (id),
    format  text    not null,
    bytes   blob    not null,
    primary key (message, format)
) strict, without rowid;

-- The outbox of webhooks: one message on its way to one address. Written with the event, carried after it. Its number
-- comes from the same row of numbers as those of mails, so that a number names one delivery of either kind.
create table hook_deliveries (
    id           integer primary key,
    hook_id      integer not null references hooks (id),
    message      integer not null references hook_messages (id),
    state        text    not null check (state in ('pending', 'sending', 'sent', 'held', 'failed', 'cancelled')), -- held: it was switched off, or came back with a backup
    attempts     integer not null default 0,         -- tries that counted, since it was last asked for
    crashes      integer not null default 0,         -- times the process died while it was being sent
    created_at   integer not null,
    due_at       integer not null,
    leased_until integer,
    boot         text,                               -- which run of the server holds the lease
    last_answer  text,
    finished_at  integer,
    check ((state = 'sending') = (boot is not null)),
    check ((state = 'sending') = (leased_until is not null))
) strict;
-- A thousand are inserted in one deed, so only what is always asked has an index: the log of one address, what is due.
create unique index hook_deliveries_by_hook on hook_deliveries (hook_id, message);
create index hook_deliveries_due on hook_deliveries (hook_id, due_at, id) where state = 'pending';
create index hook_deliveries_in_trouble on hook_deliveries (id) where state in ('held', 'failed');
create index hook_deliveries_under_way on hook_deliveries (hook_id) where state = 'sending';

-- One try, with the other side's own answer.
create table hook_attempts (
    delivery_id integer not null references hook_deliveries (id),
    n           integer not null,                    -- from 1
    started_at  integer not null,                    -- also the webhook-timestamp that was signed
    millis      integer not null,
    outcome     text    not null check (outcome in ('sent', 'later', 'crash')),
    status      integer,                             -- null: there was no answer
    said        text    not null,                    -- the beginning of the answer's body, or a sentence of ours
    primary key (delivery_id, n)
) strict, without rowid;
