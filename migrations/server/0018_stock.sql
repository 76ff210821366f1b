-- How much of each product the shop has: what the orders took or brought back, and what people counted, got or wrote off.

-- Thousandths of the unit. Below zero when more was sold than anybody said came in: a till never waits for stock.
create table ordering.stock (
    code     text   primary key,
    quantity bigint not null
);

-- Which orders are in those figures: an order counts once, whatever message tells of it.
create table ordering.stock_order (
    order_id uuid primary key
);

create table ordering.stock_movement (
    id         bigint      generated always as identity primary key,
    code       text        not null,
    kind       text        not null check (kind in ('counted', 'delivered', 'written_off')),
    -- What it changed the figure by.
    difference bigint      not null,
    -- The figure afterwards.
    quantity   bigint      not null,
    reason     text        not null,
    staff_id   text        not null,
    staff_name text        not null,
    moved_at   timestamptz not null
);
create index stock_movement_code on ordering.stock_movement (code, id);
