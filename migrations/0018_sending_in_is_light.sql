-- Sending in a paper writes what must be there at once, and no more.

-- Whom nobody told is asked by event: of one person only for some days of events. In this index each of seventy tutors
-- who want no mail about the queue had a place of their own to be written with every paper.
drop index untold_by_person;

-- Words are indexed some moments after the rows they come from are there, many papers at once: indexing one paper by
-- itself cost more than all the rest of sending it in.

drop trigger papers_words_begin;
drop trigger papers_words_go;
drop trigger papers_words_leave;
drop trigger papers_words_return;
drop trigger papers_words_leave_for_draft;
drop trigger papers_words_return_with_draft;
drop trigger papers_words_leave_for_file;
drop trigger papers_words_return_with_file;
drop trigger papers_words_leave_with_text;
drop trigger papers_words_return_without_text;
drop trigger papers_words_leave_for_text;
drop trigger papers_words_return_with_text;
drop trigger papers_words_leave_with_name;
drop trigger papers_words_return_with_name;
drop trigger reading_words_come;
drop trigger reading_words_go;
drop table papers_words;

-- What words are looked for in, as it stands in the index: of each paper its title, who wrote it, its course, what was
-- asked, and the newest draft's reading text without all that stands around it, up to 200,000 letters. The index holds no
-- text of its own; what a row of it was made from is read here when the row goes.
create table indexed_papers (
    number integer primary key, -- a paper's; it may be gone from papers already
    title  text not null,
    writer text not null,
    course text not null,
    asked  text not null,
    text   text                 -- null: no reading text
) strict;
insert into indexed_papers (number, title, writer, course, asked, text)
select number, title, writer, course, asked, text from papers_in_words;
drop view papers_in_words;
drop table reading_words;

create virtual table papers_words using fts5 (
    title, writer, course, asked, text,
    content = 'indexed_papers', content_rowid = 'number', columnsize = 0, tokenize = 'porter unicode61 remove_diacritics 2'
);
-- A word that goes is gone from the file, not only marked as gone.
insert into papers_words (papers_words, rank) values ('secure-delete', 1);
insert into papers_words (papers_words) values ('rebuild');
create trigger indexed_papers_come after insert on indexed_papers
begin
    insert into papers_words (rowid, title, writer, course, asked, text)
    values (new.number, new.title, new.writer, new.course, new.asked, new.text);
end;
create trigger indexed_papers_go before delete on indexed_papers
begin delete from papers_words where rowid = old.number; end;

-- The papers whose words are not in the index as they are now.
create table papers_to_index (
    number integer primary key
) strict;
create trigger papers_to_index_new after insert on papers
begin insert or ignore into papers_to_index (number) values (new.number); end;
create trigger papers_to_index_changed after update of title, course, question, student_id on papers
begin insert or ignore into papers_to_index (number) values (new.number); end;
create trigger papers_to_index_with_draft after insert on drafts
begin insert or ignore into papers_to_index (number) values (new.paper); end;
create trigger papers_to_index_with_file after update of manuscript_id on drafts
begin insert or ignore into papers_to_index (number) values (new.paper); end;
-- A text that is read after its draft was there.
create trigger papers_to_index_with_text after insert on reading_texts
begin
    insert or ignore into papers_to_index (number) select paper from drafts where manuscript_id = new.manuscript_id;
end;
-- Somebody who is called otherwise from now on.
create trigger papers_to_index_with_name after update of name, email on people
when old.name <> new.name or old.email <> new.email
begin insert or ignore into papers_to_index (number) select number from papers where student_id = new.id; end;
-- What goes is gone from the index in the same moment.
create trigger indexed_papers_go_with_paper before delete on papers
begin delete from indexed_papers where number = old.number; end;
create trigger indexed_papers_go_with_text before delete on reading_texts
begin
    insert or ignore into papers_to_index (number) select paper from drafts where manuscript_id = old.manuscript_id;
    delete from indexed_papers where number in (select paper from drafts where manuscript_id = old.manuscript_id);
end;
