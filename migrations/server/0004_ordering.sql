-- The books: orders and shifts as the tills paid and counted them, and what the consumer makes of the events.
-- All money is in minor units of the order's or shift's currency; refunds are negative.

create schema ordering;

create table ordering.orders (
    id                 uuid        primary key,
    entry_hash         bytea       not null unique,
    external_reference text        null,
    kind               text        not null check (kind in ('sale', 'refund')),
    register_id        uuid        not null,
    shift_id           uuid        not null,
    basket_id          uuid        not null,
    business_day       date        not null,
    currency           text        not null,
    lines              int         not null,
    net                bigint      not null,
    tax                bigint      not null,
    gross              bigint      not null,
    change             bigint      not null,
    calc_version       smallint    not null,
    -- For an admin to look at: `figures_differ`, `fork`.
    flags              text[]      not null default '{}',
    note               text        null,
    -- The till's wall clock, as it wrote it. For people; nothing is ordered by it.
    paid_at            text        not null,
    staff_id           text        null,
    staff_name         text        null,
    authorised_by      text        null,
    branch             text        not null,
    seq                bigint      not null,
    booked_at          timestamptz not null default now(),
    check (net + tax = gross)
);
create index orders_shift on ordering.orders (shift_id);
create index orders_external_reference on ordering.orders (external_reference);
create index orders_day on ordering.orders (business_day, register_id);

create table ordering.order_lines (
    order_id      uuid    not null references ordering.orders,
    number        int     not null,
    code          text    not null,
    name          text    not null,
    price_id      text    not null,
    unit          text    not null,
    -- Thousandths.
    quantity      bigint  not null,
    -- Ten-thousandths of the major unit.
    unit_price    bigint  not null,
    overridden    boolean not null,
    reason        text    null,
    net           bigint  not null,
    tax           bigint  not null,
    gross         bigint  not null,
    primary key (order_id, number),
    check (net + tax = gross)
);

create table ordering.payments (
    order_id uuid   not null references ordering.orders,
    number   int    not null,
    kind     text   not null,
    amount   bigint not null,
    primary key (order_id, number)
);

create table ordering.shifts (
    id           uuid        primary key,
    entry_hash   bytea       not null unique,
    register_id  uuid        not null,
    number       int         not null,
    business_day date        not null,
    currency     text        not null,
    float        bigint      not null,
    opened_at    text        not null,
    opened_by    text        null,
    booked_at    timestamptz not null default now()
);

-- Two clones of one till can close the same shift twice; both happened, so the entry is the key.
create table ordering.shift_closings (
    entry_hash      bytea       primary key,
    shift_id        uuid        not null,
    register_id     uuid        not null,
    sales           int         not null,
    refunds         int         not null,
    sales_gross     bigint      not null,
    refunds_gross   bigint      not null,
    tax             bigint      not null,
    cash            bigint      not null,
    expected_cash   bigint      not null,
    counted_cash    bigint      not null,
    perpetual       bigint      not null,
    closed_at       text        not null,
    closed_by       text        null,
    -- The server folded its own orders of the shift and came to something else.
    figures_differ  boolean     not null,
    booked_at       timestamptz not null default now()
);
create index shift_closings_shift on ordering.shift_closings (shift_id);

-- The consumer's tables.
create table ordering.books (
    order_id           uuid   primary key,
    external_reference text   null,
    business_day       date   not null,
    register_id        uuid   not null,
    kind               text   not null check (kind in ('sale', 'refund')),
    currency           text   not null,
    lines              int    not null,
    gross              bigint not null,
    tax                bigint not null
);

create table ordering.daily_sales (
    business_day  date   not null,
    register_id   uuid   not null,
    sales         bigint not null,
    refunds       bigint not null,
    sales_gross   bigint not null,
    refunds_gross bigint not null,
    tax           bigint not null,
    primary key (business_day, register_id)
);
