//! Quick-key tiles and the categories that they stand in.

use super::reader::Reader;
use super::search::HIT;
use crate::views::ProductHit;
use std::collections::HashSet;

/// How many tiles a category shows; what is beyond is found by searching.
const IN_CATEGORY: i64 = 120;

impl Reader {
    /// The categories, by name. Steps from one to the next in the index, so that a million products cost no more.
    pub fn categories(&self) -> rusqlite::Result<Vec<String>> {
        let mut categories = self.db.prepare_cached(
            "WITH RECURSIVE step (category) AS (
               SELECT min(category) FROM product
               UNION ALL
               SELECT (SELECT min(p.category) FROM product p WHERE p.category > step.category)
               FROM step WHERE step.category IS NOT NULL)
             SELECT category FROM step WHERE category IS NOT NULL",
        )?;
        categories.query_map([], |row| row.get(0))?.collect()
    }

    /// The tiles of a category, by name, at their prices of `now` in Unix seconds.
    pub fn category(&self, category: &str, now: i64) -> rusqlite::Result<Vec<ProductHit>> {
        self.hits(
            &format!(
                "SELECT {HIT} FROM product p WHERE p.category = ?1 ORDER BY p.name, p.code LIMIT ?2"
            ),
            (category, IN_CATEGORY),
            now,
        )
    }

    /// The tiles of the `popular` codes, filled up to `limit` in the order in which products came to this till, at their prices
    /// of `now`. A new price leaves a tile where it is.
    pub fn tiles(
        &self,
        popular: &[String],
        limit: usize,
        now: i64,
    ) -> rusqlite::Result<Vec<ProductHit>> {
        let mut found = Vec::new();
        for code in popular {
            let sql = format!("SELECT {HIT} FROM product p WHERE p.code = ?1");
            found.extend(self.hits(&sql, [code], now)?);
        }
        let rows = i64::try_from(limit).unwrap_or(i64::MAX);
        let sql = format!("SELECT {HIT} FROM product p ORDER BY p.id LIMIT ?1");
        found.extend(self.hits(&sql, [rows], now)?);
        let mut seen = HashSet::new();
        found.retain(|hit| seen.insert(hit.code.clone()));
        found.truncate(limit);
        Ok(found)
    }
}
