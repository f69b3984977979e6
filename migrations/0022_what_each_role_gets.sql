-- What people get who chose nothing: at once, in their digest or not by mail, as the centre set it for their role.

-- No row: as the house has it, at once. Who set it and when stands in the history of policies.
create table channel_defaults (
    role    text not null check (role in ('student', 'tutor', 'teacher', 'coordinator', 'admin')),
    topic   text not null,                           -- one of subscriptions.topic that concerns the role
    channel text not null check (channel in ('now', 'digest', 'none')),
    primary key (role, topic)
) strict, without rowid;

-- Whoever is disabled has no feeds: they are closed at that moment now, and opened by nobody's return.
delete from feeds where person_id in (select id from people where disabled_at is not null);
