//! The list of held baskets comes from Redis, and is right whatever Redis does.

use crate::support::held::basket;
use crate::support::journal::Till;
use crate::support::program::{Program, seen};
use crate::support::shop::{Shop, setting};
use redis::AsyncCommands;
use reqwest::StatusCode;
use secrecy::SecretString;
use std::sync::Arc;
use sync_server::config::Settings;
use sync_server::platform::clock::SystemClock;

/// A database of Redis that these tests have for themselves, so that they may empty it.
fn own_database(settings: &mut Settings) {
    settings.cache_url = SecretString::from(own_url());
}

fn own_url() -> String {
    let url = setting("CACHE_URL");
    let (server, _) = url.rsplit_once('/').unwrap();
    format!("{server}/9")
}

async fn stamp(shop: &Shop) -> uuid::Uuid {
    sqlx::query_scalar("select stamp from basket.stamp")
        .fetch_one(shop.db())
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_list_is_kept_in_redis_and_every_change_is_seen_at_once() {
    let shop = Shop::open_as(Arc::new(SystemClock), own_database).await;
    let client = redis::Client::open(own_url()).unwrap();
    let mut redis = client.get_multiplexed_async_connection().await.unwrap();
    let mut a = Till::enrolled(&shop).await;
    let b = Till::enrolled(&shop).await;
    let first = basket("first", 1);
    let entries = a.begin_and(|a| a.hold(&first));
    a.push(&entries).await;
    assert_eq!(b.names().await, ["first"]);

    // Nothing but Redis could answer with another name.
    let key = format!("baskets:{}:0", stamp(&shop).await);
    let kept: String = redis.get(&key).await.unwrap();
    let marked = kept.replace("\"first\"", "\"FIRST\"");
    redis.set::<_, _, ()>(&key, marked).await.unwrap();
    assert_eq!(b.names().await, ["FIRST"]);

    // Emptied while it is in use.
    redis::cmd("FLUSHDB")
        .query_async::<()>(&mut redis)
        .await
        .unwrap();
    assert_eq!(b.names().await, ["first"]);
    let entries = [a.hold(&basket("second", 1))];
    a.push(&entries).await;
    assert_eq!(b.names().await, ["second", "first"]);
    b.claim(&first.id, None).await.unwrap();
    assert_eq!(a.names().await, ["second"]);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_basket_and_pages_are_kept_too_and_never_out_of_date() {
    let shop = Shop::open_as(Arc::new(SystemClock), own_database).await;
    let client = redis::Client::open(own_url()).unwrap();
    let mut redis = client.get_multiplexed_async_connection().await.unwrap();
    let program = Program::of(&shop).await;
    program.stock().await;
    let (id, first) = program.put_new(&[("A1", 1_000)]).await;
    assert_eq!(program.read(id).await.etag, first.etag);

    let key = format!("baskets:{}:{id}:0", stamp(&shop).await);
    let kept: String = redis.get(&key).await.unwrap();
    let marked = kept.replace("Web order 7", "WEB ORDER 7");
    redis.set::<_, _, ()>(&key, marked).await.unwrap();
    assert_eq!(program.read(id).await.body["name"], "WEB ORDER 7");
    // Whoever changes it is held to what Postgres has, not to what a cache showed.
    let shown = program.read(id).await.etag;
    let refused = program.put(id, Some(&shown), &[("A1", 2_000)]).await;
    assert_eq!(refused.status(), StatusCode::PRECONDITION_FAILED);
    redis.set::<_, _, ()>(&key, "nonsense").await.unwrap();
    assert_eq!(program.read(id).await.etag, first.etag);

    let page = async || program.get("/v1/baskets?limit=1").await["items"][0]["lines"].clone();
    assert_eq!(page().await, 1);
    let both = [("A1", 2_000), ("W1", 1_000)];
    let changed = program.put(id, Some(&first.etag), &both).await;
    assert_eq!(changed.status(), StatusCode::OK);
    assert_eq!(page().await, 2);
    assert_eq!(program.read(id).await.etag, seen(changed).await.etag);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_redis_lists_and_claims_are_right() {
    let away = |settings: &mut Settings| {
        settings.cache_url = SecretString::from("redis://127.0.0.1:1/0".to_owned());
    };
    let shop = Shop::open_as(Arc::new(SystemClock), away).await;
    let mut a = Till::enrolled(&shop).await;
    let b = Till::enrolled(&shop).await;
    let held = basket("held", 1);
    let entries = a.begin_and(|a| a.hold(&held));
    a.push(&entries).await;
    assert_eq!(b.names().await, ["held"]);
    b.claim(&held.id, Some(1)).await.unwrap();
    assert!(a.claim(&held.id, Some(1)).await.is_err());
    assert_eq!(a.names().await, [""; 0]);

    let program = Program::of(&shop).await;
    program.stock().await;
    let (id, first) = program.put_new(&[("A1", 1_000)]).await;
    assert_eq!(program.read(id).await.etag, first.etag);
    let page = program.get("/v1/baskets").await;
    assert_eq!(page["items"].as_array().unwrap().len(), 1);
    assert_eq!(
        program.check_out(id, &first.etag).await.status(),
        StatusCode::CREATED
    );
    assert_eq!(program.read(id).await.body["state"], "paid");
    shop.close().await;
}
