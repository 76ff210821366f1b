-- The journal as the tills wrote it, and the plumbing that carries its consequences on: outbox, inbox, parked messages.

create schema sync;

-- One row per register, locked for the length of a push: two couriers of one register take turns.
create table sync.register_lock (
    register_id uuid primary key
);

create table sync.entry (
    -- SHA-256 of the body: the entry's identity.
    hash        bytea       primary key check (octet_length(hash) = 32),
    n           bigint      generated always as identity unique,
    register_id uuid        not null,
    -- Place in the register's journal; both null where the body could not be read.
    branch      text        null,
    seq         bigint      null check (seq > 0),
    parent      bytea       null,
    kind        text        not null,
    -- The exact bytes that the till hashed and signed. bytea, because text can't hold everything that JSON can.
    body        bytea       not null,
    signature   bytea       not null,
    fate        text        not null check (fate in ('accepted', 'stored', 'quarantined')),
    code        text        null,
    -- Another entry has this place in the branch.
    fork        boolean     not null default false,
    -- The register whose device token brought it.
    courier     uuid        not null,
    received_at timestamptz not null default now()
);
create index entry_place on sync.entry (register_id, branch, seq);
-- What an admin, or the upgrade that learns a new kind, looks for.
create index entry_not_booked on sync.entry (fate, n) where fate <> 'accepted';

-- The newest entry of each branch.
create table sync.head (
    register_id uuid   not null,
    branch      text   not null,
    seq         bigint not null,
    hash        bytea  not null,
    primary key (register_id, branch)
);

create schema platform;

create table platform.outbox (
    -- The message id. Made of the hash of the entry that caused it, so that the same fact sends the same message
    -- after this database was restored from a backup.
    id         uuid        primary key,
    position   bigint      generated always as identity,
    kind       text        not null,
    subject    text        not null,
    body       text        not null,
    -- When it began to wait: booked, or asked to be sent again.
    queued_at  timestamptz not null default now(),
    sent_at    timestamptz null
);
create index outbox_unsent on platform.outbox (position) where sent_at is null;

-- What a consumer has dealt with, written in the transaction of the effect and kept as long as the journal.
create table platform.inbox (
    consumer    text        not null,
    message_id  uuid        not null,
    received_at timestamptz not null default now(),
    primary key (consumer, message_id)
);

-- Messages that can never work, until an admin replays or discards them.
create table platform.parked (
    id          bigint      generated always as identity primary key,
    consumer    text        not null,
    message_id  uuid        not null,
    kind        text        not null,
    body        bytea       not null,
    reason      text        not null,
    parked_at   timestamptz not null default now(),
    resolved_at timestamptz null,
    resolution  text        null check (resolution in ('replayed', 'discarded')),
    check ((resolved_at is null) = (resolution is null))
);
create index parked_open on platform.parked (id) where resolved_at is null;
