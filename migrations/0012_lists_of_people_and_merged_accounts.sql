-- Lists of people out of spreadsheets, and accounts that turned out to be one person's.

-- A list that somebody put in, kept for a day: what was shown of it before anything was done, and what became of it.
create table rosters (
    id        text    primary key,                   -- UUIDv7, in the page's address
    by_id     integer not null references people (id), -- who put it in; nobody else sees it
    sheet     text    not null,                      -- the table as text
    looked    text    not null check (json_valid(looked)), -- what each row would have changed at looked_at
    looked_at integer not null,
    begun_at  integer,                               -- it was said to be done; rows are done one by one from then on
    done      text    check (json_valid(done))       -- what became of each row; null with begun_at: it was interrupted
) strict, without rowid;
create index rosters_by_age on rosters (looked_at);

-- An account that was merged into another. Its row stays, shut and without roles: what happened names it for ever, and its
-- address leads to the other account wherever somebody writes it down. Nobody signs in with that address: a code asked
-- for with it goes to the other account's own address.
alter table people add column merged_into integer references people (id);
alter table people add column merged_at integer check ((merged_at is null) = (merged_into is null));
alter table people add column merged_by integer references people (id);
create index people_merged on people (merged_into) where merged_into is not null;

-- What was returned never changes, but that its tutor may turn out to have had two accounts.
drop trigger returns_never_change;
create trigger returns_never_change before update of draft_id, version, letter, returned_at on returns
begin select raise(abort, 'what was returned never changes'); end;
create trigger returns_keep_their_tutor before update of tutor_id on returns
when new.tutor_id is not (select merged_into from people where id = old.tutor_id)
begin select raise(abort, 'what was returned keeps its tutor'); end;

-- Two accounts that look like one person's and are not, as somebody said: nobody is asked again.
create table told_apart (
    one_id   integer not null references people (id),
    other_id integer not null references people (id),
    by_id    integer not null references people (id),
    at       integer not null,
    primary key (one_id, other_id),
    check (one_id < other_id)
) strict, without rowid;

-- What a tutor had over the weeks.
create index assignments_by_tutor on assignments (tutor_id, ended_at);
