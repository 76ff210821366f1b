-- Baskets that were rung up and given up: what loss prevention looks at first.

create schema basket;

-- Two clones of one till can void the same basket; both happened, so the entry is the key.
create table basket.voided (
    entry_hash   bytea       primary key,
    basket_id    uuid        not null,
    register_id  uuid        not null,
    shift_id     uuid        not null,
    business_day date        not null,
    staff_id     text        null,
    staff_name   text        null,
    lines        int         not null,
    gross        bigint      not null,
    currency     text        not null,
    voided_at    text        not null,
    booked_at    timestamptz not null default now()
);
create index voided_day on basket.voided (business_day, register_id);
