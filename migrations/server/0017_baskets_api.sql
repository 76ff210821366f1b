-- Held baskets for the shop's own programs: what each line was rung up at, what its product costs by now, and which
-- basket an order was.

-- The lines of open baskets whose price is the catalogue's: not one that was typed or stands on a label, and none that
-- comes back against a receipt.
create table basket.held_line (
    basket_id         uuid   not null references basket.held,
    number            bigint not null,
    code              text   not null,
    price_id          text   not null,
    -- Ten-thousandths of the major unit.
    unit_price        bigint not null,
    catalogue_version bigint not null,
    primary key (basket_id, number)
);

-- What each product costs since its price last changed, as the events tell it. It is kept for every product: a basket
-- that was held offline at the old price may come in after the event.
create table basket.price (
    code              text   primary key,
    -- Of the change; the highest one counts, in whatever order the events come.
    catalogue_version bigint not null,
    price_id          text   not null,
    unit_price        bigint not null
);

insert into basket.held_line
select h.id, (l ->> 'number')::bigint, l ->> 'code', l ->> 'price_id', (l ->> 'unit_price')::bigint,
       (l ->> 'catalogue_version')::bigint
from basket.held h,
     jsonb_array_elements(case when position('\u0000' in h.body) = 0 then h.body::jsonb -> 'lines' else '[]' end) l
where h.state in ('held', 'claimed', 'resumed') and not l ? 'returned' and not l ? 'price_override'
on conflict do nothing;

create index held_page on basket.held (state, id);

-- Which held basket an order was, as basket tells it.
create table ordering.order_basket (
    order_id  uuid        primary key,
    basket_id uuid        not null,
    -- Who put it aside last, and when by that register's clock.
    held_by   uuid        not null,
    held_at   text        not null,
    -- The register that was paid no longer had it.
    forked    boolean     not null,
    noted_at  timestamptz not null default now()
);
