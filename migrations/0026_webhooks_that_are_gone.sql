-- What a removed webhook could not be told can be told no more: it waits for nobody, and its tries stay in the log.
update hook_deliveries set state = 'cancelled'
where state = 'failed' and hook_id in (select id from hooks where state = 'gone');
