-- The counter: codes of the shop's own scales, and what happens to the drawer between two sales.

alter table identity.store
    -- How those codes are built, such as 21IIIIIPPPPPC.
    add column barcode_patterns text[] not null default '{}';

-- Cash in and out, and the drawer opened or counted without either. The entry is the key, as for closings.
create table ordering.cash_movements (
    entry_hash   bytea       primary key,
    shift_id     uuid        not null,
    register_id  uuid        not null,
    business_day date        not null,
    kind         text        not null check (kind in ('in', 'out', 'opened', 'counted')),
    -- In minor units: negative when it went out, nothing when the drawer was only opened, what was counted.
    amount       bigint      not null,
    -- What should have been there when it was counted.
    expected     bigint      null,
    currency     text        null,
    reason       text        null,
    moved_at     text        not null,
    staff_id     text        null,
    staff_name   text        null,
    booked_at    timestamptz not null default now()
);
create index cash_movements_shift on ordering.cash_movements (shift_id);
create index cash_movements_day on ordering.cash_movements (business_day, register_id);

alter table ordering.shift_closings
    add column paid_in           bigint not null default 0,
    add column paid_out          bigint not null default 0,
    add column discounts         bigint not null default 0,
    add column difference_reason text   null,
    add column z_number          int    null;
