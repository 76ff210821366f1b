//! Changes that admins make over HTTP.

use crate::support::catalogue::{Copy, import};
use crate::support::http::{get, put, refusal, request};
use crate::support::login::access_token;
use crate::support::shop::Shop;
use pos_core::Product;
use pos_protocol::codes::Code;
use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use std::time::Duration;
use sync_server::modules::catalog::contract::set_tax_class;

const MUG: &str = "/v1/catalog/products/A%2F1";
const PRICE: &str = "/v1/catalog/products/A%2F1/price";

fn mug() -> Value {
    json!({
        "name": "Mug", "category": "Kitchen", "barcodes": ["5012345678900"], "unit": "each",
        "unit_price": "2.55", "taxes": [{ "name": "VAT", "percent": "17.5", "included": true }],
    })
}

async fn changed(request: RequestBuilder) -> (bool, u64) {
    let answer = request.send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    let answer: Value = answer.json().await.unwrap();
    assert_eq!(answer["code"], "A/1");
    let cursor = answer["cursor"].as_str().unwrap();
    let version = cursor.split_once('.').unwrap().0.parse().unwrap();
    (answer["changed"].as_bool().unwrap(), version)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_admin_adds_reprices_and_archives_a_product() {
    let shop = Shop::open().await;
    let admin = access_token("ada").await;
    let write =
        |method, path, body: &Value| request(&shop, method, path).bearer_auth(&admin).json(body);
    let archive = || request(&shop, Method::DELETE, MUG).bearer_auth(&admin);
    let look = async || {
        let answer = get(&shop, MUG).bearer_auth(&admin).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        answer.json::<Product>().await.unwrap()
    };
    let price = json!({ "unit_price": "2.75" });
    let mut copy = Copy::empty(&shop).await;

    assert_eq!(changed(write(Method::PUT, MUG, &mug())).await, (true, 1));
    copy.pull(&shop).await;
    let first = look().await;
    assert_eq!(copy.products["A/1"], first);
    assert_eq!(
        (first.unit_price.e4(), first.taxes[0].rate_e4),
        (25_500, 175_000)
    );
    assert_eq!(changed(write(Method::PUT, MUG, &mug())).await, (false, 1));

    assert_eq!(changed(write(Method::PUT, PRICE, &price)).await, (true, 2));
    assert_eq!(changed(write(Method::PUT, PRICE, &price)).await, (false, 2));
    let second = look().await;
    assert_eq!(second.unit_price.e4(), 27_500);
    assert_ne!(second.price_id, first.price_id);

    assert_eq!(changed(archive()).await, (true, 3));
    assert_eq!(changed(archive()).await, (false, 3));
    let gone = (StatusCode::NOT_FOUND, Code::NotFound);
    assert_eq!(refusal(get(&shop, MUG).bearer_auth(&admin)).await, gone);
    assert_eq!(refusal(write(Method::PUT, PRICE, &price)).await, gone);
    let stream = copy.pull(&shop).await;
    assert_eq!(
        (stream.rows.len(), stream.tombstones),
        (0, vec!["A/1".to_owned()])
    );
    // Whoever begins now never hears of it.
    let late = Copy::empty(&shop).await.pull(&shop).await;
    assert_eq!(
        (late.rows.len(), late.tombstones.len(), late.target.version),
        (0, 0, 3)
    );

    // Its barcode is free, and it may come back.
    import(&shop, "B1,Other,Kitchen,5012345678900,each,1,,,\n").await;
    let mut again = mug();
    again["barcodes"] = json!([]);
    assert_eq!(changed(write(Method::PUT, MUG, &again)).await, (true, 5));
    copy.pull(&shop).await;
    assert_eq!(copy.products.len(), 2);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bad_change_is_refused_and_changes_nothing() {
    let shop = Shop::open().await;
    let admin = access_token("ada").await;
    import(&shop, "B1,Other,Kitchen,5012345678900,each,1,,,\n").await;
    let with = |field: &str, value: Value| {
        let mut body = mug();
        body["barcodes"] = json!([]);
        body[field] = value;
        put(&shop, MUG).bearer_auth(&admin).json(&body)
    };
    let as_staff = |token: String| put(&shop, MUG).bearer_auth(token).json(&mug());
    let priced = |body: Value| put(&shop, PRICE).bearer_auth(&admin).json(&body);
    let (invalid, forbidden) = ((422, Code::InvalidRequest), (403, Code::Forbidden));
    let cases: Vec<(&str, RequestBuilder, (u16, Code))> = vec![
        ("no name", with("name", json!("")), invalid),
        ("U+0000", with("name", json!("a\u{0}")), invalid),
        ("a name that is a number", with("name", json!(7)), invalid),
        (
            "price as a number",
            with("unit_price", json!(2.55)),
            invalid,
        ),
        ("negative price", with("unit_price", json!("-1")), invalid),
        (
            "five decimals",
            with("unit_price", json!("1.00001")),
            invalid,
        ),
        (
            "bad check digit",
            with("barcodes", json!(["5012345678901"])),
            invalid,
        ),
        (
            "taken barcode",
            with("barcodes", json!(["5012345678900"])),
            invalid,
        ),
        (
            "bad tax",
            with(
                "taxes",
                json!([{ "name": "VAT", "percent": "x", "included": true }]),
            ),
            invalid,
        ),
        ("unknown field", with("colour", json!("red")), invalid),
        (
            "no such product",
            priced(json!({ "unit_price": "1" })),
            (404, Code::NotFound),
        ),
        ("no price", priced(json!({})), invalid),
        (
            "no token",
            put(&shop, MUG).json(&mug()),
            (401, Code::StaffUnauthorized),
        ),
        (
            "a cashier",
            as_staff(access_token("carol").await),
            forbidden,
        ),
        (
            "a supervisor",
            as_staff(access_token("sam").await),
            forbidden,
        ),
    ];
    for (case, request, (status, code)) in cases {
        let refused = refusal(request).await;
        assert_eq!((refused.0.as_u16(), refused.1), (status, code), "{case}");
        assert_eq!(
            shop.count("select version from catalog.counter").await,
            1,
            "{case}"
        );
    }
    assert_eq!(shop.count("select count(*) from catalog.product").await, 1);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_waits_too_long_for_another_change_leaves_no_connection_spoiled() {
    let shop = Shop::open().await;
    let admin = access_token("ada").await;
    import(&shop, "A/1,Mug,Kitchen,5012345678900,each,1,,,\n").await;
    let mut other = shop.db().begin().await.unwrap();
    sqlx::query("select from catalog.counter for update")
        .execute(&mut *other)
        .await
        .unwrap();
    let change = || {
        let request = put(&shop, PRICE).bearer_auth(&admin);
        request.json(&json!({ "unit_price": "2" })).send()
    };
    let waited = change().await.unwrap();
    assert_eq!(waited.status(), StatusCode::SERVICE_UNAVAILABLE);
    other.rollback().await.unwrap();
    for _ in 0..8 {
        for answer in futures::future::join_all((0..4).map(|_| change())).await {
            assert_eq!(answer.unwrap().status(), StatusCode::OK);
        }
    }
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_changes_a_part_of_the_catalogue_waits_longer_than_a_request() {
    let shop = Shop::open().await;
    let mut other = shop.db().begin().await.unwrap();
    sqlx::query("select from catalog.counter for update")
        .execute(&mut *other)
        .await
        .unwrap();
    let state = shop.state.clone();
    let change =
        tokio::spawn(async move { set_tax_class(&state, "standard", "VAT 20% included").await });
    tokio::time::sleep(Duration::from_secs(4)).await;
    assert!(!change.is_finished());
    other.rollback().await.unwrap();
    assert!(change.await.unwrap().is_ok_and(|class| class.changed));
    shop.close().await;
}
