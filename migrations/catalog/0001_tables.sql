-- A catalogue file: a copy of what the server sells, replaceable at any time. This part is made before the bulk insert.

-- The catalogue's place in the server's history.
CREATE TABLE place (
    id      INTEGER PRIMARY KEY CHECK (id = 1),
    version INTEGER NOT NULL,
    cursor  TEXT NOT NULL
);

-- taxes, barcodes and scheduled (the prices that are to come) are JSON, as the wire has them.
CREATE TABLE product (
    id         INTEGER PRIMARY KEY,
    code       TEXT NOT NULL,
    name       TEXT NOT NULL,
    category   TEXT NOT NULL,
    unit       TEXT NOT NULL,
    unit_price INTEGER NOT NULL,
    price_id   TEXT NOT NULL,
    taxes      TEXT NOT NULL,
    barcodes   TEXT NOT NULL,
    scheduled  TEXT NOT NULL
);
-- What the codes and the barcodes of archived products stood for, so that a scan of one can be explained.
CREATE TABLE archived (
    text TEXT PRIMARY KEY,
    code TEXT NOT NULL,
    name TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX archived_code ON archived (code);
-- When prices start, in Unix seconds, so that a till notices without reading every product.
CREATE TABLE price_start (
    at   INTEGER NOT NULL,
    code TEXT NOT NULL,
    PRIMARY KEY (at, code)
) WITHOUT ROWID;
CREATE TABLE barcode (
    barcode TEXT NOT NULL,
    code    TEXT NOT NULL
);
