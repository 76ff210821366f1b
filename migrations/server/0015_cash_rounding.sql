-- What cash was rounded by belongs on a closing: with it, turnover is what the tenders come to.

alter table ordering.shift_closings
    add column cash_rounding bigint not null default 0;

-- Closings from before don't say it: it is what their orders come to.
update ordering.shift_closings c
    set cash_rounding = own.rounding
    from (select o.shift_id, o.register_id, sum(o.cash_rounding) as rounding
        from ordering.orders o group by o.shift_id, o.register_id) own
    where own.shift_id = c.shift_id and own.register_id = c.register_id;
