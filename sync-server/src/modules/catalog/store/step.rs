//! One step of the catalogue: where it is, and the lines that lead there from a place before.

use super::{cursor, decode, version};
use pos_protocol::catalog::Cursor;
use sqlx::PgConnection;

/// What one look at the database has seen.
pub struct Step {
    /// Where the catalogue is.
    pub head: Cursor,
    /// Whether it ever was at the place that was asked from.
    pub ours: bool,
    /// The lines from there to the head, at most as many as were asked for.
    pub lines: Vec<String>,
}

/// The step from `base`, with at most `most` lines; all of it as of one moment.
pub async fn step(db: &mut PgConnection, base: Cursor, most: i64) -> Result<Step, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select c.version, c.hash, (select hash from catalog.change where version = $1) as "base?",
                  next.line as "line?"
           from catalog.counter c left join lateral
               (select version, line from catalog.product
                where version > $1 and not (archived and $1 = 0::bigint) order by version limit $2) next on true
           order by next.version"#,
        version(base)?,
        most
    )
    .fetch_all(db)
    .await?;
    let first = rows.first().ok_or_else(|| decode("counter"))?;
    let known = first.base.as_deref() == Some(&base.hash.0[..]);
    Ok(Step {
        head: cursor(first.version, &first.hash)?,
        ours: known || base == Cursor::ZERO,
        lines: rows.into_iter().filter_map(|row| row.line).collect(),
    })
}
