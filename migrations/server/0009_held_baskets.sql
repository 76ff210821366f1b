-- Held baskets: who has each one, under which fence, and what is in it.

create table basket.held (
    id            uuid        primary key,
    -- Who has it, or had it last.
    register_id   uuid        not null,
    -- Grows whenever the basket is handed out.
    fence         bigint      not null check (fence > 0),
    state         text        not null check (state in ('held', 'claimed', 'resumed', 'paid', 'voided')),
    -- Somebody also wrote to it who no longer had it; basket.fork says who.
    forked        boolean     not null default false,
    -- Who put it aside last, and what it was then: a HeldBasket as JSON.
    held_by       uuid        not null,
    staff_name    text        null,
    held_at       text        not null,
    name          text        not null,
    kind          text        not null check (kind in ('sale', 'refund', 'exchange')),
    currency      text        not null,
    lines         int         not null,
    gross         bigint      not null,
    body          text        not null,
    changed_at    timestamptz not null default now()
);
create index held_waiting on basket.held (changed_at) where state in ('held', 'claimed');

-- What was written to a basket by a register that no longer had it: kept, because it happened.
create table basket.fork (
    entry_hash  bytea       primary key,
    basket_id   uuid        not null,
    register_id uuid        not null,
    act         text        not null check (act in ('held', 'resumed', 'voided', 'paid')),
    -- The fence that it was written under, where it says.
    fence       bigint      null,
    -- How the basket stood then.
    had_by      uuid        not null,
    had_fence   bigint      not null,
    had_state   text        not null,
    noted_at    timestamptz not null default now()
);
create index fork_basket on basket.fork (basket_id);

-- Drawn anew with every change of a held basket, so that nothing that was cached under it is ever out of date.
create table basket.stamp (
    singleton boolean primary key default true check (singleton),
    stamp     uuid    not null default gen_random_uuid()
);
insert into basket.stamp default values;

-- Two orders of one basket are looked for with every order.
create index orders_basket on ordering.orders (basket_id);
