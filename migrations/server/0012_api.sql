-- What the shop's own programs need: the answers to their requests, kept for whoever asks again with the same
-- Idempotency-Key; and the server as a register of its own, `api`, which writes their orders.

create table platform.answered (
    -- Who asked; a key means something to its caller alone.
    caller      text        not null,
    key         text        not null,
    -- SHA-256 over method, path and body.
    fingerprint bytea       not null check (octet_length(fingerprint) = 32),
    status      smallint    not null,
    etag        text        null,
    location    text        null,
    body        text        not null,
    answered_at timestamptz not null,
    primary key (caller, key)
);
create index answered_age on platform.answered (answered_at);

-- One row: whoever writes an entry of this register locks it first, so that its journal is one chain.
create table identity.api_register (
    singleton   boolean primary key default true check (singleton),
    register_id uuid    not null references identity.register,
    branch      text    not null,
    secret      bytea   not null check (octet_length(secret) = 32)
);

-- Every grant that a register was ever given.
create table identity.issued_grant (
    number      bigint      generated always as identity primary key,
    subject     text        not null,
    name        text        not null,
    register_id uuid        not null references identity.register,
    roles       text[]      not null,
    issued_at   timestamptz not null,
    expires_at  timestamptz not null
);

create index product_category on catalog.product (category, code) where not archived;
create index orders_newest on ordering.orders (business_day, id);
create index orders_number on ordering.orders (branch, seq);
create index product_words on catalog.product using gin (to_tsvector('simple', code || ' ' || name));
