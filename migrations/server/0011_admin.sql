-- The admins' page: its sign-ins and sessions, what admins decided, what registers tell of themselves, and what waits for
-- somebody to look at it.

create schema admin;

-- A sign-in that is under way at the provider. The browser that began it takes it up, once.
create table admin.sign_in (
    -- SHA-256 of the state, which that browser alone has in a cookie.
    state_hash bytea       primary key check (octet_length(state_hash) = 32),
    nonce      text        not null,
    verifier   text        not null,
    redirect   text        not null,
    -- The page that was asked for.
    go_to      text        not null,
    expires_at timestamptz not null
);

create table admin.session (
    -- SHA-256 of the cookie's id; the id itself is kept nowhere.
    id_hash    bytea       primary key check (octet_length(id_hash) = 32),
    subject    text        not null,
    name       text        not null,
    roles      text[]      not null,
    -- Tells the provider whose session ends at a sign-out.
    id_token   text        not null,
    created_at timestamptz not null,
    used_at    timestamptz not null,
    ends_at    timestamptz not null
);

-- Who decided what, and why. Written in the transaction of the decision's effect; never changed.
create table platform.audit (
    id      bigint      generated always as identity primary key,
    at      timestamptz not null default now(),
    who     text        not null,
    name    text        not null,
    action  text        not null,
    subject text        not null,
    reason  text        not null
);

-- A message is parked by its consumer, or by the broker's own backstop after too many deliveries.
alter table platform.parked
    add column source text not null default 'refused' check (source in ('refused', 'dead_lettered'));

alter table sync.entry
    -- Why the entry was not booked, where the code does not say it all.
    add column reason      text        null,
    add column resolved_at timestamptz null,
    add column resolution  text        null check (resolution in ('booked', 'seen')),
    add constraint entry_resolved check ((resolved_at is null) = (resolution is null));
create index entry_open on sync.entry (n) where fate <> 'accepted' and resolved_at is null;
create index entry_forks on sync.entry (register_id, received_at) where fork;

-- When a register was last heard of, and what it said it still had to send. Beside the register's own row, which is
-- locked and read by others.
create table identity.register_seen (
    register_id uuid        primary key references identity.register,
    last_seen   timestamptz not null,
    unsent      bigint      null,
    unsent_at   timestamptz null
);
