-- Identity: the shop, its registers and their keys, enrolment codes, and who of the staff has signed in.

create schema identity;

-- One shop per server; its row is there from the first day.
create table identity.store (
    id                 uuid    primary key default gen_random_uuid(),
    singleton          boolean not null unique default true check (singleton),
    name               text    not null,
    address            text    not null,
    vat_number         text    null,
    -- ISO 4217.
    currency           text    not null,
    -- IANA.
    time_zone          text    not null,
    -- What the next register's receipt numbers begin with.
    next_register_code int     not null default 1
);
insert into identity.store (name, address, currency, time_zone)
values ('Evertill shop', '', 'GBP', 'Europe/London');

-- The server's Ed25519 key, shared by all its processes: it signs grants and device tokens.
create table identity.server_key (
    singleton  boolean     primary key default true check (singleton),
    secret     bytea       not null check (octet_length(secret) = 32),
    created_at timestamptz not null default now()
);

create table identity.register (
    id          uuid        primary key,
    store_id    uuid        not null references identity.store,
    code        text        not null,
    name        text        not null,
    enrolled_at timestamptz not null,
    revoked_at  timestamptz null,
    unique (store_id, code)
);

-- Every key ever enrolled; all of them verify entries.
create table identity.device_key (
    public_key  bytea       primary key check (octet_length(public_key) = 32),
    register_id uuid        not null references identity.register,
    enrolled_at timestamptz not null
);
create index device_key_register on identity.device_key (register_id);

create table identity.enrolment_code (
    -- SHA-256 of the code; the code itself is shown once and kept nowhere.
    hash          bytea       primary key check (octet_length(hash) = 32),
    store_id      uuid        not null references identity.store,
    created_by    text        not null,
    created_at    timestamptz not null,
    expires_at    timestamptz not null,
    used_key      bytea       null references identity.device_key,
    used_at       timestamptz null,
    check ((used_key is null) = (used_at is null))
);

-- Who was given a grant, and which roles the provider said.
create table identity.staff_seen (
    subject    text        primary key,
    name       text        not null,
    roles      text[]      not null,
    first_seen timestamptz not null,
    last_seen  timestamptz not null
);
