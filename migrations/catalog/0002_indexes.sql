-- The indexes of a catalogue file, made after the bulk insert: building them once is much cheaper than growing them.

CREATE UNIQUE INDEX product_code ON product (code);
CREATE INDEX product_category ON product (category, name);
CREATE UNIQUE INDEX barcode_barcode ON barcode (barcode, code);

-- Search as you type: only the index is kept, the words themselves stay in product.
CREATE VIRTUAL TABLE product_words USING fts5 (
    name, code, category,
    content = '', contentless_delete = 1,
    tokenize = 'unicode61 remove_diacritics 2',
    prefix = '1 2 3'
);
INSERT INTO product_words (rowid, name, code, category) SELECT id, name, code, category FROM product;
