-- Everybody who may open this register: their grants, and the PIN that some have chosen.
-- "grant" goes on to say who is at the register; this is who else may be.

CREATE TABLE staff (
    id        TEXT PRIMARY KEY,
    "grant"   TEXT NOT NULL,
    signature BLOB NOT NULL,
    -- The server said at the last sync that an admin has revoked them.
    revoked   INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
INSERT INTO staff (id, "grant", signature)
SELECT json_extract("grant", '$.staff.id'), "grant", signature FROM "grant"
WHERE json_valid("grant") AND json_extract("grant", '$.staff.id') IS NOT NULL;

CREATE TABLE pin (
    staff_id    TEXT PRIMARY KEY REFERENCES staff (id),
    -- Argon2id over the PIN and a secret that is not in this file, with the cost that it was made at.
    hash        BLOB NOT NULL,
    salt        BLOB NOT NULL,
    memory_kib  INTEGER NOT NULL,
    passes      INTEGER NOT NULL,
    secret_mark BLOB NOT NULL,
    set_at      TEXT NOT NULL,
    -- Counted before they are checked.
    tries       INTEGER NOT NULL DEFAULT 0,
    wait_ms     INTEGER NOT NULL DEFAULT 0,
    wait_since  TEXT
) WITHOUT ROWID;
