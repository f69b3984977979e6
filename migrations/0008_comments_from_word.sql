-- Comments that came in a Word file which a tutor had marked up.

-- One row for each comment, also where it could be placed and became a note at once: so the same file, or a later copy of
-- it, may be sent again and nothing is there twice.
create table margin_notes (
    id       integer primary key,
    draft_id integer not null references drafts (id),
    sign     blob    not null check (length(sign) = 32), -- SHA-256 over who wrote it, when, on which words, and what it says
    kind     text    not null check (kind in ('big', 'well', 'question', 'sentence')), -- a guess, for whoever places it
    words    text    not null,                       -- what it says
    quote    text    not null,                       -- the words it stood on in that file; empty: none
    piece_id integer references pieces (id),         -- the note it became; null: it waits for a place
    came_at  integer not null,
    left_at  integer,                                -- left out by its tutor; it can be taken up again
    unique (draft_id, sign),
    check (piece_id is null or left_at is null)
) strict;
create index margin_notes_by_piece on margin_notes (piece_id) where piece_id is not null;
