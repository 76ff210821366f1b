//! Who waits for a lock, so that a test knows that several are at work at the same time.

use super::shop::Shop;
use sqlx::{Postgres, Transaction};
use tokio::sync::oneshot;

/// So many of Postgres' connections wait for a lock. Whoever watches the heads for an admin is none of them.
macro_rules! wait {
    ($many:literal) => {
        concat!(
            "select count(*) >= ",
            $many,
            " from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' \
             and query not like '%from sync.head h%'"
        )
    };
}

/// One waits for a lock.
pub const ONE_WAITS: &str = wait!(1);
/// Two wait for locks.
pub const TWO_WAIT: &str = wait!(2);
/// Three wait for locks.
pub const THREE_WAIT: &str = wait!(3);

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
