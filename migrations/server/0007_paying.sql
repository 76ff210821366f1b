-- Cards and vouchers, and goods that come back against the receipt that sold them.

alter table ordering.payments
    -- The terminal's own number of a card payment, or what a voucher says on it.
    add column reference text null,
    add column brand     text null,
    -- All that is kept of a card's number.
    add column last_four text null check (last_four ~ '^[0-9]{4}$');

alter table ordering.shift_closings
    add column card    bigint not null default 0,
    add column voucher bigint not null default 0;

alter table ordering.orders
    -- As it is printed: register code, branch and seq. A fork can have it twice.
    add column receipt_number text null;
update ordering.orders o
    set receipt_number = r.code || '-' || upper(o.branch) || '-' || lpad(o.seq::text, greatest(6, length(o.seq::text)), '0')
    from identity.register r where r.id = o.register_id;
create index orders_receipt_number on ordering.orders (receipt_number);

alter table ordering.order_lines
    -- The sold line that this one brings back, where it was brought back against its receipt.
    add column returns_order uuid null,
    add column returns_line  int  null,
    add check ((returns_order is null) = (returns_line is null));
create index order_lines_returns on ordering.order_lines (returns_order, returns_line) where returns_order is not null;
