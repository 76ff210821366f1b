-- The words of a product, as searches ask for them. Postgres' parser would take SET/20 for a file's path and a.b for a
-- host's name, each one word; so ASCII's signs part words here as they do in a question.

create function catalog.words(code text, name text) returns tsvector
    language sql immutable parallel safe
    return to_tsvector('simple'::regconfig,
        translate(code || ' ' || name, '!"#$%&''()*+,-./:;<=>?@[\]^_`{|}~', repeat(' ', 32)));

drop index catalog.product_words;
create index product_words on catalog.product using gin (catalog.words(code, name));
