-- till.db: everything that this register must never lose. One migration a change; migrations only add.

-- Small facts about the file itself: the register's id, whether it is the demo.
CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- Raised by every transaction, so that after a failed commit the file itself says whether it is there.
CREATE TABLE write_mark (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    n  INTEGER NOT NULL
);
INSERT INTO write_mark (id, n) VALUES (1, 0);

-- The server's answer to the enrolment, as JSON, and the key that was enrolled.
CREATE TABLE enrolment (
    id          INTEGER PRIMARY KEY CHECK (id = 1),
    enrolled    TEXT NOT NULL,
    server_url  TEXT NOT NULL,
    public_key  BLOB NOT NULL,
    enrolled_at TEXT NOT NULL
);

-- Every public key that ever signed here: without them the journal could not be verified.
CREATE TABLE device_key (
    public_key BLOB PRIMARY KEY,
    first_seen TEXT NOT NULL
) WITHOUT ROWID;

-- Who is signed in: the server's signed grant, byte for byte.
CREATE TABLE grant (
    id        INTEGER PRIMARY KEY CHECK (id = 1),
    "grant"   TEXT NOT NULL,
    signature BLOB NOT NULL
);

-- The journal. n is this disk's own count; branch and seq are the entry's own.
CREATE TABLE journal (
    n         INTEGER PRIMARY KEY,
    hash      BLOB NOT NULL UNIQUE,
    branch    TEXT NOT NULL,
    seq       INTEGER NOT NULL,
    parent    BLOB,
    kind      TEXT NOT NULL,
    body      TEXT NOT NULL,
    signature BLOB NOT NULL,
    wall_time TEXT NOT NULL,
    UNIQUE (branch, seq)
);

CREATE TABLE shifts (
    id            TEXT PRIMARY KEY,
    number        INTEGER NOT NULL UNIQUE,
    business_day  TEXT NOT NULL,
    opened_at     TEXT NOT NULL,
    "float"       INTEGER NOT NULL,
    totals        TEXT NOT NULL,
    closed_at     TEXT,
    expected_cash INTEGER,
    counted_cash  INTEGER,
    perpetual     INTEGER
);
-- At most one shift is open.
CREATE UNIQUE INDEX shifts_open ON shifts ((closed_at IS NULL)) WHERE closed_at IS NULL;

-- The basket that is being rung up: its header with the running totals, and one row for each line.
CREATE TABLE baskets (
    id                 TEXT PRIMARY KEY,
    shift_id           TEXT NOT NULL REFERENCES shifts (id),
    basket             TEXT NOT NULL,
    authorised_by      TEXT,
    order_id           TEXT,
    external_reference TEXT,
    note               TEXT
);
-- At most one basket is open.
CREATE UNIQUE INDEX baskets_one ON baskets ((1));
CREATE TABLE basket_lines (
    basket_id TEXT NOT NULL REFERENCES baskets (id),
    number    INTEGER NOT NULL,
    line      TEXT NOT NULL,
    PRIMARY KEY (basket_id, number)
) WITHOUT ROWID;

-- Paid orders, beside the journal entry that is their proof.
CREATE TABLE orders (
    id                 TEXT PRIMARY KEY,
    n                  INTEGER NOT NULL UNIQUE REFERENCES journal (n),
    external_reference TEXT,
    kind               TEXT NOT NULL,
    business_day       TEXT NOT NULL,
    shift_id           TEXT NOT NULL REFERENCES shifts (id),
    lines              INTEGER NOT NULL,
    net                INTEGER NOT NULL,
    tax                INTEGER NOT NULL,
    gross              INTEGER NOT NULL,
    currency           TEXT NOT NULL,
    receipt_number     TEXT NOT NULL UNIQUE,
    paid_at            TEXT NOT NULL,
    heading            TEXT NOT NULL
);
CREATE TABLE order_lines (
    order_id   TEXT NOT NULL REFERENCES orders (id),
    number     INTEGER NOT NULL,
    code       TEXT NOT NULL,
    name       TEXT NOT NULL,
    quantity   INTEGER NOT NULL,
    unit_price INTEGER NOT NULL,
    overridden INTEGER NOT NULL,
    reason     TEXT,
    net        INTEGER NOT NULL,
    tax        INTEGER NOT NULL,
    gross      INTEGER NOT NULL,
    PRIMARY KEY (order_id, number)
) WITHOUT ROWID;

-- The newest local entry that the server is known to hold.
CREATE TABLE sync_state (
    id            INTEGER PRIMARY KEY CHECK (id = 1),
    server_cursor INTEGER NOT NULL
);
INSERT INTO sync_state (id, server_cursor) VALUES (1, 0);

-- Which catalogue file is in use.
CREATE TABLE catalogue_pointer (
    id   INTEGER PRIMARY KEY CHECK (id = 1),
    file TEXT NOT NULL
);
