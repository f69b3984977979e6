-- What the eighteenth schema added: Ada's paper waits to be indexed again.
insert into papers_to_index (number) values (1001);
