-- API tokens: by which a program acts as a person, within what that person may do at that moment.

create table api_tokens (
    id           integer primary key autoincrement,  -- said aloud to revoke it, so never given twice
    token_hash   blob    not null unique check (length(token_hash) = 32), -- SHA-256; the secret was shown once and is kept nowhere
    person_id    integer not null references people (id), -- whom it acts as; their rights are looked up at each use
    name         text    not null check (length(name) between 1 and 80), -- what it is for, in its maker's words
    form_key     text,                               -- of the form that made it: sent twice, a form makes one token; null: the command line
    created_at   integer not null,
    created_by   integer references people (id),     -- null: the command line
    expires_at   integer not null check (expires_at > created_at and expires_at <= created_at + 31536000000), -- 365 days at most
    last_used_at integer,                            -- written down at most every five minutes
    revoked_at   integer,                            -- set: dead, and kept for its history
    revoked_by   integer references people (id),     -- null: the command line, a restore, or the end of its person's account
    check (revoked_by is null or revoked_at is not null)
) strict;
create index api_tokens_by_person on api_tokens (person_id, id);
create unique index api_tokens_of_form on api_tokens (person_id, form_key) where form_key is not null;

create table api_token_scopes (
    token_id integer not null references api_tokens (id),
    scope    text    not null check (scope in ('papers:submit', 'papers:read', 'papers:assign', 'feedback:read',
                                               'feedback:write', 'events:read', 'deliveries:read', 'deliveries:retry',
                                               'webhooks:write', 'people:read', 'people:write')),
    primary key (token_id, scope)
) strict, without rowid;

-- Whoever may not come in loses their tokens for good: letting them in again brings none of them back to life.
create trigger people_disabled_lose_tokens after update of disabled_at on people
when new.disabled_at is not null
begin
    update api_tokens set revoked_at = new.disabled_at where person_id = new.id and revoked_at is null;
end;
