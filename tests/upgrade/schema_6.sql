-- What the sixth schema added: a note that Ben is writing, what it said before, and a snippet of his.
insert into pieces values
    (1, 1, 'big', 0, 2, 'hi', '', '', 'Whom do you greet?', 2, 2, '', 1793610700000, 1793610800000, null);
insert into piece_versions values (1, 1, 'big', 'Who?', 1793610700000, '', 0);
insert into snippets values (1, 2, 'Whom do you greet, {name}?', 0, 1793610800000);
