//! Several who change the catalogue at the same time: nobody is refused for it, and every change is there once.

use crate::support::catalogue::{Copy, import};
use crate::support::events::Ear;
use crate::support::http::{keyed, put};
use crate::support::login::access_token;
use crate::support::shop::Shop;
use futures::future::join_all;
use pos_core::Tax;
use pos_protocol::catalog::Cursor;
use reqwest::{RequestBuilder, Response, StatusCode};
use serde::Deserialize;
use serde_json::json;
use sqlx::{Postgres, Transaction};
use sync_server::modules::catalog::contract::set_tax_class;

#[derive(Deserialize)]
struct Changed {
    cursor: Cursor,
}

async fn send(request: RequestBuilder, status: StatusCode) -> Response {
    let answer = request.bearer_auth(access_token("ada").await);
    let answer = answer.send().await.unwrap();
    assert_eq!(answer.status(), status, "{:?}", answer.text().await);
    answer
}

async fn price(shop: &Shop, code: &str, price: &str) -> Cursor {
    let request = put(shop, &format!("/v1/catalog/products/{code}/price"));
    let request = request.json(&json!({ "unit_price": price }));
    let changed: Changed = send(request, StatusCode::OK).await.json().await.unwrap();
    changed.cursor
}

/// Somebody who is alone with the catalogue for a while.
async fn rival(shop: &Shop) -> Transaction<'static, Postgres> {
    let mut rival = shop.db().begin().await.unwrap();
    sqlx::raw_sql("select from catalog.counter for update")
        .execute(&mut *rival)
        .await
        .unwrap();
    rival
}

async fn until_one_waits(shop: &Shop) {
    shop.until(
        "select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock')",
    )
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn prices_that_are_changed_together_are_all_changed_and_told_in_their_order() {
    let shop = Shop::open().await;
    let goods: String = (0..4)
        .map(|n| format!("P{n},Mug,Kitchen,,each,1,,,\n"))
        .collect();
    let start = import(&shop, &goods).await.cursor;
    let mut ear = Ear::of(&shop).await;
    ear.told(start).await;
    let changes = (0..12).map(|n| {
        let (code, euros) = (format!("P{}", n % 4), format!("{}.50", 2 + n));
        let shop = &shop;
        async move { price(shop, &code, &euros).await }
    });
    let mut versions: Vec<u64> = join_all(changes)
        .await
        .iter()
        .map(|at| at.version)
        .collect();
    versions.sort_unstable();
    let wanted: Vec<u64> = (start.version + 1..=start.version + 12).collect();
    assert_eq!(versions, wanted);
    assert_eq!(shop.count("select count(*) from platform.outbox").await, 12);
    // Whatever was told leads from one place to the next, up to the last one.
    let mut at = start;
    while at.version < start.version + 12 {
        let news = ear.news().await;
        let stream = zstd::encode_all(news.changes.expect("few").as_bytes(), 0).unwrap();
        let stream = crate::support::catalogue::read(&stream);
        assert_eq!((stream.base, stream.target), (at, news.cursor));
        at = news.cursor;
    }
    assert_eq!(Copy::empty(&shop).await.pull(&shop).await.target, at);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_price_that_comes_between_is_built_upon() {
    let shop = Shop::open().await;
    let start = import(&shop, "A1,Mug,Kitchen,,each,1,,,\n").await.cursor;
    let mut rival = rival(&shop).await;
    let between = async {
        until_one_waits(&shop).await;
        // The one who waits has read where the catalogue is.
        sqlx::raw_sql(
            "insert into catalog.change (version, hash, code, line)
                 select c.version + 1, sha256(c.hash), p.code, p.line from catalog.counter c, catalog.product p;
             update catalog.product set version = version + 1;
             update catalog.counter set version = version + 1, hash = sha256(hash)",
        )
        .execute(&mut *rival)
        .await
        .unwrap();
        rival.commit().await.unwrap();
    };
    let (end, ()) = tokio::join!(price(&shop, "A1", "2"), between);
    assert_eq!(end.version, start.version + 2);
    assert_eq!(shop.count("select count(*) from platform.outbox").await, 1);
    assert_eq!(shop.count("select count(*) from catalog.price").await, 2);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_joins_a_tax_class_that_changes_meanwhile_bears_its_new_taxes() {
    let shop = Shop::open().await;
    import(&shop, "A1,Mug,Kitchen,,each,1,,,\n").await;
    set_tax_class(&shop.state, "standard", "VAT 20% included")
        .await
        .unwrap();
    let mut rival = rival(&shop).await;
    let between = async {
        until_one_waits(&shop).await;
        // No product names it yet, so the catalogue stays where it is.
        sqlx::raw_sql("update catalog.tax_class set taxes = replace(taxes::text, '20', '25')")
            .execute(&mut *rival)
            .await
            .unwrap();
        rival.commit().await.unwrap();
    };
    let joins = put(&shop, "/v1/catalog/products/A1").json(&json!({ "name": "Mug",
        "category": "Kitchen", "unit": "each", "unit_price": "1", "tax_class": "standard" }));
    tokio::join!(send(joins, StatusCode::OK), between);
    let copy = Copy::empty(&shop).await.pull(&shop).await;
    let wanted = Tax::percent("VAT", "25", true).unwrap();
    assert_eq!(copy.rows[0].taxes, [wanted]);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn products_that_are_created_together_are_all_there() {
    let shop = Shop::open().await;
    let created = (0..12).map(|n| {
        let body = json!({ "code": format!("N{n}"), "name": "Mug", "category": "Kitchen", "unit": "each",
            "unit_price": "2.55", "taxes": [] });
        let request = keyed(&shop, "/v1/catalog/products").json(&body);
        send(request, StatusCode::CREATED)
    });
    join_all(created).await;
    assert_eq!(shop.count("select version from catalog.counter").await, 12);
    assert_eq!(Copy::empty(&shop).await.pull(&shop).await.rows.len(), 12);
    shop.close().await;
}
