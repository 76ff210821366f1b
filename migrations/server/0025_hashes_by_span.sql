-- The index of the entries' hashes was the last one whose every new row costs a page of its own (see 0023). An entry is looked
-- for by its place now, which it says itself; what knows no more than a hash looks through the spans one after the other, each
-- of them an index for itself, of which only the newest one grows.

-- So many entries, as they came in, that their hashes lie in some 1,400 pages.
create function sync.span(n bigint) returns bigint
    language sql immutable parallel safe
    return n >> 17;

alter table sync.entry drop constraint entry_pkey;
alter table sync.entry drop constraint entry_n_key;
alter table sync.entry add primary key (n);
create index entry_hash on sync.entry (sync.span(n), hash);

-- All that there are.
create function sync.spans() returns bigint[]
    language sql stable parallel safe
    return array(select generate_series(0, sync.span((select coalesce(max(n), 0) from sync.entry))));

-- An entry is there once. Its hash is over its place, too; of what has none the hash is all there is.
drop index sync.entry_place;
create unique index entry_place on sync.entry (register_id, branch, seq, hash);
create unique index entry_stray on sync.entry (hash) where branch is null;
