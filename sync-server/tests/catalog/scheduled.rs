//! Prices that start later: planned over HTTP, told to tills ahead of time, taken over when they have started.

use crate::support::catalogue::{Copy, import};
use crate::support::clock::MovableClock;
use crate::support::http::{get, put, refusal};
use crate::support::login::access_token;
use crate::support::shop::Shop;
use jiff::{SignedDuration, Timestamp};
use pos_core::Product;
use pos_protocol::codes::Code;
use reqwest::StatusCode;
use serde_json::{Value, json};
use sync_server::platform::clock::Clock;

const PRICE: &str = "/v1/catalog/products/A1/price";

fn later(clock: &MovableClock, seconds: i64) -> Timestamp {
    let second = clock.now().as_second() + seconds;
    Timestamp::from_second(second).unwrap()
}

async fn set(shop: &Shop, admin: &str, body: &Value) -> (bool, u64) {
    let answer = put(shop, PRICE)
        .bearer_auth(admin)
        .json(body)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    let answer: Value = answer.json().await.unwrap();
    let cursor = answer["cursor"].as_str().unwrap();
    let version = cursor.split_once('.').unwrap().0.parse().unwrap();
    (answer["changed"].as_bool().unwrap(), version)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_price_is_planned_told_replaced_and_taken_over() {
    let clock = MovableClock::new();
    let shop = Shop::open_as(clock.clone(), |_| {}).await;
    let admin = access_token("ada").await;
    import(&shop, "A1,Mug,Kitchen,5012345678900,each,1,,,\n").await;
    let from = later(&clock, 40);
    let at = |price: &str| json!({ "unit_price": price, "from": from.to_string() });
    assert_eq!(set(&shop, &admin, &at("2")).await, (true, 2));
    assert_eq!(
        set(&shop, &admin, &at("2")).await,
        (false, 2),
        "it is planned already"
    );
    let mut copy = Copy::empty(&shop).await;
    copy.pull(&shop).await;
    let mug = copy.products["A1"].clone();
    assert_eq!((mug.unit_price.e4(), mug.scheduled.len()), (10_000, 1));
    assert_eq!(
        (mug.scheduled[0].unit_price.e4(), mug.scheduled[0].from),
        (20_000, from.as_second())
    );

    // Another price for that instant takes its place; a change of now leaves it alone, and so does an import.
    assert_eq!(set(&shop, &admin, &at("3")).await, (true, 3));
    assert_eq!(
        set(&shop, &admin, &json!({ "unit_price": "1.5" })).await,
        (true, 4)
    );
    let same = import(&shop, "A1,Mug,Kitchen,5012345678900,each,1.5,,,\n").await;
    assert_eq!((same.unchanged, same.cursor.version), (1, 4));
    copy.pull(&shop).await;
    let mug = copy.products["A1"].clone();
    assert_eq!(mug.unit_price.e4(), 15_000);
    let planned = &mug.scheduled[0];
    assert_eq!((mug.scheduled.len(), planned.unit_price.e4()), (1, 30_000));

    clock.forward(60);
    shop.until("select version = 5 from catalog.counter").await;
    let stream = copy.pull(&shop).await;
    assert_eq!(stream.rows.len(), 1);
    let now = &copy.products["A1"];
    assert_eq!(
        (now.unit_price, &now.price_id, now.scheduled.len()),
        (planned.unit_price, &planned.price_id, 0)
    );
    let sold = get(&shop, "/v1/catalog/products/A1").bearer_auth(&admin);
    let sold: Product = sold.send().await.unwrap().json().await.unwrap();
    assert_eq!(&sold, now);
    assert_eq!(shop.count("select count(*) from catalog.barcode").await, 1);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_start_that_is_none_is_refused_and_changes_nothing() {
    let clock = MovableClock::new();
    let shop = Shop::open_as(clock.clone(), |_| {}).await;
    let admin = access_token("ada").await;
    import(&shop, "A1,Mug,Kitchen,,each,1,,,\n").await;
    let soon = later(&clock, 600);
    let past = later(&clock, -1);
    let far = later(&clock, 0) + SignedDuration::from_hours(24 * 366 * 11);
    for (case, from) in [
        ("past", past.to_string()),
        ("too far ahead", far.to_string()),
        ("a day", "2030-01-01".to_owned()),
        ("no zone", "2030-01-01T00:00:00".to_owned()),
        ("nothing", String::new()),
        ("U+0000", "2030-01-01T00:00:00Z\0".to_owned()),
    ] {
        let body = json!({ "unit_price": "2", "from": from });
        let refused = refusal(put(&shop, PRICE).bearer_auth(&admin).json(&body)).await;
        assert_eq!(
            refused,
            (StatusCode::UNPROCESSABLE_ENTITY, Code::InvalidRequest),
            "{case}"
        );
    }
    let body = json!({ "unit_price": "2.00001", "from": soon.to_string() });
    let refused = refusal(put(&shop, PRICE).bearer_auth(&admin).json(&body)).await;
    assert_eq!(refused.1, Code::InvalidRequest);
    assert_eq!(shop.count("select version from catalog.counter").await, 1);
    // As many as a product may have, and one more.
    for number in 0..21 {
        let from = later(&clock, 3_600 + number).to_string();
        let body = json!({ "unit_price": "2", "from": from });
        let request = put(&shop, PRICE).bearer_auth(&admin).json(&body);
        let status = request.send().await.unwrap().status();
        let wanted = if number < 20 { 200 } else { 422 };
        assert_eq!(status.as_u16(), wanted, "{number}");
    }
    assert_eq!(shop.count("select version from catalog.counter").await, 21);
    shop.close().await;
}
