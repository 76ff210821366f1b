-- What an order adds lies beside what the orders before it added: an index whose keys are hashes costs a page of its own for
-- each, which is read, written, and after a checkpoint put whole into Postgres' log, more of them the longer a shop trades.

-- An entry has one place, so this is as unique as its hash; and a receipt's number is looked for by branch and seq.
alter table ordering.orders drop constraint orders_entry_hash_key;
drop index ordering.orders_number;
create unique index orders_entry on ordering.orders (branch, seq, register_id, entry_hash);
