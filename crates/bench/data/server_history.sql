-- Years of trade behind a database that holds a few thousand orders: each is copied `copies` times under another id, with
-- nine small entries beside each. What is looked up by a hash lies evenly spread, as hashes do; what grows with time lies
-- before the rows that come later.
set local synchronous_commit = off;

create temp table base on commit drop as
select id, entry_hash, row_number() over (order by id) - 1 as i, count(*) over () as all_of_them
from ordering.orders;

-- The place of `n` among all hashes.
create function pg_temp.spread(n bigint) returns text immutable language sql as $$
    select lpad(to_hex((n::numeric * 4294967295 / current_setting('bench.entries')::numeric)::bigint), 8, '0')
        || md5(n::text) || substr(md5('second ' || n), 1, 24)
$$;

create temp table copied on commit drop as
select n, base.id as old_id, base.entry_hash as old_hash,
    (lpad(to_hex(n), 8, '0') || '0000' || '7000' || '8000' || lpad(to_hex(n), 12, '0'))::uuid as id,
    decode(pg_temp.spread(n * 10), 'hex') as hash,
    substr(pg_temp.spread(n * 10), 1, 32)::uuid as message_id
from generate_series(0, current_setting('bench.copies')::bigint - 1) c
cross join base
cross join lateral (select c * base.all_of_them + base.i as n) at;
analyze copied;

insert into sync.entry (hash, register_id, branch, seq, parent, kind, body, signature, fate, code, fork, courier)
select c.hash, md5(e.register_id::text)::uuid, e.branch, c.n * 10 + 1, e.parent, e.kind, e.body, e.signature, e.fate, e.code, e.fork,
    e.courier
from copied c join sync.entry e on e.hash = c.old_hash;

insert into sync.entry (hash, register_id, branch, seq, parent, kind, body, signature, fate, code, fork, courier)
select decode(pg_temp.spread(k), 'hex'), md5(e.register_id::text)::uuid, e.branch, k + 1, e.parent, e.kind, e.body, e.signature, e.fate,
    e.code, e.fork, e.courier
from generate_series(0, (select max(n) * 10 + 9 from copied)) k
cross join (select * from sync.entry where fate = 'accepted' order by length(body) limit 1) e
where k % 10 <> 0;

insert into ordering.orders
select r.*
from copied c join ordering.orders o on o.id = c.old_id
cross join lateral jsonb_populate_record(
    o, jsonb_build_object('id', c.id, 'entry_hash', c.hash, 'register_id', md5(o.register_id::text)::uuid)
) r;

insert into ordering.order_lines
select r.* from copied c join ordering.order_lines l on l.order_id = c.old_id
cross join lateral jsonb_populate_record(l, jsonb_build_object('order_id', c.id)) r;

insert into ordering.payments
select r.* from copied c join ordering.payments p on p.order_id = c.old_id
cross join lateral jsonb_populate_record(p, jsonb_build_object('order_id', c.id)) r;

insert into ordering.books
select r.* from copied c join ordering.books b on b.order_id = c.old_id
cross join lateral jsonb_populate_record(b, jsonb_build_object('order_id', c.id)) r;

insert into ordering.stock_order select id from copied;

insert into platform.outbox (id, kind, subject, body, queued_at, sent_at)
select c.message_id, o.kind, c.id::text, o.body, o.queued_at, o.sent_at
from copied c join platform.outbox o on o.subject = c.old_id::text and o.kind = 'evertill.order.completed.v1';

insert into platform.inbox (consumer, message_id)
select consumer, c.message_id from (select distinct consumer from platform.inbox) i cross join copied c;
