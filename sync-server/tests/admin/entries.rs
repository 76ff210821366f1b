//! Entries in quarantine: booked when that has become possible, or marked as seen; each once, each with its reason.

use crate::support::journal::{Till, mug};
use crate::support::office::Browser;
use crate::support::shop::Shop;
use reqwest::StatusCode;
use serde_json::json;
use sync_server::sync::review;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_entry_is_booked_once_it_can_be() {
    let shop = Shop::open().await;
    let ada = Browser::of(&shop, "ada", &["admin"]).await;
    let mut till = Till::enrolled(&shop).await;
    let faulty = "alter table ordering.orders add constraint faulty check (gross <> 255)";
    sqlx::query(faulty).execute(shop.db()).await.unwrap();
    let entries = vec![till.begin(), till.order(&mug())];
    till.push(&entries).await;
    let open = review::open(shop.db(), 10).await.unwrap();
    assert_eq!(open.len(), 1);
    assert_eq!(
        (open[0].fate.as_str(), open[0].code.as_deref()),
        ("quarantined", Some("unbookable"))
    );
    let reason = open[0].reason.clone().unwrap_or_default();
    assert!(reason.contains("faulty"), "{reason}");

    let path = format!("/admin/api/entries/{}/book", open[0].hash);
    let book = || {
        let why = json!({ "reason": "the new release can" });
        ada.post(&path).json(&why).send()
    };
    let early = book().await.unwrap();
    assert_eq!(early.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(early.text().await.unwrap().contains("faulty"));
    let mended = "alter table ordering.orders drop constraint faulty";
    sqlx::query(mended).execute(shop.db()).await.unwrap();
    let (one, other) = tokio::join!(book(), book());
    let mut seen = [one.unwrap().status(), other.unwrap().status()];
    seen.sort();
    assert_eq!(seen, [StatusCode::NO_CONTENT, StatusCode::NOT_FOUND]);
    assert_eq!(shop.count("select count(*) from ordering.orders").await, 1);
    shop.until("select count(*) = 1 from ordering.books").await;
    assert_eq!(review::open(shop.db(), 10).await.unwrap(), []);
    let noted = "select count(*) from platform.audit where action = 'book'";
    assert_eq!(shop.count(noted).await, 1);
    // The till sends it again, and it is what it was: there.
    let again = till.push(&entries).await;
    let fates: Vec<_> = again.verdicts.iter().map(|verdict| verdict.fate).collect();
    assert!(
        fates
            .iter()
            .all(|fate| *fate == pos_protocol::sync::Fate::Duplicate)
    );
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_entry_that_will_never_be_booked_is_marked_as_seen() {
    let shop = Shop::open().await;
    let ada = Browser::of(&shop, "ada", &["admin"]).await;
    let mut till = Till::enrolled(&shop).await;
    let begun = till.begin();
    let newer = till.write_raw("weather.observed", "{}");
    let bad = till.write_raw("order.completed.v1", "{}");
    till.push(&[begun, newer, bad]).await;
    let open = review::open(shop.db(), 10).await.unwrap();
    let fates: Vec<_> = open.iter().map(|entry| entry.fate.as_str()).collect();
    assert_eq!(fates, ["stored", "quarantined"]);
    let reason = open[1].reason.clone().unwrap_or_default();
    assert!(reason.contains("missing field"), "{reason}");
    let why = json!({ "reason": "nothing was sold" });
    for entry in &open {
        let path = |verb: &str| format!("/admin/api/entries/{}/{verb}", entry.hash);
        let book = ada.post(&path("book")).json(&why).send().await.unwrap();
        assert_eq!(book.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let see = ada.post(&path("see")).json(&why).send().await.unwrap();
        assert_eq!(see.status(), StatusCode::NO_CONTENT);
    }
    assert_eq!(review::count_open(shop.db()).await.unwrap(), 0);
    let kept = "select count(*) from sync.entry where fate <> 'accepted' and resolution = 'seen'";
    assert_eq!(shop.count(kept).await, 2);
    shop.close().await;
}
