-- Cash in and out, and the drawer opened without either, beside the journal entries that are their proof.
CREATE TABLE cash_movements (
    n        INTEGER PRIMARY KEY REFERENCES journal (n),
    shift_id TEXT NOT NULL REFERENCES shifts (id),
    -- In minor units, negative when it went out; nothing where the drawer was only opened.
    amount   INTEGER,
    reason   TEXT NOT NULL,
    moved_at TEXT NOT NULL,
    staff    TEXT NOT NULL
);
CREATE INDEX cash_movements_shift ON cash_movements (shift_id);

-- Why what was counted is not what should be there, and the number of the closing.
ALTER TABLE shifts ADD COLUMN difference_reason TEXT;
ALTER TABLE shifts ADD COLUMN z_number INTEGER;
UPDATE shifts SET z_number = number WHERE closed_at IS NOT NULL;
