-- The newest entry of each branch that the server has countersigned, and its signature: proof that it was there.
CREATE TABLE server_head (
    branch    TEXT PRIMARY KEY,
    seq       INTEGER NOT NULL,
    hash      BLOB NOT NULL,
    signature BLOB NOT NULL
) WITHOUT ROWID;
