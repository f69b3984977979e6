-- Whom a rule concerns and who was not told of an event all the same: all of them who missed one letter for one reason
-- stand in one row. Each in a row of their own, seventy tutors who want no mail about the queue were most of what sending
-- in a paper wrote.

create table untold_together (
    event_seq integer not null references events (seq),
    letter    text    not null,                      -- which letter they did not get
    why       text    not null check (why in ('chose', 'centre', 'muted', 'narrowed', 'apart', 'no_consent', 'shut', 'heard')),
    people    text    not null check (json_valid(people)), -- their ids; one who was merged stays as they were
    primary key (event_seq, letter, why)
) strict, without rowid;
insert into untold_together (event_seq, letter, why, people)
select event_seq, letter, why, json_group_array(person_id) from untold group by event_seq, letter, why;
drop table untold;
alter table untold_together rename to untold;

-- What everybody chose of all of a topic, and of some of it, is found without reading what was chosen of other topics.
create index subscriptions_of_all on subscriptions (topic, person_id, channel)
where paper is null and event is null and course_id is null and tutor_id is null and state is null;
create index subscriptions_of_some on subscriptions (topic)
where paper is null and (event is not null or course_id is not null or tutor_id is not null or state is not null);
