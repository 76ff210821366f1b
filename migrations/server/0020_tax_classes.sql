-- Taxes that the shop names once: a product of a class bears the taxes of the class.

create table catalog.tax_class (
    name  text primary key,
    -- JSON, as the calculation reads it.
    taxes text not null
);

alter table catalog.product
    -- With one, `taxes` and `line` hold the class's taxes.
    add column tax_class text null references catalog.tax_class,
    -- What is no longer sold keeps no class from being deleted.
    add constraint product_of_class_is_sold check (tax_class is null or not archived);
create index product_tax_class on catalog.product (tax_class, code) where tax_class is not null;
