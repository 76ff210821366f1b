//! Search as you type: codes and barcodes by how they begin, words by how each of them begins.

use super::reader::Reader;
use crate::views::ProductHit;
use pos_catalogue_file::rows;
use rusqlite::{Params, Row};
use std::collections::HashSet;

/// What a hit is made of, in the order of [`hit`].
pub(super) const HIT: &str =
    "p.code, p.name, p.category, p.unit, p.unit_price, p.barcodes, p.scheduled";

/// More words than anybody types.
const MAX_WORDS: usize = 12;

/// How many matches are looked at for the best `limit` of them.
const LOOK_AT: usize = 200;

fn hit(row: &Row<'_>, now: i64) -> rusqlite::Result<ProductHit> {
    let scheduled = rows::scheduled(row, 6)?;
    let started = scheduled.iter().filter(|price| price.from <= now);
    let unit_price = match started.max_by_key(|price| price.from) {
        Some(price) => price.unit_price,
        None => rows::price(row, 4)?,
    };
    Ok(ProductHit {
        code: row.get(0)?,
        name: row.get(1)?,
        category: row.get(2)?,
        unit: row.get(3)?,
        unit_price,
        barcode: rows::barcodes(row, 5)?.into_iter().next(),
    })
}

impl Reader {
    /// All hits of `sql`, which selects [`HIT`], at their prices of `now`.
    pub(super) fn hits(
        &self,
        sql: &str,
        values: impl Params,
        now: i64,
    ) -> rusqlite::Result<Vec<ProductHit>> {
        let mut hits = self.db.prepare_cached(sql)?;
        hits.query_map(values, |row| hit(row, now))?.collect()
    }

    /// The products that `text` may mean, the likeliest first, at their prices of `now` in Unix seconds.
    pub fn search(&self, text: &str, limit: usize, now: i64) -> rusqlite::Result<Vec<ProductHit>> {
        let text = text.trim();
        let rows = i64::try_from(limit).unwrap_or(i64::MAX);
        // No key of the catalogue is beyond the last character there is.
        let after = format!("{text}{}", char::MAX);
        let mut found = self.hits(
            &format!(
                "SELECT {HIT} FROM product p WHERE p.code >= ?1 AND p.code < ?2
                 ORDER BY p.code LIMIT ?3"
            ),
            (text, &after, rows),
            now,
        )?;
        if text.bytes().all(|byte| byte.is_ascii_digit()) {
            found.extend(self.hits(
                &format!(
                    "SELECT {HIT} FROM barcode b JOIN product p ON p.code = b.code
                     WHERE b.barcode >= ?1 AND b.barcode < ?2 ORDER BY b.barcode LIMIT ?3"
                ),
                (text, &after, rows),
                now,
            )?);
        }
        if let Some(query) = match_query(text) {
            let mut words = self.hits(
                &format!(
                    "SELECT {HIT} FROM product_words w JOIN product p ON p.id = w.rowid
                     WHERE w.product_words MATCH ?1 LIMIT ?2"
                ),
                (query, i64::try_from(limit.max(LOOK_AT)).unwrap_or(i64::MAX)),
                now,
            )?;
            let start = text.to_lowercase();
            words.sort_by_cached_key(|hit| {
                let name = hit.name.to_lowercase();
                (!name.starts_with(&start), name, hit.code.clone())
            });
            found.extend(words);
        }
        let mut seen = HashSet::new();
        found.retain(|hit| seen.insert(hit.code.clone()));
        found.truncate(limit);
        Ok(found)
    }
}

/// The text as an FTS5 query in which every word may go on; none when it has no word. Nothing in it is syntax.
fn match_query(text: &str) -> Option<String> {
    let words: Vec<_> = text
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .take(MAX_WORDS)
        .map(|word| format!("\"{}\"*", word.replace('"', "\"\"")))
        .collect();
    (!words.is_empty()).then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_typed_is_syntax() {
        assert_eq!(
            match_query("whi hang").as_deref(),
            Some("\"whi\"* \"hang\"*")
        );
        assert_eq!(
            match_query(r#"5" pot"#).as_deref(),
            Some(r#""5"""* "pot"*"#)
        );
        assert_eq!(
            match_query("a\0b OR*").as_deref(),
            Some("\"a\"* \"b\"* \"OR*\"*")
        );
        assert_eq!(match_query(" \" * () "), None);
    }
}
