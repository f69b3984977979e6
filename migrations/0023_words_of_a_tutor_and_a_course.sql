-- Words are looked for among the papers of one tutor or for one course, too: the index of words knows whose a paper is, so
-- that it goes past all others by itself. Until now a word that most papers have was read at every one of them.

drop trigger indexed_papers_come;
drop trigger indexed_papers_go;
drop table papers_words;

-- Words that nobody types: who has the paper or had it last; its course as typed, in lower case and hexadecimal; the known
-- course it is for; and tutor and course together in one word. They may be some moments old: whoever looks asks the paper,
-- too.
alter table indexed_papers add column held text not null default '';
update indexed_papers set held = coalesce(
    (select coalesce('heldby' || p.tutor_id, '') || ' typedfor' || hex(lower(p.course)) || coalesce(' knownfor' || p.course_id, '')
            || coalesce(' heldby' || p.tutor_id || 'typedfor' || hex(lower(p.course)), '')
            || coalesce(' heldby' || p.tutor_id || 'knownfor' || p.course_id, '')
     from papers p where p.number = indexed_papers.number), '');

create virtual table papers_words using fts5 (
    title, writer, course, asked, text, held,
    content = 'indexed_papers', content_rowid = 'number', columnsize = 0, tokenize = 'porter unicode61 remove_diacritics 2'
);
insert into papers_words (papers_words, rank) values ('secure-delete', 1);
insert into papers_words (papers_words) values ('rebuild');
create trigger indexed_papers_come after insert on indexed_papers
begin
    insert into papers_words (rowid, title, writer, course, asked, text, held)
    values (new.number, new.title, new.writer, new.course, new.asked, new.text, new.held);
end;
create trigger indexed_papers_go before delete on indexed_papers
begin delete from papers_words where rowid = old.number; end;

-- What is held by nobody is found by nobody's name: a tutor who hands it back need not be forgotten at once.
create trigger papers_to_index_held after update of tutor_id, course_id on papers
when (new.tutor_id is not null and new.tutor_id is not old.tutor_id) or new.course_id is not old.course_id
begin insert or ignore into papers_to_index (number) values (new.number); end;
