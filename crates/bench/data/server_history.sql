-- Years of trade behind a database that holds a few thousand orders: each is copied `copies` times under another id, a
-- thousand a day until yesterday, with nine small entries beside each. What is looked up by a hash lies evenly spread, as hashes do; what grows with time lies
-- before the rows that come later.
set local synchronous_commit = off;
-- The copies refer to each other as the originals do; nobody needs to look that up four million times.
set local session_replication_role = replica;

create temp table base on commit drop as
select o.id, o.entry_hash, b.id as message_id, row_number() over (order by o.id) - 1 as i, count(*) over () as all_of_them
from ordering.orders o
join platform.outbox b on b.subject = o.id::text and b.kind = 'evertill.order.completed.v1';

-- The place of `n` among all hashes.
create function pg_temp.spread(n bigint) returns text immutable language sql as $$
    select lpad(to_hex((n::numeric * 4294967295 / current_setting('bench.entries')::numeric)::bigint), 8, '0')
        || md5(n::text) || substr(md5('second ' || n), 1, 24)
$$;

create temp table copied on commit drop as
select n, current_date - 1 - ((current_setting('bench.copies')::bigint * all_of_them - n) / 1000)::int as day,
    base.id as old_id, base.entry_hash as old_hash, base.message_id as old_message_id,
    (lpad(to_hex(n), 12, '0') || '7000' || '8000' || lpad(to_hex(n), 12, '0'))::uuid as id,
    decode(pg_temp.spread(n * 10), 'hex') as hash,
    -- As the server makes it: it begins as the order's id does.
    (lpad(to_hex(n), 12, '0') || '8' || substr(md5(n::text), 1, 3) || '8' || substr(md5(n::text), 4, 15))::uuid as message_id
from generate_series(0, current_setting('bench.copies')::bigint - 1) c
cross join base
cross join lateral (select c * base.all_of_them + base.i as n) at
order by n;
analyze copied;

-- Copies the rows `t` of `target` that `which` finds for each order `c`, with `changes` instead of what stands in them.
create procedure pg_temp.copy(target regclass, which text, changes jsonb) language plpgsql as $$
declare
    names text;
    selected text;
begin
    select string_agg(quote_ident(attname), ', ' order by attnum),
        string_agg(coalesce(changes ->> attname, 't.' || quote_ident(attname)), ', ' order by attnum)
    into names, selected
    from pg_attribute
    where attrelid = target and attnum > 0 and not attisdropped and attidentity = '' and attgenerated = '';
    execute format('insert into %s (%s) select %s from copied c join %s t on %s order by c.n',
        target, names, selected, target, which);
end $$;

call pg_temp.copy('sync.entry', 't.hash = c.old_hash',
    '{"hash": "c.hash", "register_id": "md5(t.register_id::text)::uuid", "seq": "c.n * 10 + 1"}');

insert into sync.entry (hash, register_id, branch, seq, parent, kind, body, signature, fate, code, fork, courier)
select decode(pg_temp.spread(k), 'hex'), md5(e.register_id::text)::uuid, e.branch, k + 1, e.parent, e.kind, e.body, e.signature, e.fate,
    e.code, e.fork, e.courier
from generate_series(0, (select max(n) * 10 + 9 from copied)) k
cross join (select * from sync.entry where fate = 'accepted' order by length(body) limit 1) e
where k % 10 <> 0;

call pg_temp.copy('ordering.orders', 't.id = c.old_id',
    '{"id": "c.id", "entry_hash": "c.hash", "register_id": "md5(t.register_id::text)::uuid", "seq": "c.n * 10 + 1",
     "business_day": "c.day"}');
call pg_temp.copy('ordering.order_lines', 't.order_id = c.old_id', '{"order_id": "c.id"}');
call pg_temp.copy('ordering.payments', 't.order_id = c.old_id', '{"order_id": "c.id"}');
call pg_temp.copy('ordering.books', 't.order_id = c.old_id', '{"order_id": "c.id", "business_day": "c.day"}');
call pg_temp.copy('ordering.stock_order', 't.order_id = c.old_id', '{"order_id": "c.id"}');
call pg_temp.copy('platform.outbox', 't.id = c.old_message_id', '{"id": "c.message_id", "subject": "c.id::text"}');
call pg_temp.copy('platform.inbox', 't.message_id = c.old_message_id', '{"message_id": "c.message_id"}');
