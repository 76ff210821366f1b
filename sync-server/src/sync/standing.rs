//! How the journal stands as a whole, for whoever watches over the server.

use sqlx::PgConnection;

/// A register's clock counts as wrong from this many seconds on.
const CLOCK_WRONG_S: i64 = 300;

/// Counts of what an admin has to look at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Standing {
    /// Entries in quarantine.
    pub quarantined: i64,
    /// Entries whose place another entry has.
    pub forked: i64,
    /// Registers whose clock is off by more than five minutes.
    pub clocks_wrong: i64,
}

/// Reads them; each count has an index of its own.
pub async fn standing(db: &mut PgConnection) -> Result<Standing, sqlx::Error> {
    sqlx::query_as!(
        Standing,
        r#"select (select count(*) from sync.entry where fate = 'quarantined') as "quarantined!",
           (select count(*) from sync.entry where fork) as "forked!",
           (select count(*) from sync.register_clock where abs(skew_s) > $1) as "clocks_wrong!""#,
        CLOCK_WRONG_S
    )
    .fetch_one(db)
    .await
}
