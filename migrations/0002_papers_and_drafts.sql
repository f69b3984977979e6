-- Papers, what was sent in for them, and who answers for them.

create table courses (
    id         integer primary key,
    code       text    not null unique collate nocase check (length(code) between 1 and 60),
    title      text    not null,
    teacher_id integer references people (id)        -- hears of a paper only if its student agreed
) strict;

-- A file as it came, byte for byte, in pieces of 256 KiB so that no list ever reads past one.
create table files (
    id     integer primary key,
    sha256 blob    not null unique check (length(sha256) = 32),
    size   integer not null
) strict;
create table file_pieces (
    file_id integer not null references files (id),
    n       integer not null,                        -- from 0
    bytes   blob    not null,
    primary key (file_id, n)
) strict;

-- What was handed in: a file (pasted text is kept as one, too) and what we could read in it.
create table manuscripts (
    id         integer primary key,
    file_id    integer not null references files (id),
    file_name  text    not null,                     -- as the person named it: for display only
    kind       text    not null check (kind in ('docx', 'odt', 'rtf', 'pdf', 'txt', 'md')),
    words      integer not null,                     -- 0 where the text could not be read
    unread_why text,                                 -- the sentence, where the text could not be read
    flags      text    not null default '[]' check (json_valid(flags)) -- macros, linked content, author name
) strict;
create index manuscripts_by_file on manuscripts (file_id);

-- The reading text: paragraphs with kinds and sentence spans, positions in Unicode code points.
create table reading_texts (
    manuscript_id integer primary key references manuscripts (id),
    text          text    not null check (json_valid(text))
) strict;
create trigger reading_texts_never_change before update on reading_texts
begin select raise(abort, 'a reading text never changes'); end;

create table papers (
    number          integer primary key autoincrement, -- P-1042 is said aloud; the first is P-1001
    id              text    not null unique,         -- UUIDv7
    student_id      integer not null references people (id),
    title           text    not null check (length(title) between 1 and 300),
    course          text    not null,                -- as typed; empty: not for a course
    course_id       integer references courses (id), -- where the typed course is a known one
    due_on          text,                            -- YYYY-MM-DD, the course's own due date
    state           text    not null check (state in ('waiting', 'assigned', 'marking', 'returned', 'needs_info', 'withdrawn', 'sent_back')),
    tutor_id        integer references people (id),  -- who has it now
    draft           integer not null check (draft >= 1), -- the newest draft's number
    words           integer not null,                -- of the newest draft
    concerns        text    not null check (json_valid(concerns)), -- up to three chosen sentences
    question        text    not null,                -- the student's own words
    consent_teacher integer not null check (consent_teacher in (0, 1)),
    submitted_at    integer not null,
    promised_at     integer not null,
    clock_left      integer,                         -- opening seconds left on the promise while it stands still
    updated_at      integer not null,
    version         integer not null default 1,
    check ((state in ('assigned', 'marking')) <= (tutor_id is not null)),
    check (state <> 'waiting' or tutor_id is null)
) strict;
insert into sqlite_sequence (name, seq) values ('papers', 1000);
create index papers_waiting on papers (promised_at, number) where state = 'waiting';
create index papers_by_state on papers (state, number);
create index papers_by_student on papers (student_id, number);
create index papers_by_tutor on papers (tutor_id, promised_at, number) where state in ('assigned', 'marking', 'needs_info');

create table drafts (
    id            integer primary key,
    paper         integer not null references papers (number),
    n             integer not null check (n >= 1),
    manuscript_id integer not null references manuscripts (id),
    sent_at       integer not null,
    begun_at      integer,                           -- marking began: from here on it never changes
    unique (paper, n)
) strict;
create index drafts_by_manuscript on drafts (manuscript_id);
create trigger drafts_never_change_once_begun before update of manuscript_id on drafts when old.begun_at is not null
begin select raise(abort, 'marking has begun on this draft'); end;

-- A paper being prepared, from the form to the check page; it becomes a paper once, however often it is sent.
create table preparations (
    id            text    primary key,               -- UUIDv7, in the page's address
    person_id     integer not null references people (id),
    form          text    not null check (json_valid(form)), -- everything typed, as typed
    manuscript_id integer references manuscripts (id),
    updated_at    integer not null,
    sent_as       integer references papers (number)
) strict, without rowid;
create index preparations_by_age on preparations (updated_at);
create index preparations_unsent on preparations (person_id, updated_at) where sent_as is null;
create index preparations_by_manuscript on preparations (manuscript_id);

-- Somebody answering for a paper from one moment to another.
create table assignments (
    id         integer primary key,
    paper      integer not null references papers (number),
    tutor_id   integer not null references people (id),
    by_id      integer not null references people (id),
    began_at   integer not null,
    undo_until integer not null,                     -- until then it can be undone and its mail is held
    ended_at   integer,
    ended_how  text check (ended_how in ('handed_back', 'undone', 'returned', 'withdrawn', 'sent_back')),
    reason     text,
    check ((ended_at is null) = (ended_how is null))
) strict;
-- Whoever ends a paper's life, nobody answers for it any more.
create trigger assignments_end_with_their_paper after update of state on papers
when new.state in ('returned', 'withdrawn', 'sent_back') and old.state <> new.state
begin
    update assignments set ended_at = new.updated_at, ended_how = new.state
    where paper = new.number and ended_at is null;
end;
create unique index assignments_one_active on assignments (paper) where ended_at is null;
create index assignments_to_undo on assignments (undo_until) where ended_at is null;

-- Something asked of the student; the promise's clock stands still until it is answered.
create table questions (
    id          integer primary key,
    paper       integer not null references papers (number),
    asked_by    integer not null references people (id),
    question    text    not null,
    asked_at    integer not null,
    answer      text,
    answered_at integer,
    check ((answer is null) = (answered_at is null))
) strict;
create unique index questions_one_open on questions (paper) where answered_at is null;

-- What the tutor returned for one draft.
create table letters (
    draft_id    integer primary key references drafts (id),
    tutor_id    integer not null references people (id),
    letter      text    not null,
    returned_at integer not null
) strict;
