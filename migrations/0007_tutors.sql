-- What is known of tutors: how much they take, when they are there, what they read, and who is kept apart.

-- What a coordinator wrote down about a tutor. No row: nothing is limited, and they read everything.
create table tutors (
    person_id integer primary key references people (id),
    at_once   integer check (at_once between 1 and 200), -- open papers at the same time; null: as many as come
    a_day     integer check (a_day between 1 and 200),   -- papers that become theirs on one day of the centre; null: the same
    serves    text    not null,                          -- courses and subjects, a line each; empty: all
    languages text    not null                           -- in which they can give feedback; shown where papers are given
) strict;

-- When a tutor is there in a usual week, in the centre's time zone. No row for a tutor: whenever.
create table tutor_hours (
    person_id integer not null references people (id),
    day       integer not null check (day between 0 and 6), -- 0 is Monday
    starts    integer not null check (starts between 0 and 1439), -- minutes after midnight
    ends      integer not null check (ends between 1 and 1440 and ends > starts),
    primary key (person_id, day, starts)
) strict, without rowid;

-- Days on which a tutor is not there at all, the first and the last included.
create table tutor_away (
    id        integer primary key,
    person_id integer not null references people (id),
    first_day text    not null check (length(first_day) = 10), -- YYYY-MM-DD
    last_day  text    not null check (length(last_day) = 10 and last_day >= first_day)
) strict;
create index tutor_away_by_person on tutor_away (person_id, first_day);

-- A student whose papers a tutor never gets, nor sees in the queue. The reason stays between the people.
create table kept_apart (
    tutor_id   integer not null references people (id),
    student_id integer not null references people (id),
    by_id      integer not null references people (id),
    at         integer not null,
    primary key (tutor_id, student_id),
    check (tutor_id <> student_id)
) strict, without rowid;

-- Who brings papers and tutors together: tutors who take them, coordinators who give them out, or both.
alter table ways add column giving text not null default 'both' check (giving in ('both', 'claimed', 'assigned'));
update ways set giving = 'assigned' where tutors_claim = 0;
alter table ways drop column tutors_claim;

-- How many papers became a tutor's on a day.
create index assignments_by_start on assignments (began_at, tutor_id);
