-- A catalogue file: a copy of what the server sells, replaceable at any time. This part is made before the bulk insert.

-- The catalogue's place in the server's history.
CREATE TABLE place (
    id      INTEGER PRIMARY KEY CHECK (id = 1),
    version INTEGER NOT NULL,
    cursor  TEXT NOT NULL
);

-- taxes and barcodes are JSON, as the wire has them.
CREATE TABLE product (
    id         INTEGER PRIMARY KEY,
    code       TEXT NOT NULL,
    name       TEXT NOT NULL,
    category   TEXT NOT NULL,
    unit       TEXT NOT NULL,
    unit_price INTEGER NOT NULL,
    price_id   TEXT NOT NULL,
    taxes      TEXT NOT NULL,
    barcodes   TEXT NOT NULL
);
CREATE TABLE barcode (
    barcode TEXT NOT NULL,
    code    TEXT NOT NULL
);
