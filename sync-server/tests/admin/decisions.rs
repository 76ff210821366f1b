//! Two admins decide about one message at once: it happens once, and is noted once.

use crate::support::office::Browser;
use crate::support::shop::Shop;
use reqwest::StatusCode;
use serde_json::json;
use sync_server::modules::ordering;
use sync_server::platform::consumer::deal;
use sync_server::platform::message::Message;
use uuid::Uuid;

fn order_event(order: Uuid) -> Vec<u8> {
    let event = json!({
        "specversion": "1.0", "id": Uuid::now_v7(), "source": "/registers/test",
        "type": "evertill.order.completed.v1", "time": "2026-11-25T12:00:00Z", "subject": order,
        "datacontenttype": "application/json",
        "data": { "order": order, "external_reference": null, "kind": "sale", "business_day": "2026-11-25",
            "register": Uuid::now_v7(), "lines": 1, "gross": 255, "tax": 43, "currency": "GBP" },
    });
    event.to_string().into_bytes()
}

/// Parks a message that only a fault of the books stops, and mends the fault.
async fn parked(shop: &Shop) -> i64 {
    let faulty = "alter table ordering.books add constraint faulty check (gross <> 255)";
    sqlx::query(faulty).execute(shop.db()).await.unwrap();
    let message = Message {
        id: Uuid::now_v7(),
        kind: "evertill.order.completed.v1".to_owned(),
        body: order_event(Uuid::now_v7()),
    };
    deal(shop.db(), ordering::consumers()[0], &[message])
        .await
        .unwrap();
    let mended = "alter table ordering.books drop constraint faulty";
    sqlx::query(mended).execute(shop.db()).await.unwrap();
    shop.count("select max(id) from platform.parked").await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_admins_at_once_replay_once() {
    let shop = Shop::open().await;
    let (ada, bea) = (
        Browser::of(&shop, "ada", &["admin"]).await,
        Browser::of(&shop, "bea", &["admin"]).await,
    );
    let id = parked(&shop).await;
    let path = format!("/admin/api/parked/{id}/replay");
    let replay = |browser: &Browser| {
        let why = json!({ "reason": " mended\nat noon " });
        browser.post(&path).json(&why).send()
    };
    let (one, other) = tokio::join!(replay(&ada), replay(&bea));
    let mut seen = [one.unwrap().status(), other.unwrap().status()];
    seen.sort();
    assert_eq!(seen, [StatusCode::NO_CONTENT, StatusCode::NOT_FOUND]);
    assert_eq!(shop.count("select count(*) from ordering.books").await, 1);
    let sold = "select sales_gross from ordering.daily_sales";
    assert_eq!(shop.count(sold).await, 255);
    let noted: (String, String, String) =
        sqlx::query_as("select action, subject, reason from platform.audit")
            .fetch_one(shop.db())
            .await
            .unwrap();
    assert_eq!(
        (noted.0.as_str(), noted.2.as_str()),
        ("replay", "mended\nat noon")
    );
    assert!(noted.1.ends_with("of ordering.books"), "{}", noted.1);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_fails_again_is_neither_done_nor_noted() {
    let shop = Shop::open().await;
    let ada = Browser::of(&shop, "ada", &["admin"]).await;
    let message = Message {
        id: Uuid::now_v7(),
        kind: "evertill.order.completed.v1".to_owned(),
        body: b"broken".to_vec(),
    };
    deal(shop.db(), ordering::consumers()[0], &[message])
        .await
        .unwrap();
    let why = json!({ "reason": "perhaps now" });
    let id = shop.count("select max(id) from platform.parked").await;
    let one = |verb: &str| {
        let path = format!("/admin/api/parked/{id}/{verb}");
        ada.post(&path).json(&why).send()
    };
    let again = one("replay").await.unwrap().status();
    assert_eq!(again, StatusCode::UNPROCESSABLE_ENTITY);
    let open = "select count(*) from platform.parked where resolved_at is null";
    assert_eq!(shop.count(open).await, 1);
    assert_eq!(shop.count("select count(*) from platform.audit").await, 0);
    assert_eq!(
        one("discard").await.unwrap().status(),
        StatusCode::NO_CONTENT
    );
    assert_eq!(shop.count(open).await, 0);
    let noted = "select count(*) from platform.audit where action = 'discard'";
    assert_eq!(shop.count(noted).await, 1);
    shop.close().await;
}
