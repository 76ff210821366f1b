-- What is written many rows at once comes as an array of rows, which Postgres unpacks with one function instead of one per
-- column. A type here is what one server process and its statements agree on: one that has to change gets a new name, so
-- that a server of before still works beside the new one.

create type platform.new_event as (
    id      uuid,
    kind    text,
    subject text,
    body    text
);

create type sync.new_entry as (
    hash        bytea,
    register_id uuid,
    branch      text,
    seq         bigint,
    parent      bytea,
    kind        text,
    body        bytea,
    signature   bytea,
    fate        text,
    code        text,
    fork        boolean,
    reason      text,
    courier     uuid
);

create type sync.new_head as (
    register_id uuid,
    branch      text,
    seq         bigint,
    hash        bytea
);

create type ordering.new_order as (
    id                 uuid,
    entry_hash         bytea,
    external_reference text,
    kind               text,
    register_id        uuid,
    shift_id           uuid,
    basket_id          uuid,
    business_day       text,
    currency           text,
    lines              bigint,
    net                bigint,
    tax                bigint,
    gross              bigint,
    change             bigint,
    calc_version       smallint,
    flags              text[],
    note               text,
    paid_at            text,
    staff_id           text,
    staff_name         text,
    authorised_by      text,
    branch             text,
    seq                bigint,
    returned_gross     bigint,
    cash_rounding      bigint,
    tax_rounding       text,
    receipt_number     text
);

create type ordering.new_line as (
    order_id        uuid,
    number          bigint,
    code            text,
    name            text,
    price_id        text,
    unit            text,
    quantity        bigint,
    unit_price      bigint,
    reason          text,
    net             bigint,
    gross           bigint,
    discount        bigint,
    basket_discount bigint,
    taxes           text,
    returns_order   uuid,
    returns_line    int
);

create type ordering.new_payment as (
    order_id  uuid,
    number    int,
    kind      text,
    amount    bigint,
    reference text,
    brand     text,
    last_four text
);
