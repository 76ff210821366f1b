-- The tenders of a basket that is partly paid. One that was undone stays until the basket is gone, so that a late second
-- call does not take it again.
CREATE TABLE basket_tenders (
    id        TEXT PRIMARY KEY,
    basket_id TEXT NOT NULL REFERENCES baskets (id),
    number    INTEGER NOT NULL,
    tender    TEXT NOT NULL,
    undone    INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

-- Which sold line a returned line brings back.
ALTER TABLE order_lines ADD COLUMN returns_order TEXT;
ALTER TABLE order_lines ADD COLUMN returns_line INTEGER;
CREATE INDEX order_lines_returns ON order_lines (returns_order, returns_line) WHERE returns_order IS NOT NULL;

-- Receipts of other registers, as the server told of them: the sold lines and what had come back of each.
CREATE TABLE other_receipts (
    number  TEXT PRIMARY KEY,
    receipt TEXT NOT NULL
) WITHOUT ROWID;
