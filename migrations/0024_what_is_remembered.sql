-- What nearly every request and every event asks for is remembered by whoever looked it up: who is behind a session or a
-- token, the centre, who serves the queue and what everybody chose. It holds for as long as `remembered.version` stays, and
-- that changes with every change of a table named here. The number is a random one, so that a change that was taken back
-- and another change never have the same.

create table remembered (id integer primary key check (id = 1), version integer not null) strict;
insert into remembered (id, version) values (1, random());

create trigger centre_insert_remembered after insert on centre begin update remembered set version = random(); end;
create trigger centre_update_remembered after update on centre begin update remembered set version = random(); end;
create trigger centre_delete_remembered after delete on centre begin update remembered set version = random(); end;
create trigger ways_insert_remembered after insert on ways begin update remembered set version = random(); end;
create trigger ways_update_remembered after update on ways begin update remembered set version = random(); end;
create trigger ways_delete_remembered after delete on ways begin update remembered set version = random(); end;
create trigger holidays_insert_remembered after insert on holidays begin update remembered set version = random(); end;
create trigger holidays_update_remembered after update on holidays begin update remembered set version = random(); end;
create trigger holidays_delete_remembered after delete on holidays begin update remembered set version = random(); end;
create trigger people_insert_remembered after insert on people begin update remembered set version = random(); end;
create trigger people_update_remembered after update on people begin update remembered set version = random(); end;
create trigger people_delete_remembered after delete on people begin update remembered set version = random(); end;
create trigger person_roles_insert_remembered after insert on person_roles begin update remembered set version = random(); end;
create trigger person_roles_update_remembered after update on person_roles begin update remembered set version = random(); end;
create trigger person_roles_delete_remembered after delete on person_roles begin update remembered set version = random(); end;
create trigger sessions_insert_remembered after insert on sessions begin update remembered set version = random(); end;
create trigger sessions_update_remembered after update on sessions begin update remembered set version = random(); end;
create trigger sessions_delete_remembered after delete on sessions begin update remembered set version = random(); end;
create trigger api_tokens_insert_remembered after insert on api_tokens begin update remembered set version = random(); end;
create trigger api_tokens_update_remembered after update on api_tokens begin update remembered set version = random(); end;
create trigger api_tokens_delete_remembered after delete on api_tokens begin update remembered set version = random(); end;
create trigger api_token_scopes_insert_remembered after insert on api_token_scopes begin update remembered set version = random(); end;
create trigger api_token_scopes_update_remembered after update on api_token_scopes begin update remembered set version = random(); end;
create trigger api_token_scopes_delete_remembered after delete on api_token_scopes begin update remembered set version = random(); end;
create trigger mail_habits_insert_remembered after insert on mail_habits begin update remembered set version = random(); end;
create trigger mail_habits_update_remembered after update on mail_habits begin update remembered set version = random(); end;
create trigger mail_habits_delete_remembered after delete on mail_habits begin update remembered set version = random(); end;
create trigger tastes_insert_remembered after insert on tastes begin update remembered set version = random(); end;
create trigger tastes_update_remembered after update on tastes begin update remembered set version = random(); end;
create trigger tastes_delete_remembered after delete on tastes begin update remembered set version = random(); end;
create trigger channel_defaults_insert_remembered after insert on channel_defaults begin update remembered set version = random(); end;
create trigger channel_defaults_update_remembered after update on channel_defaults begin update remembered set version = random(); end;
create trigger channel_defaults_delete_remembered after delete on channel_defaults begin update remembered set version = random(); end;
create trigger subscriptions_insert_remembered after insert on subscriptions when new.paper is null begin update remembered set version = random(); end;
create trigger subscriptions_update_remembered after update on subscriptions when old.paper is null or new.paper is null begin update remembered set version = random(); end;
create trigger subscriptions_delete_remembered after delete on subscriptions when old.paper is null begin update remembered set version = random(); end;
