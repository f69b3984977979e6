-- What the twenty-first schema added: tutors have news of the queue in a digest unless they choose otherwise, and Ben was not
-- told of something because of such a choice.
insert into channel_defaults values ('tutor', 'queue', 'digest');
insert into untold_by_centre values (2, 2, 'queue_alert');
