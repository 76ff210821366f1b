-- Prices that start later, the age of changes, and the images for tills that are far behind.

alter table catalog.product
    -- The prices that are to come, in JSON as the stream's rows have them.
    add column scheduled text not null default '[]',
    -- When the first of them starts, in Unix seconds.
    add column next_start bigint;
create index product_next_start on catalog.product (next_start) where next_start is not null;

-- Changes are kept for as long as a till may stay away without taking a whole image.
alter table catalog.change add column made_at timestamptz not null default now();
create index change_made_at on catalog.change (made_at);

-- The whole catalogue at one version as a till's file, packed, under the SHA-256 of the packed bytes. It never changes.
create table catalog.image (
    hash     bytea       primary key check (octet_length(hash) = 32),
    version  bigint      not null,
    -- The running hash at that version.
    place    bytea       not null check (octet_length(place) = 32),
    bytes    bigint      not null check (bytes > 0),
    -- Of the file, as tills name it.
    format   bigint      not null,
    products bigint      not null,
    made_at  timestamptz not null default now()
);
create table catalog.image_chunk (
    hash   bytea  not null references catalog.image on delete cascade,
    number int    not null check (number >= 0),
    bytes  bytea  not null,
    primary key (hash, number)
);
-- They are packed already.
alter table catalog.image_chunk alter column bytes set storage external;
