-- Papers are found by filters and by words, whatever their number; views are kept; promises can be extended.

-- Each filter of a list has an index in the order of the list: its first page is read from there and nothing is sorted.
create index papers_of_tutor on papers (tutor_id, number) where tutor_id is not null;
create index papers_by_typed_course on papers (course collate nocase, number);
create index papers_by_draft on papers (draft, number);
create index papers_by_words on papers (words, number);
create index papers_by_due on papers (due_on, number) where due_on is not null;
create index papers_by_promise on papers (promised_at, number);
create index papers_running on papers (promised_at, number) where state in ('waiting', 'assigned', 'marking'); -- the promise's clock runs
create index papers_returned on papers (updated_at, number) where state = 'returned'; -- what has ended does not change any more

-- The words of a reading text without all that stands around them, up to 200,000 letters: what an index can be made
-- from, and unmade.
create table reading_words (
    manuscript_id integer primary key references reading_texts (manuscript_id),
    words         text    not null
) strict;
insert into reading_words (manuscript_id, words)
select manuscript_id, (select coalesce(substr(group_concat(json_extract(part.value, '$.text'), ' '), 1, 200000), '')
                       from json_each(text, '$.paragraphs') part)
from reading_texts;
create trigger reading_words_come after insert on reading_texts
begin
    insert into reading_words (manuscript_id, words)
    select new.manuscript_id, coalesce(substr(group_concat(json_extract(part.value, '$.text'), ' '), 1, 200000), '')
    from json_each(new.text, '$.paragraphs') part;
end;
create trigger reading_words_go before delete on reading_texts
begin delete from reading_words where manuscript_id = old.manuscript_id; end;

-- What words are looked for in: of each paper its title, who wrote it, its course, what was asked, and the newest
-- draft's reading text.
create view papers_in_words as
select p.number, p.title, s.name || ' ' || s.email as writer, p.course, p.question as asked,
       (select r.words from drafts d left join reading_words r on r.manuscript_id = d.manuscript_id
        where d.paper = p.number order by d.n desc limit 1) as text
from papers p join people s on s.id = p.student_id;

-- The index of those words; a row is a paper. It holds no text of its own: what it was made from is read through the
-- view whenever a row goes, so a row must go while the view still says what it said.
create virtual table papers_words using fts5 (
    title, writer, course, asked, text,
    content = 'papers_in_words', content_rowid = 'number', tokenize = 'porter unicode61 remove_diacritics 2'
);
-- A word that goes is gone from the file, not only marked as gone.
insert into papers_words (papers_words, rank) values ('secure-delete', 1);

-- The index changes in the transaction of the rows it is made from, whoever changes them.
create trigger papers_words_begin after insert on papers
begin
    insert into papers_words (rowid, title, writer, course, asked, text)
    select number, title, writer, course, asked, text from papers_in_words where number = new.number;
end;
create trigger papers_words_go before delete on papers
begin delete from papers_words where rowid = old.number; end;
create trigger papers_words_leave before update of title, course, question, student_id on papers
begin delete from papers_words where rowid = old.number; end;
create trigger papers_words_return after update of title, course, question, student_id on papers
begin
    insert into papers_words (rowid, title, writer, course, asked, text)
    select number, title, writer, course, asked, text from papers_in_words where number = new.number;
end;
create trigger papers_words_leave_for_draft before insert on drafts
begin delete from papers_words where rowid = new.paper; end;
create trigger papers_words_return_with_draft after insert on drafts
begin
    insert into papers_words (rowid, title, writer, course, asked, text)
    select number, title, writer, course, asked, text from papers_in_words where number = new.paper;
end;
create trigger papers_words_leave_for_file before update of manuscript_id on drafts
begin delete from papers_words where rowid = old.paper; end;
create trigger papers_words_return_with_file after update of manuscript_id on drafts
begin
    insert into papers_words (rowid, title, writer, course, asked, text)
    select number, title, writer, course, asked, text from papers_in_words where number = new.paper;
end;
-- A text that is erased while its draft stays.
create trigger papers_words_leave_with_text before delete on reading_words
begin delete from papers_words where rowid in (select paper from drafts where manuscript_id = old.manuscript_id); end;
create trigger papers_words_return_without_text after delete on reading_words
begin
    insert into papers_words (rowid, title, writer, course, asked, text)
    select number, title, writer, course, asked, text from papers_in_words
    where number in (select paper from drafts where manuscript_id = old.manuscript_id);
end;
-- A text that is read after its draft was there.
create trigger papers_words_leave_for_text before insert on reading_words
begin delete from papers_words where rowid in (select paper from drafts where manuscript_id = new.manuscript_id); end;
create trigger papers_words_return_with_text after insert on reading_words
begin
    insert into papers_words (rowid, title, writer, course, asked, text)
    select number, title, writer, course, asked, text from papers_in_words
    where number in (select paper from drafts where manuscript_id = new.manuscript_id);
end;
-- Somebody who is called otherwise from now on.
create trigger papers_words_leave_with_name before update of name, email on people
when old.name <> new.name or old.email <> new.email
begin delete from papers_words where rowid in (select number from papers where student_id = old.id); end;
create trigger papers_words_return_with_name after update of name, email on people
when old.name <> new.name or old.email <> new.email
begin
    insert into papers_words (rowid, title, writer, course, asked, text)
    select number, title, writer, course, asked, text from papers_in_words
    where number in (select number from papers where student_id = new.id);
end;

-- The papers that are there already. It costs about as long as reading them once: some seconds for ten thousand papers
-- of the usual length, and the file grows by about as much as their texts have letters, and half of that again.
insert into papers_words (papers_words) values ('rebuild');

-- A search kept under a name, shown as a link above the list.
create table views (
    id       integer primary key autoincrement,
    owner_id integer references people (id),         -- null: the centre's, for all coordinators
    name     text    not null check (length(name) between 1 and 60),
    search   text    not null check (length(search) between 1 and 500), -- as it was typed
    unique (owner_id, name)
) strict;
create unique index views_of_the_centre on views (name) where owner_id is null; -- nulls are never equal above
