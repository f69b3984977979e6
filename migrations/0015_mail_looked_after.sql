-- Mail looked after: what came back and from where, whom mail does not reach, what is stopped, a centre's own letters,
-- and what students answer by mail.

-- What proves that an address was made by this desk: of return paths and of papers. Never shown to anybody.
alter table relay add column secret text not null default '';
update relay set secret = lower(hex(randomblob(32)));
-- The domain at which mail comes back to this desk, as the settings say; null: none, so nothing comes back.
alter table relay add column way_back text;

-- A mail that came back, or is late, as the other side said it.
create table bounces (
    id          integer primary key,
    delivery_id integer not null references deliveries (id),
    at          integer not null,
    via         text    not null check (via in ('refusal', 'report')), -- refused while it was handed over, or reported later (RFC 3464)
    action      text    not null check (action in ('failed', 'delayed')),
    said        text    not null,
    print       text    unique                       -- a report's SHA-256, so that one that comes twice counts once
) strict;
create index bounces_by_delivery on bounces (delivery_id, id);

-- Addresses that mail does not reach. Nothing goes there but what somebody asks for at that moment.
create table suppressions (
    address     text    primary key,
    reason      text    not null check (reason in ('bounced', 'by_hand')),
    said        text    not null,                    -- the other side's words, or why somebody put it here
    at          integer not null,
    delivery_id integer references deliveries (id),  -- the mail that came back
    by_id       integer references people (id)
) strict, without rowid;

-- Mail that somebody stopped: all of it, or all to one destination. It waits, and sign-in codes still go.
create table stops (
    destination text    primary key,                 -- a mail domain; empty: everything
    at          integer not null,
    by_id       integer references people (id)
) strict, without rowid;

-- Letters in the centre's own words. No row: as the house writes them. Greeting, link and signature are never in here.
create table own_letters (
    letter     text    primary key,
    subject    text    not null check (length(subject) between 1 and 200),
    body       text    not null check (length(body) between 1 and 8000),
    changed_at integer not null,
    by_id      integer references people (id)
) strict, without rowid;

-- May students answer by mail? Then the mail about their papers comes with an address of the paper.
alter table ways add column replies_by_mail integer not null default 0 check (replies_by_mail in (0, 1));

-- What a student answered by mail: kept with the paper, for its reader.
create table replies (
    id        integer primary key,
    paper     integer not null references papers (number),
    person_id integer not null references people (id),
    at        integer not null,
    words     text    not null check (length(words) between 1 and 8000),
    print     text    not null unique                -- SHA-256 of the mail
) strict;
create index replies_by_paper on replies (paper, id);

create index deliveries_delayed on deliveries (id) where state = 'pending' and attempts > 0;
create index deliveries_sent on deliveries (finished_at, id) where state = 'sent';
