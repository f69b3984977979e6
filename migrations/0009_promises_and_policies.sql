-- The calendar that the promise counts in, what a centre asks and allows, who changed it, and what the desk noticed by itself.

-- Days on which the centre is closed although it would be open; whole days in its own time zone.
create table holidays (
    first_day text    primary key check (first_day glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    last_day  text    not null check (last_day glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' and last_day >= first_day),
    name      text    not null check (length(name) between 1 and 100)
) strict, without rowid;

alter table people add column time_zone text;        -- an IANA name: their dates are told in it; null: in the centre's own

alter table centre add column papers_a_week integer not null default 0
    check (papers_a_week between 0 and 1000);        -- how many papers one student may send within seven days; 0: any number

alter table courses add column turnaround_hours integer
    check (turnaround_hours between 1 and 1000);     -- opening hours until the promise; null: as the centre promises
alter table courses add column weekly_cap integer
    check (weekly_cap between 1 and 10000);          -- how many papers for it are taken within seven days; null: any number

create index papers_by_course on papers (course_id, number) where course_id is not null;

-- When a missed promise is expected to be kept after all: what its student was told. Gone with the next promise.
alter table papers add column expected_at integer;

create index questions_by_paper on questions (paper, id);

-- The centre's own questions on the form, in this order; at most a few.
create table intake_questions (
    id       integer primary key autoincrement,      -- in the field's name, so never given twice
    question text    not null unique check (length(question) between 1 and 300)
) strict;

-- What a student answered to them, with the question as it was then.
create table intake_answers (
    paper    integer not null references papers (number),
    n        integer not null,                       -- from 1, in the order of the form
    question text    not null,
    answer   text    not null,
    primary key (paper, n)
) strict, without rowid;

-- Ready words for sending a paper back kindly.
create table ready_texts (
    id    integer primary key autoincrement,
    name  text    not null unique check (length(name) between 1 and 100),
    words text    not null check (length(words) between 1 and 4000)
) strict;
insert into ready_texts (name, words) values
    ('An exam that is still open', 'These are answers for an exam that is still open, and we may not help with those. Do come back with any other text: we would like to read you.'),
    ('Work of a group', 'This is the work of several people, and we write to one writer at a time. Send us the part that you wrote, and we will gladly read it.');

-- Who changed which policy, and when: append-only, in words.
create table policy_changes (
    id     integer primary key autoincrement,
    at     integer not null,
    by_id  integer references people (id),           -- null: the command line, or the first run
    what   text    not null,                         -- the policy's name
    was    text    not null,                         -- empty: it is new
    became text    not null                          -- empty: it is gone
) strict;
create trigger policy_changes_never_change before update on policy_changes
begin select raise(abort, 'history never changes'); end;
create trigger policy_changes_never_go before delete on policy_changes
begin select raise(abort, 'history never goes'); end;

-- What the desk noticed by itself and told somebody about, so that each is told once, whatever happens in between.
-- Whether it still holds is never kept: that follows from the paper.
create table notices (
    paper      integer not null references papers (number),
    matter     text    not null check (matter in ('untaken', 'unopened', 'idle', 'unanswered', 'lease', 'away', 'at_risk', 'missed')),
    step       integer not null check (step in (1, 2)), -- 1: told to whoever can help it; 2: to coordinators, because nothing moved
    occasion   integer not null,                     -- the moment that it is about, such as the promise: another one is told anew
    noticed_at integer not null,
    seq        integer references events (seq),      -- null: something graver was told in its place
    primary key (paper, matter, step, occasion)
) strict, without rowid;
