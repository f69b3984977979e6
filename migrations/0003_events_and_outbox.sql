-- What has happened, and who is told of it.

-- Append-only: the topic that everything else subscribes to.
create table events (
    seq      integer primary key autoincrement,
    at       integer not null,
    kind     text    not null,
    paper    integer not null references papers (number),
    actor_id integer references people (id),         -- null: the desk itself
    data     text    not null check (json_valid(data))
) strict;
create index events_by_paper on events (paper, seq);
create trigger events_never_change before update on events
begin select raise(abort, 'an event never changes'); end;
create trigger events_never_go before delete on events
begin select raise(abort, 'an event never goes'); end;

-- The free words said with an event (a reason, a question): apart, so that they can be erased with a person.
create table event_words (
    seq   integer primary key references events (seq),
    words text    not null
) strict;

-- The outbox: one letter on its way to one recipient. Written with the event, carried after it.
create table deliveries (
    id           integer primary key autoincrement,
    message_id   text    not null,                   -- the same on every attempt
    event_seq    integer references events (seq),    -- null: sign-in codes, invitations, test mails
    paper        integer references papers (number),
    person_id    integer references people (id),
    recipient    text    not null,                   -- the address, as it was then
    name         text    not null,
    letter       text    not null,                   -- which letter
    facts        text    not null check (json_valid(facts)), -- what the letter says, frozen with the event
    why          text    not null,                   -- by which rule this person is told
    lane         integer not null check (lane in (0, 3, 7)), -- 0 signing in, 3 personal, 7 alerts to many
    state        text    not null check (state in ('pending', 'sending', 'sent', 'held', 'failed', 'cancelled')),
    hold         text    check (hold in ('undo', 'no_relay', 'restored')), -- why it is held
    attempts     integer not null default 0,         -- tries that counted
    crashes      integer not null default 0,         -- times the process died while it was being sent
    created_at   integer not null,
    due_at       integer not null,
    expires_at   integer not null,
    leased_until integer,
    boot         text,                               -- which run of the server holds the lease
    last_answer  text,
    finished_at  integer,
    check ((state = 'held') = (hold is not null)),
    check ((state = 'sending') = (boot is not null)),
    check ((state = 'sending') = (leased_until is not null))
) strict;
create index deliveries_due on deliveries (lane, due_at, id) where state = 'pending';
create index deliveries_expiring on deliveries (expires_at) where state = 'pending';
create index deliveries_undo on deliveries (due_at) where state = 'held' and hold = 'undo';
create index deliveries_open on deliveries (paper, recipient, id) where state in ('pending', 'sending', 'held');
create index deliveries_by_state on deliveries (state, id);
create index deliveries_by_event on deliveries (event_seq);
create index deliveries_by_paper on deliveries (paper, id);

-- The mail exactly as it goes out, byte for byte, frozen before the first try.
create table mails (
    delivery_id integer primary key references deliveries (id),
    bytes       blob    not null
) strict;

-- One try at a delivery, with the other side's own answer.
create table attempts (
    delivery_id integer not null references deliveries (id),
    n           integer not null,                    -- from 1
    started_at  integer not null,
    millis      integer not null,
    outcome     text    not null check (outcome in ('sent', 'later', 'refused', 'relay_trouble', 'unknown', 'crash')),
    said        text    not null,
    primary key (delivery_id, n)
) strict, without rowid;

-- The one mail server we hand mail to: is there one, and does it take mail?
create table relay (
    id           integer primary key check (id = 1),
    configured   integer not null check (configured in (0, 1)),
    domain       text    not null,                   -- the right side of every Message-ID
    troubles     integer not null,                   -- in a row
    paused_until integer,                            -- no mail is tried before
    said         text,                               -- its last words of trouble
    trouble_at   integer,
    sent_at      integer                             -- when it last took a mail
) strict;
insert into relay (id, configured, domain, troubles) values (1, 0, 'localhost', 0);
