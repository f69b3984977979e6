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

-- What everybody chose of one topic is found without reading what was chosen of all others.
create index subscriptions_by_topic on subscriptions (topic, person_id, channel, event, course_id, tutor_id, state) where paper is null;
