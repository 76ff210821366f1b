-- A file of format 1 becomes one of format 2: nothing was archived, and no price is to come, as far as it knows.
ALTER TABLE product ADD COLUMN scheduled TEXT NOT NULL DEFAULT '[]';
CREATE TABLE archived (
    text TEXT PRIMARY KEY,
    code TEXT NOT NULL,
    name TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX archived_code ON archived (code);
CREATE TABLE price_start (
    at   INTEGER NOT NULL,
    code TEXT NOT NULL,
    PRIMARY KEY (at, code)
) WITHOUT ROWID;
PRAGMA user_version = 2;
