-- What reports look back on: what was promised for each draft, who was turned away, and whose pseudonym is whose.

-- By when feedback on a draft was promised: as it was first told, and as it stood in the end, because a question to its
-- student moves it. Null where it was sent in before this was kept and can no longer be known.
alter table drafts add column promised_first integer;
alter table drafts add column promised_last integer;
update drafts set
    promised_last = (select p.promised_at from papers p where p.number = drafts.paper),
    promised_first = (select p.promised_at from papers p where p.number = drafts.paper
                      and not exists (select 1 from questions q where q.paper = p.number and q.asked_at >= drafts.sent_at))
where n = (select p.draft from papers p where p.number = drafts.paper);
create trigger drafts_keep_their_promise after insert on drafts when new.n = 1
begin
    update drafts set (promised_first, promised_last) = (select p.promised_at, p.promised_at from papers p where p.number = new.paper)
    where id = new.id;
end;
create trigger drafts_keep_the_next_promise after update of draft on papers when new.draft <> old.draft
begin
    update drafts set promised_first = new.promised_at, promised_last = new.promised_at
    where paper = new.number and n = new.draft;
end;
create trigger drafts_keep_a_promise_that_moved after update of promised_at on papers
when new.draft = old.draft and new.promised_at <> old.promised_at
begin
    update drafts set promised_last = new.promised_at where paper = new.number and n = new.draft;
end;
create index drafts_by_sending on drafts (sent_at);

-- Somebody who would have sent a paper and could not, because a week or a day was full: once a day for each person.
create table turned_away (
    person_id integer not null references people (id),
    day       text    not null check (length(day) = 10), -- the centre's day, YYYY-MM-DD
    at        integer not null,
    course    text    not null,                          -- as typed; empty: not for a course
    whose     text    not null check (whose in ('day', 'student', 'course')), -- whose measure was full
    primary key (person_id, day)
) strict, without rowid;
create index turned_away_by_time on turned_away (at);

-- Mixed into every pseudonym of an export for research: the same person has the same one in each, and nobody who lacks
-- this key can try all people through.
create table pseudonym_key (id integer primary key check (id = 1), key blob not null check (length(key) = 32)) strict;
insert into pseudonym_key (id, key) values (1, randomblob(32));
