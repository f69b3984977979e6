-- A second reader before feedback goes out; how each person likes to read; what was asked of earlier drafts; how long it took.

-- Whose returns a second reader looks at first. 'some': of the tutors of whom a coordinator says so.
alter table ways add column second_reader text not null default 'nobody' check (second_reader in ('nobody', 'some', 'all'));
alter table people add column is_read_twice integer not null default 0 check (is_read_twice in (0, 1)); -- where it is 'some'
alter table people add column reads_second integer not null default 0 check (reads_second in (0, 1)); -- a tutor who may be one; coordinators always are

-- Feedback that lies, or lay, with a second reader: who asked, and how it came to its end. The paper's state does not
-- change by it; nothing of it is ever told to the student.
create table second_readings (
    id        integer primary key,
    draft_id  integer not null references drafts (id),
    tutor_id  integer not null references people (id), -- who wrote it
    asked_at  integer not null,
    reader_id integer references people (id),          -- who released it or gave it back
    words     text,                                    -- what they gave it back with
    ended_at  integer,
    ended_how text check (ended_how in ('released', 'given_back', 'called_off', 'moved_on')),
    check ((ended_at is null) = (ended_how is null)),
    check (coalesce(ended_how in ('released', 'given_back'), 0) = (reader_id is not null)),
    check (coalesce(ended_how = 'given_back', 0) = (words is not null))
) strict;
create unique index second_readings_one_open on second_readings (draft_id) where ended_at is null;
create index second_readings_by_draft on second_readings (draft_id, id);
create index second_readings_open on second_readings (asked_at, id) where ended_at is null;
create index second_readings_released on second_readings (reader_id, ended_at) where ended_how = 'released';
-- A paper that goes to somebody else, or on in its life, is with no second reader any more.
create trigger second_readings_end_with_their_work after update of state, tutor_id on papers
when new.state <> old.state or new.tutor_id is not old.tutor_id
begin
    update second_readings set ended_at = new.updated_at, ended_how = 'moved_on'
    where ended_at is null and draft_id in (select id from drafts where paper = new.number);
end;

-- How a person likes to read, on every page and every machine. No row: as the house does it.
create table tastes (
    person_id integer primary key references people (id),
    face      text    not null check (face in ('literata', 'atkinson', 'system')), -- of papers, letters and notes
    size      integer not null check (size between 1 and 4),       -- 1: as the house does it
    spacing   integer not null check (spacing between 1 and 3),    -- 2: as the house does it
    theme     text    not null check (theme in ('system', 'light', 'dark')),
    keys      integer not null check (keys in (0, 1))              -- may one letter alone do something?
) strict;

-- What a student wanted of an earlier draft; what they want of the newest one stands with the paper.
create table wishes_before (
    draft_id integer primary key references drafts (id),
    concerns text    not null check (json_valid(concerns)),
    question text    not null
) strict;

-- How often a comment of the bank was put on a paper: what is said again and again is asked about.
create table snippet_uses (
    snippet_id integer not null references snippets (id) on delete cascade,
    paper      integer not null references papers (number),
    times      integer not null,
    primary key (snippet_id, paper)
) strict, without rowid;

-- How long a draft took its tutor, in minutes, where they said so: for their own estimates and for reports.
create table efforts (
    draft_id integer primary key references drafts (id),
    tutor_id integer not null references people (id),
    minutes  integer not null check (minutes between 1 and 1440),
    words    integer not null,                       -- of the draft; 0 where it could not be read
    at       integer not null
) strict;
create index efforts_by_tutor on efforts (tutor_id, at) where words > 0;

-- May feedback travel by mail, word for word, to a student who asks for it? Else such a mail carries links.
alter table ways add column letters_by_mail integer not null default 0 check (letters_by_mail in (0, 1));
