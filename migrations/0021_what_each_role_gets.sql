-- What people get who chose nothing: at once, in their digest or not by mail, as the centre set it for their role.

-- No row: as the house has it, at once. Who set it and when stands in the history of policies.
create table channel_defaults (
    role    text not null check (role in ('student', 'tutor', 'teacher', 'coordinator', 'admin')),
    topic   text not null,                           -- one of subscriptions.topic that concerns the role
    channel text not null check (channel in ('now', 'digest', 'none')),
    primary key (role, topic)
) strict, without rowid;

-- Of those who were not told of an event, whoever was not because of this, and not by a choice of their own.
create table untold_by_centre (
    event_seq integer not null references events (seq),
    person_id integer not null references people (id),
    letter    text    not null,
    primary key (event_seq, person_id, letter)
) strict, without rowid;
create index untold_by_centre_by_person on untold_by_centre (person_id);

-- Whoever is disabled has no feeds: they are closed at that moment now, and opened by nobody's return.
delete from feeds where person_id in (select id from people where disabled_at is not null);
