-- Who wants which news by which way: choices, digests and quiet hours; who was not told, and why; secret addresses of feeds.

-- A choice of a person's that differs from what is usual for their role. The most exact one that fits an event decides:
-- one about the paper before one about its tutor, its course, its state, and one about all of a topic last.
create table subscriptions (
    id        integer primary key,
    person_id integer not null references people (id),
    topic     text    not null check (topic in ('queue', 'yours', 'next_draft', 'answers', 'second', 'attention', 'handed_back',
                  'mail_trouble', 'course', 'later', 'reminder', 'answered', 'ended', 'happened', 'everything')),
    event     text,                                  -- 'happened' only: this kind of event alone
    course_id integer references courses (id),       -- papers of this course alone; null: of any, and so below
    tutor_id  integer references people (id),        -- papers that this tutor has
    paper     integer references papers (number),    -- this paper: followed ('happened'), or muted ('everything')
    state     text    check (state in ('waiting', 'assigned', 'marking', 'returned', 'needs_info', 'withdrawn', 'sent_back')),
    channel   text    not null check (channel in ('now', 'digest', 'none')),
    made_at   integer not null,
    check (event is null or topic = 'happened'),
    check (topic <> 'everything' or paper is not null)
) strict;
create unique index subscriptions_once on subscriptions
    (person_id, topic, coalesce(event, ''), coalesce(course_id, 0), coalesce(tutor_id, 0), coalesce(paper, 0), coalesce(state, ''));
create index subscriptions_by_paper on subscriptions (paper, topic);

-- Whoever had said no to mail about the queue still says so; the column that said it goes.
insert into subscriptions (person_id, topic, channel, made_at)
select p.id, 'queue', 'none', p.created_at from people p
where p.queue_alerts = 0 and p.merged_into is null
  and exists (select 1 from person_roles r where r.person_id = p.id and r.role in ('tutor', 'coordinator'));
drop index people_alerted;
alter table people drop column queue_alerts;

-- When a person's digest comes, and when they want no mail. No row: at eight, Monday to Friday; no quiet hours.
create table mail_habits (
    person_id   integer primary key references people (id),
    digest_at   integer not null check (digest_at between 0 and 1439),     -- minutes after midnight, in their own time
    digest_days integer not null check (digest_days between 1 and 127),    -- bit 0 is Monday
    quiet_from  integer check (quiet_from between 0 and 1439),
    quiet_to    integer check (quiet_to between 0 and 1439),
    check ((quiet_from is null) = (quiet_to is null)),
    check (quiet_from is null or quiet_from <> quiet_to)
) strict;

-- News that waits to be told together with other news in one mail, and stays as a record of it.
create table gathered (
    id          integer primary key,
    person_id   integer not null references people (id),
    event_seq   integer references events (seq),
    paper       integer references papers (number),
    letter      text    not null,                    -- the letter that it would have been; 'news' for a follower's
    facts       text    not null check (json_valid(facts)),
    why         text    not null,                    -- by which rule or choice they are told
    into_letter text    not null check (into_letter in ('digest', 'news', 'needs_attention')),
    at          integer not null,
    due_at      integer not null,                    -- its digest, or the end of the short hold in which edits are one mail
    sure_at     integer not null,                    -- before this it can be called back with what caused it
    delivery_id integer references deliveries (id)   -- the mail it went into; null: it waits
) strict;
create index gathered_due on gathered (due_at) where delivery_id is null;
create index gathered_by_person on gathered (person_id, at);
create index gathered_by_event on gathered (event_seq);
create index gathered_by_paper on gathered (paper) where delivery_id is null;
create index gathered_by_delivery on gathered (delivery_id) where delivery_id is not null;

-- Whom a rule concerns and who was not told of an event all the same: by a choice of theirs, or of the centre's.
create table untold (
    event_seq integer not null references events (seq),
    person_id integer not null references people (id),
    letter    text    not null,                      -- which letter they did not get
    why       text    not null check (why in ('chose', 'muted', 'narrowed', 'apart', 'no_consent', 'shut', 'heard')),
    primary key (event_seq, person_id, letter)
) strict, without rowid;
create index untold_by_person on untold (person_id, event_seq);

-- A delivery that came to be due in its reader's quiet hours goes out at their end.
alter table deliveries add column quiet_until integer;
create index deliveries_by_person on deliveries (person_id, created_at);

-- The secret address of a person's feeds. It is shown when it is made, and opens nothing but the feeds.
create table feeds (
    person_id  integer primary key references people (id),
    token_hash blob    not null unique,
    made_at    integer not null
) strict;
