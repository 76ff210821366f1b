-- Discounts, the two ways of rounding taxes, cash rounding, and orders whose goods go both ways.

alter table identity.store
    add column tax_rounding  text   not null default 'line' check (tax_rounding in ('line', 'order')),
    -- The smallest coin in minor units; 0 where cash is not rounded.
    add column smallest_coin bigint not null default 0 check (smallest_coin >= 0);

alter table ordering.orders drop constraint orders_kind_check;
alter table ordering.orders
    add constraint orders_kind_check check (kind in ('sale', 'refund', 'exchange')),
    -- The part of gross that came back: all of a refund, nothing of a sale.
    add column returned_gross bigint not null default 0,
    -- What rounding to the smallest coin added to what was paid. No turnover.
    add column cash_rounding  bigint not null default 0,
    add column tax_rounding   text   not null default 'line' check (tax_rounding in ('line', 'order'));
update ordering.orders set returned_gross = gross where kind = 'refund';

alter table ordering.order_lines
    add column discount        bigint not null default 0,
    -- The line's share of the basket's discount.
    add column basket_discount bigint not null default 0,
    -- [{"name", "rate", "included", "amount"}] in the line's order, amounts in minor units; null on lines booked earlier,
    -- whose journal entry has them.
    add column taxes           jsonb  null;

alter table ordering.books drop constraint books_kind_check;
alter table ordering.books
    add constraint books_kind_check check (kind in ('sale', 'refund', 'exchange')),
    add column returned_gross bigint not null default 0;
update ordering.books set returned_gross = gross where kind = 'refund';
