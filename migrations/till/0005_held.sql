-- Baskets that were put aside under a name, each whole in one row, as its journal entry has it.
CREATE TABLE held_baskets (
    id      TEXT PRIMARY KEY,
    -- Its journal entry.
    n       INTEGER NOT NULL UNIQUE REFERENCES journal (n),
    held_at TEXT NOT NULL,
    basket  TEXT NOT NULL
);
-- Of the open basket: what it was called while it was held, and its fence, which grows whenever the server hands it out.
ALTER TABLE baskets ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE baskets ADD COLUMN fence INTEGER NOT NULL DEFAULT 1;
