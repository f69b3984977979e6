-- What a tutor writes on a draft, what was returned of it, and what its student makes of it.

-- How this centre marks: its own words for the kinds of note, the hints beside a letter, and its policies.
create table ways (
    id            integer primary key check (id = 1),
    big           text    not null check (length(big) between 1 and 40),
    well          text    not null check (length(well) between 1 and 40),
    question      text    not null check (length(question) between 1 and 40),
    sentence      text    not null check (length(sentence) between 1 and 40),
    hints         text    not null,                  -- the letter's parts, a line each: "Greeting: what belongs there"
    tutors_claim  integer not null check (tutors_claim in (0, 1)),  -- may tutors take papers from the queue themselves?
    blind         integer not null check (blind in (0, 1)),         -- are students' names hidden from tutors?
    drafts        integer not null check (drafts between 1 and 20)  -- how many drafts of one paper are read
) strict;
insert into ways values (1, 'Big picture', 'Working well', 'Question', 'Sentence level',
'Greeting: say who you are and that you read all of it
What works: one or two places, by name
Main issues: at most three, the largest first
Next steps: what to do first, and how to know that it is done
Closing: invite the next draft', 1, 0, 3);

-- A piece of feedback in hand: the letter on a draft, or a note on a place in its reading text or on the whole paper.
-- These rows belong to whoever is marking; what was returned stands in `returns` and never changes.
create table pieces (
    id         integer primary key,
    draft_id   integer not null references drafts (id),
    kind       text    not null check (kind in ('letter', 'big', 'well', 'question', 'sentence')),
    starts     integer,                              -- code points in the reading text; null: the letter, or the whole paper
    ends       integer,
    exact      text    not null default '',          -- the words at that place, and 32 code points on either side
    prefix     text    not null default '',
    suffix     text    not null default '',
    words      text    not null,                     -- as typed, with **bold**, *italic*, [links](https://…) and - lists
    author_id  integer not null references people (id),
    version    integer not null default 1,           -- raised by every save: a window that knows an older one overwrites nothing
    sitting    text    not null,                     -- which open form saved it last; empty: a form without script
    created_at integer not null,
    updated_at integer not null,
    deleted_at integer,                              -- taken away, and can be put back until it is returned
    check ((starts is null) = (ends is null)),
    check (starts is null or ends > starts),
    check (kind <> 'letter' or starts is null)
) strict;
create unique index pieces_one_letter on pieces (draft_id) where kind = 'letter';
create index pieces_by_draft on pieces (draft_id, starts, id);

-- What a piece said before, kept until it is returned; and what another window typed at the same time.
create table piece_versions (
    id       integer primary key,
    piece_id integer not null references pieces (id),
    kind     text    not null,
    words    text    not null,
    at       integer not null,                       -- when it was written
    sitting  text    not null,
    aside    integer not null check (aside in (0, 1)) -- 1: typed while another window had saved; shown until somebody settles it
) strict;
create index piece_versions_by_piece on piece_versions (piece_id, id);
create unique index piece_versions_one_aside on piece_versions (piece_id, sitting) where aside = 1;

-- What was returned, frozen: version 1, and a new version for each correction.
create table returns (
    id          integer primary key,
    draft_id    integer not null references drafts (id),
    version     integer not null check (version >= 1),
    tutor_id    integer not null references people (id),
    letter      text    not null,
    returned_at integer not null,
    undo_until  integer not null,                    -- until then it can be taken back and its mail is held
    undone_at   integer
) strict;
create unique index returns_standing on returns (draft_id, version) where undone_at is null;
create index returns_by_tutor on returns (tutor_id, id) where undone_at is null;
create trigger returns_never_change before update of draft_id, version, tutor_id, letter, returned_at on returns
begin select raise(abort, 'what was returned never changes'); end;
insert into returns (draft_id, version, tutor_id, letter, returned_at, undo_until)
    select draft_id, 1, tutor_id, letter, returned_at, returned_at from letters;
drop table letters;

create table returned_notes (
    return_id integer not null references returns (id),
    n         integer not null,                      -- the number it bears beside the text, from 1
    piece_id  integer not null references pieces (id), -- the same through all versions
    kind      text    not null check (kind in ('big', 'well', 'question', 'sentence')),
    starts    integer,
    ends      integer,
    exact     text    not null,
    prefix    text    not null,
    suffix    text    not null,
    words     text    not null,
    primary key (return_id, n)
) strict, without rowid;
create trigger returned_notes_never_change before update on returned_notes
begin select raise(abort, 'what was returned never changes'); end;

-- Who opened what was returned, and when for the first time: the desk's own log, no picture in any mail.
create table openings (
    return_id integer not null references returns (id),
    person_id integer not null references people (id),
    at        integer not null,
    primary key (return_id, person_id)
) strict, without rowid;

-- What a student decided to do with the notes, and what they added themself.
create table plan_items (
    id       integer primary key,
    paper    integer not null references papers (number),
    piece_id integer references pieces (id),         -- null: the student's own item
    words    text    not null,                       -- their own words; empty for a note
    place    integer not null,                       -- the order in which they want to do it
    set_aside integer not null default 0 check (set_aside in (0, 1)), -- "not this time"
    done_at  integer,
    made_at  integer not null
) strict;
create unique index plan_items_by_piece on plan_items (piece_id) where piece_id is not null;
create index plan_items_by_paper on plan_items (paper, place, id);

-- What a student says back: thanks, or one question, per draft. It changes no state.
create table remarks (
    id         integer primary key,
    draft_id   integer not null references drafts (id),
    kind       text    not null check (kind in ('thanks', 'question')),
    words      text    not null,
    at         integer not null,
    answer     text,                                 -- the tutor's, to a question
    answered_at integer,
    unique (draft_id, kind)
) strict;

-- Two questions, asked once per draft.
create table surveys (
    draft_id integer primary key references drafts (id),
    helped   integer not null check (helped between 1 and 5), -- 5: very much
    words    text    not null,
    at       integer not null
) strict;

-- The comment bank: what tutors say again and again, each their own, and what the centre shares.
create table snippets (
    id       integer primary key,
    owner_id integer references people (id),         -- null: shared with all tutors
    words    text    not null check (length(words) between 1 and 4000), -- {name} and {quote} are filled in
    used     integer not null default 0,
    made_at  integer not null
) strict;
create unique index snippets_once on snippets (coalesce(owner_id, 0), words);

-- A claim is an assignment a tutor made for themself: its lease is renewed by work and ends by itself.
drop trigger assignments_end_with_their_paper;
create table assignments_with_leases (
    id          integer primary key,
    paper       integer not null references papers (number),
    tutor_id    integer not null references people (id),
    by_id       integer not null references people (id),
    began_at    integer not null,
    undo_until  integer not null,                    -- until then it can be undone and its mail is held
    lease_until integer,                             -- a claim's; null: given by somebody
    ended_at    integer,
    ended_how   text check (ended_how in ('handed_back', 'undone', 'lapsed', 'taken_over', 'returned', 'withdrawn', 'sent_back')),
    reason      text,
    check ((ended_at is null) = (ended_how is null))
) strict;
insert into assignments_with_leases (id, paper, tutor_id, by_id, began_at, undo_until, ended_at, ended_how, reason)
    select id, paper, tutor_id, by_id, began_at, undo_until, ended_at, ended_how, reason from assignments;
drop table assignments;
alter table assignments_with_leases rename to assignments;
-- Whoever ends a paper's life, nobody answers for it any more.
create trigger assignments_end_with_their_paper after update of state on papers
when new.state in ('returned', 'withdrawn', 'sent_back') and old.state <> new.state
begin
    update assignments set ended_at = new.updated_at, ended_how = new.state
    where paper = new.number and ended_at is null;
end;
create index assignments_by_paper on assignments (paper, id);
create unique index assignments_one_active on assignments (paper) where ended_at is null;
create index assignments_to_undo on assignments (undo_until) where ended_at is null;
create index assignments_leased on assignments (lease_until) where ended_at is null and lease_until is not null;
