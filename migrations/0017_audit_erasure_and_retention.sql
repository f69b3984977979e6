-- Who did what and who saw what, in a chain that shows where it was tampered with; people who were erased; how long what is kept.

-- The chain: one link for each thing written down, for ever. It holds fingerprints only, so that what they are of can be
-- forgotten one day without breaking it.
create table audit (
    seq    integer primary key autoincrement,
    digest blob    not null check (length(digest) = 32), -- SHA-256 over what stands in `audit_facts`, in a fixed form
    prev   blob    not null check (length(prev) = 32),   -- the link before; zeros before the first
    hash   blob    not null check (length(hash) = 32)    -- SHA-256 over prev and digest
) strict;
create trigger audit_never_changes before update on audit
begin select raise(abort, 'the audit never changes'); end;
create trigger audit_never_goes before delete on audit
begin select raise(abort, 'the audit never goes'); end;

-- What a link is of. Numbers only, no names and no free words: whoever is erased is gone from here too.
create table audit_facts (
    seq        integer primary key references audit (seq),
    at         integer not null,
    actor_id   integer references people (id),       -- null: the command line, or the desk itself
    act        text    not null,                     -- what they did: 'viewed', 'roles_set', …
    subject    text    not null check (subject in ('desk', 'paper', 'person', 'token', 'setting')),
    subject_id integer check ((subject = 'desk') = (subject_id is null)), -- the number of that paper, person, token or change
    details    text    not null check (json_valid(details)),
    salt       blob    not null check (length(salt) = 16) -- goes with the rest: then nobody can find out what it was by trying
) strict;
create index audit_facts_by_actor on audit_facts (actor_id, seq);
create index audit_facts_by_subject on audit_facts (subject, subject_id, seq);
create index audit_facts_by_act on audit_facts (act, seq);
create trigger audit_facts_never_change before update on audit_facts
begin select raise(abort, 'the audit never changes'); end;
-- Who looked at what may be forgotten after a time that the centre chooses; what was done may not.
create trigger audit_facts_never_go before delete on audit_facts when old.act not in ('viewed', 'downloaded')
begin select raise(abort, 'the audit never goes'); end;

-- Somebody whose data were erased. Their row stays, shut and without a name: what happened counts, and names nobody.
alter table people add column erased_at integer;

-- What was returned never changes, but it can be emptied: with its student, or when the centre keeps it no longer.
drop trigger returns_never_change;
create trigger returns_never_change before update of draft_id, version, letter, returned_at on returns
when new.letter <> '' or new.draft_id <> old.draft_id or new.version <> old.version or new.returned_at <> old.returned_at
begin select raise(abort, 'what was returned never changes'); end;
drop trigger returned_notes_never_change;
create trigger returned_notes_never_change before update on returned_notes
when new.return_id <> old.return_id or new.n <> old.n or new.piece_id <> old.piece_id or new.kind <> old.kind
    or new.starts is not old.starts or new.ends is not old.ends
    or new.exact not in ('', old.exact) or new.prefix not in ('', old.prefix) or new.suffix not in ('', old.suffix)
    or new.words not in ('', old.words)
begin select raise(abort, 'what was returned never changes'); end;

-- The history of policies names people now and then, like a course's teacher: what names somebody who was erased is
-- blotted out, and nothing else of it ever changes.
drop trigger policy_changes_never_change;
create trigger policy_changes_never_change before update on policy_changes
when new.id <> old.id or new.at <> old.at or new.by_id is not old.by_id or new.what <> old.what
    or new.was not in (old.was, '(erased)') or new.became not in (old.became, '(erased)')
begin select raise(abort, 'history never changes'); end;

-- How long each kind of record is kept, in days. No row: for good.
create table retention (
    kind text    primary key check (kind in ('texts', 'feedback', 'mails', 'words', 'looks', 'signings')),
    days integer not null check (days between 1 and 36500)
) strict, without rowid;
