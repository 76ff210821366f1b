//! Redis: it is really asked, and nothing is wrong without it.

use crate::support::catalogue::{Copy, import, read};
use crate::support::http::get;
use crate::support::login::access_token;
use crate::support::shop::{Shop, setting};
use pos_protocol::catalog::Cursor;
use redis::AsyncCommands;
use redis::aio::MultiplexedConnection;
use secrecy::SecretString;
use std::sync::Arc;
use sync_server::platform::clock::SystemClock;

async fn redis() -> MultiplexedConnection {
    let client = redis::Client::open(setting("CACHE_URL")).unwrap();
    client.get_multiplexed_async_connection().await.unwrap()
}

const ROW: &str = "A1,Mug,Kitchen,,each,1,,,\n";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_second_till_is_served_from_redis() {
    let shop = Shop::open().await;
    let target = import(&shop, ROW).await.cursor;
    let first = Copy::empty(&shop).await;
    let real = first.fetch(&shop).await;
    let key = format!("changes:{}:{target}", Cursor::ZERO);
    let mut redis = redis().await;
    let kept: Vec<u8> = redis.get(format!("{key}:0")).await.unwrap();
    assert_eq!(kept, real);
    // Nothing but Redis could answer with this.
    let marked = vec![7; real.len()];
    redis
        .set::<_, _, ()>(format!("{key}:0"), &marked)
        .await
        .unwrap();
    assert_eq!(first.fetch(&shop).await, marked);

    // Emptied, by halves too, it is filled again.
    for lost in [
        vec![format!("{key}:0")],
        vec![key.clone()],
        vec![key.clone(), format!("{key}:0")],
    ] {
        redis.del::<_, ()>(lost).await.unwrap();
        assert_eq!(first.fetch(&shop).await, real);
        assert_eq!(
            redis.get::<_, Vec<u8>>(format!("{key}:0")).await.unwrap(),
            real
        );
    }
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tills_that_come_at_once_share_the_work() {
    let shop = Shop::open().await;
    let rows: String = (0..3000)
        .map(|row| format!("P{row},Thing,All,,each,1.5,VAT,20,true\n"))
        .collect();
    import(&shop, &rows).await;
    let copy = Copy::empty(&shop).await;
    let all = futures::future::join_all((0..6).map(|_| copy.fetch(&shop))).await;
    assert_eq!(read(&all[0]).rows.len(), 3000);
    assert!(all.iter().all(|bytes| *bytes == all[0]));
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_redis_everything_is_right() {
    let away = |settings: &mut sync_server::config::Settings| {
        settings.cache_url = SecretString::from("redis://127.0.0.1:1/0".to_owned());
    };
    let shop = Shop::open_as(Arc::new(SystemClock), away).await;
    import(&shop, ROW).await;
    let mut copy = Copy::empty(&shop).await;
    let all = futures::future::join_all((0..4).map(|_| copy.fetch(&shop))).await;
    assert!(all.iter().all(|bytes| read(bytes).rows.len() == 1));
    copy.pull(&shop).await;
    import(&shop, "A1,Mug,Kitchen,,each,2,,,\n").await;
    copy.pull(&shop).await;
    assert_eq!(copy.products["A1"].unit_price.e4(), 20_000);
    let looked_up = get(&shop, "/v1/catalog/products/A1").bearer_auth(access_token("carol").await);
    let looked_up: pos_core::Product = looked_up.send().await.unwrap().json().await.unwrap();
    assert_eq!(looked_up, copy.products["A1"]);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_product_is_looked_up_in_redis_under_the_catalogues_hash() {
    let shop = Shop::open().await;
    let before = import(&shop, ROW).await.cursor;
    let token = access_token("carol").await;
    let price = async || {
        let answer = get(&shop, "/v1/catalog/products/A1")
            .bearer_auth(&token)
            .send()
            .await
            .unwrap();
        answer
            .json::<pos_core::Product>()
            .await
            .unwrap()
            .unit_price
            .e4()
    };
    assert_eq!(price().await, 10_000);
    let key = format!("product:{}:{}", before.hash, pos_protocol::Hash::of(b"A1"));
    let kept: String = redis().await.get(&key).await.unwrap();
    assert!(kept.contains("\"unit_price\":10000"));
    // A change is seen at once, whatever is still kept.
    import(&shop, "A1,Mug,Kitchen,,each,2,,,\n").await;
    assert_eq!(price().await, 20_000);
    shop.close().await;
}
