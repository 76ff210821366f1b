//! The one row that every change of a held basket writes is written last, so that nobody waits for a basket with it in hand.

use crate::support::held::basket;
use crate::support::journal::{Till, mugs};
use crate::support::shop::Shop;
use pos_core::BasketKind;
use pos_core::order::OrderDetails;
use pos_protocol::sync::Fate;
use uuid::Uuid;

/// Somebody waits for a lock.
const WAITING: &str = "select exists (select from pg_stat_activity
    where wait_event_type = 'Lock' and datname = current_database())";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_waits_for_a_basket_has_not_stamped_yet() {
    let shop = Shop::open().await;
    let mut till = Till::enrolled(&shop).await;
    let (one, other) = (basket("one", 1), basket("other", 1));
    let entries = till.begin_and(|till| till.hold(&one));
    till.push(&entries).await;
    let entries = [till.hold(&other)];
    till.push(&entries).await;

    // The books can't take the note, so the door goes entry by entry: the first basket, the order, the other basket.
    let details = OrderDetails {
        note: Some("a\0b".to_owned()),
        ..OrderDetails::default()
    };
    let entries = [
        till.hold(&one),
        till.order(&mugs(BasketKind::Sale, 1, details)),
        till.hold(&other),
    ];
    let mut busy = shop.db().begin().await.unwrap();
    sqlx::query("select from basket.held where id = $1 for update")
        .bind(Uuid::parse_str(&other.id).unwrap())
        .execute(&mut *busy)
        .await
        .unwrap();
    let pushing = tokio::spawn(async move { till.push(&entries).await });
    shop.until(WAITING).await;
    let stamp = "select from basket.stamp for update nowait";
    let free = sqlx::query(stamp).execute(&mut *busy).await;
    busy.rollback().await.unwrap();
    assert!(free.is_ok(), "{free:?}");
    let fates: Vec<Fate> = pushing
        .await
        .unwrap()
        .verdicts
        .iter()
        .map(|v| v.fate)
        .collect();
    assert_eq!(fates, [Fate::Accepted, Fate::Quarantined, Fate::Accepted]);
    shop.close().await;
}
