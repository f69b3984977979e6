-- What was tried since a moment, for the pipeline: each index holds all that is asked, so that no row is looked up.
create index attempts_by_start on attempts (started_at, outcome, millis);
create index hook_attempts_by_start on hook_attempts (started_at, outcome, millis);
