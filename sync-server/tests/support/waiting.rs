//! Who waits for a lock, so that a test knows that several are at work at the same time.

use super::shop::Shop;
use sqlx::{Postgres, Transaction};
use tokio::sync::oneshot;

/// One of Postgres' connections waits for a lock, or two do. Whoever watches the heads for an admin is none of them.
pub const ONE_WAITS: &str = "select count(*) >= 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query not like '%from sync.head h%'";
pub const TWO_WAIT: &str = "select count(*) >= 2 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query not like '%from sync.head h%'";

/// Does `first` and then `second`, which both wait for the `holder`, and lets them go on in that order.
pub async fn in_turn<A, B>(
    shop: &Shop,
    holder: Transaction<'static, Postgres>,
    first: impl Future<Output = A>,
    second: impl Future<Output = B>,
) -> (A, B) {
    let (begins, begun) = oneshot::channel();
    let second = async {
        shop.until(ONE_WAITS).await;
        begins.send(()).unwrap();
        second.await
    };
    let release = async {
        begun.await.unwrap();
        shop.until(TWO_WAIT).await;
        holder.rollback().await.unwrap();
    };
    let (first, second, ()) = tokio::join!(first, second, release);
    (first, second)
}
