-- What one message did to its consumers stands side by side: an order's journey asks for just that, and a consumer finds
-- the page that another one has just read.
drop index platform.inbox_message;
alter table platform.inbox drop constraint inbox_pkey;
alter table platform.inbox add primary key (message_id, consumer);

-- What was dealt with before its event came into being in a restored database, and may find it only now.
delete from platform.inbox i
where not exists (select from platform.outbox o where o.id = i.message_id)
  and not exists (select from platform.parked p where (p.consumer, p.message_id) = (i.consumer, i.message_id));

-- Events are looked through step by step: the newest when the relay begins, all of them when an admin has them sent again.
create index outbox_position on platform.outbox using brin (position) with (autosummarize = on);
