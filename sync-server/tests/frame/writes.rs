//! A write that has begun ends, whoever hangs up and whoever stops the server.

use crate::support::http::put;
use crate::support::login::access_token;
use crate::support::shop::Shop;
use reqwest::RequestBuilder;
use serde_json::json;
use sqlx::{PgConnection, Postgres, Transaction};
use std::time::Duration;

const WAITING: &str = "select exists (select 1 from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock')";

/// A change of the catalogue that waits, because somebody else holds the counter.
async fn held_back(shop: &Shop) -> (Transaction<'static, Postgres>, RequestBuilder) {
    let mut tx = shop.db().begin().await.unwrap();
    let counter: &mut PgConnection = &mut tx;
    sqlx::query("select * from catalog.counter for update")
        .execute(counter)
        .await
        .unwrap();
    let mug = json!({ "name": "Mug", "category": "Kitchen", "unit": "each", "unit_price": "1" });
    let admin = access_token("ada").await;
    let request = put(shop, "/v1/catalog/products/A1")
        .bearer_auth(admin)
        .json(&mug);
    (tx, request)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_that_hangs_up_does_not_cut_a_write_short() {
    let shop = Shop::open().await;
    let (holder, request) = held_back(&shop).await;
    let sending = tokio::spawn(request.send());
    shop.until(WAITING).await;
    sending.abort();
    assert!(sending.await.unwrap_err().is_cancelled());
    // Long enough for the server to notice.
    tokio::time::sleep(Duration::from_millis(200)).await;
    holder.rollback().await.unwrap();
    shop.until("select version = 1 from catalog.counter").await;
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_stops_answers_what_it_has_begun() {
    let shop = Shop::open().await;
    let (holder, request) = held_back(&shop).await;
    let sending = tokio::spawn(request.send());
    shop.until(WAITING).await;
    shop.stop();
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert!(
        reqwest::get(format!("{}/health/live", shop.url))
            .await
            .is_err()
    );
    holder.rollback().await.unwrap();
    let answer = sending.await.unwrap().unwrap();
    assert!(answer.status().is_success());
    shop.close().await;
}
