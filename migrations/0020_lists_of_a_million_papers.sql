-- Lists of a million papers: a filter's index knows of every paper, one that was there twice goes, and what a page need
-- not look at is known before it is looked at.

-- Who has it, or nobody: until now there were two such indexes, and neither knew of papers that nobody has.
drop index papers_by_holder;
drop index papers_of_tutor;
create index papers_of_tutor on papers (tutor_id, number);

-- Papers without a due date are found there, too.
drop index papers_by_due;
create index papers_by_due on papers (due_on, number);

-- A band is 1,024 papers that follow each other, and between what their lengths and dates lie. Newer papers are promised
-- later, and mostly due later: whoever looks for those of a year ago goes past whole bands. A band only ever grows wider:
-- it may promise a paper that has changed since, and never leaves one out.
create table papers_bands (
    band          integer primary key,               -- the papers from band * 1024 to band * 1024 + 1023
    words_from    integer not null,
    words_to      integer not null,
    due_from      text,                              -- null: none of them is due
    due_to        text,
    promised_from integer not null,
    promised_to   integer not null
) strict;
insert into papers_bands (band, words_from, words_to, due_from, due_to, promised_from, promised_to)
select number / 1024, min(words), max(words), min(due_on), max(due_on), min(promised_at), max(promised_at)
from papers group by number / 1024;
create trigger papers_widen_their_band after insert on papers
begin
    insert into papers_bands (band, words_from, words_to, due_from, due_to, promised_from, promised_to)
    values (new.number / 1024, new.words, new.words, new.due_on, new.due_on, new.promised_at, new.promised_at)
    on conflict (band) do update set
        words_from = min(words_from, excluded.words_from), words_to = max(words_to, excluded.words_to),
        due_from = min(coalesce(due_from, excluded.due_from), coalesce(excluded.due_from, due_from)),
        due_to = max(coalesce(due_to, excluded.due_to), coalesce(excluded.due_to, due_to)),
        promised_from = min(promised_from, excluded.promised_from), promised_to = max(promised_to, excluded.promised_to)
    where excluded.words_from < words_from or excluded.words_to > words_to
       or excluded.due_from < coalesce(due_from, '9999-99-99') or excluded.due_to > coalesce(due_to, '')
       or excluded.promised_from < promised_from or excluded.promised_to > promised_to;
end;
create trigger papers_that_change_widen_their_band after update of words, due_on, promised_at on papers
begin
    update papers_bands set
        words_from = min(words_from, new.words), words_to = max(words_to, new.words),
        due_from = min(coalesce(due_from, new.due_on), coalesce(new.due_on, due_from)),
        due_to = max(coalesce(due_to, new.due_on), coalesce(new.due_on, due_to)),
        promised_from = min(promised_from, new.promised_at), promised_to = max(promised_to, new.promised_at)
    where band = new.number / 1024;
end;
