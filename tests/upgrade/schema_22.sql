-- What the twenty-second schema added: tutors have news of the queue in a digest unless they choose otherwise.
insert into channel_defaults values ('tutor', 'queue', 'digest');
