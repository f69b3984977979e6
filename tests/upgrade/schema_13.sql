-- What the thirteenth schema added: a view of Ben's, and one for all; Ada's paper is found by its words as soon as it is there.
insert into views (id, owner_id, name, search) values (1, 2, 'Late ones', 'late:yes'), (2, null, 'Long ones', 'words>2000');
