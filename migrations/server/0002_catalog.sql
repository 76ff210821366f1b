-- The catalogue: what is sold now, and every change in its order.

create schema catalog;

-- The newest version and the running hash there. Locked by whoever changes the catalogue, so that versions are without
-- gaps and in commit order.
create table catalog.counter (
    singleton boolean primary key default true check (singleton),
    version   bigint  not null,
    hash      bytea   not null check (octet_length(hash) = 32)
);
insert into catalog.counter (version, hash) values (0, decode(repeat('00', 32), 'hex'));

create table catalog.product (
    code       text    primary key,
    -- The newest change of this product.
    version    bigint  not null,
    archived   boolean not null,
    name       text    not null,
    category   text    not null,
    barcodes   text[]  not null,
    unit       text    not null,
    -- Ten-thousandths of the major unit.
    unit_price bigint  not null check (unit_price >= 0),
    price_id   uuid    not null,
    -- JSON, as the calculation reads it.
    taxes      text    not null,
    -- The exact line of the stream, with its line feed.
    line       text    not null
);
create unique index product_version on catalog.product (version);

-- Barcodes of what is sold, a UPC-A written as the EAN-13 that it is: one barcode finds one product.
create table catalog.barcode (
    gtin text primary key,
    code text not null references catalog.product
);
create index barcode_code on catalog.barcode (code);

-- Every price that a product ever had.
create table catalog.price (
    id         uuid        primary key default gen_random_uuid(),
    code       text        not null,
    unit_price bigint      not null,
    since      timestamptz not null default now()
);
create index price_code on catalog.price (code);

-- Every change: its hash is SHA-256 over the hash before it and the line's bytes.
create table catalog.change (
    version bigint primary key,
    hash    bytea  not null check (octet_length(hash) = 32),
    code    text   not null,
    line    text   not null
);
