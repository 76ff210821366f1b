//! The catalogue for a shop's own programs: create once, read, page, search, change what was read, archive.

use crate::support::http::{get, post, problem, put, request};
use crate::support::login::access_token;
use crate::support::shop::Shop;
use pos_protocol::codes::Code;
use reqwest::{Method, RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};

const PRODUCTS: &str = "/v1/catalog/products";

async fn admin(request: RequestBuilder) -> RequestBuilder {
    request.bearer_auth(access_token("ada").await)
}

async fn create(shop: &Shop, key: &str, body: &Value) -> Response {
    let request = post(shop, PRODUCTS)
        .header("Idempotency-Key", key)
        .json(body);
    admin(request).await.send().await.unwrap()
}

fn product(code: &str, name: &str, category: &str) -> Value {
    json!({ "code": code, "name": name, "category": category, "unit": "each", "unit_price": "2.55",
        "taxes": [{ "name": "VAT", "percent": "20", "included": true }] })
}

async fn read(shop: &Shop, path: &str) -> Value {
    let answer = admin(get(shop, path)).await.send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK, "{path}");
    answer.json().await.unwrap()
}

fn codes(page: &Value) -> Vec<&str> {
    let items = page["items"].as_array().unwrap();
    items
        .iter()
        .map(|item| item["code"].as_str().unwrap())
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_product_is_created_once_however_often_it_is_sent() {
    let shop = Shop::open().await;
    let mug = product("A/1", "Mug", "Kitchen");
    let first = create(&shop, "k1", &mug).await;
    assert_eq!(first.status(), StatusCode::CREATED);
    assert_eq!(first.headers()["location"], "/v1/catalog/products/A%2F1");
    let etag = first.headers()["etag"].clone();
    let body: Value = first.json().await.unwrap();

    let again = create(&shop, "k1", &mug).await;
    assert_eq!(again.status(), StatusCode::CREATED);
    assert_eq!(again.headers()["idempotent-replayed"], "true");
    assert_eq!(again.headers()["etag"], etag);
    assert_eq!(again.json::<Value>().await.unwrap(), body);
    assert_eq!(shop.count("select version from catalog.counter").await, 1);

    for (key, body, want) in [
        (
            "k1",
            product("A/1", "Cup", "Kitchen"),
            (422, Code::IdempotencyKeyReused),
        ),
        ("k2", mug.clone(), (409, Code::AlreadyExists)),
        ("", mug.clone(), (400, Code::IdempotencyKeyMissing)),
        ("k3", json!({ "code": "B" }), (422, Code::InvalidRequest)),
        (
            "k4",
            product("B\0", "Mug", "Kitchen"),
            (422, Code::InvalidRequest),
        ),
    ] {
        let (status, code) = problem(create(&shop, key, &body).await).await;
        assert_eq!((status.as_u16(), code), want, "{key} {body}");
    }
    // What was refused left nothing behind: the key is free for the corrected request.
    let corrected = create(&shop, "k3", &product("B", "Bowl", "Kitchen")).await;
    assert_eq!(corrected.status(), StatusCode::CREATED);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_key_at_once_creates_once() {
    let shop = Shop::open().await;
    let mug = product("A1", "Mug", "Kitchen");
    let all = futures::future::join_all((0..6).map(|_| create(&shop, "one", &mug))).await;
    for answer in all {
        let status = answer.status().as_u16();
        // On a busy machine some may not have got a connection in time; they try again.
        assert!(matches!(status, 201 | 409 | 503), "{status}");
    }
    let again = create(&shop, "one", &mug).await;
    assert_eq!(again.status(), StatusCode::CREATED);
    assert_eq!(shop.count("select version from catalog.counter").await, 1);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_what_was_read_is_changed() {
    let shop = Shop::open().await;
    create(&shop, "k", &product("A1", "Mug", "Kitchen")).await;
    let path = format!("{PRODUCTS}/A1");
    let etag = async || {
        let answer = admin(get(&shop, &path)).await.send().await.unwrap();
        answer.headers()["etag"].to_str().unwrap().to_owned()
    };
    let patch = async |etag: Option<&str>, body: Value| {
        let mut asked = request(&shop, Method::PATCH, &path).json(&body);
        if let Some(etag) = etag {
            asked = asked.header("If-Match", etag);
        }
        admin(asked).await.send().await.unwrap()
    };
    let old = etag().await;
    let cheaper = json!({ "unit_price": "2.5" });
    let (status, code) = problem(patch(None, cheaper.clone()).await).await;
    assert_eq!((status.as_u16(), code), (428, Code::PreconditionRequired));
    let changed = patch(Some(&old), cheaper.clone()).await;
    assert_eq!(changed.status(), StatusCode::OK);
    let new = changed.headers()["etag"].to_str().unwrap().to_owned();
    let body: Value = changed.json().await.unwrap();
    assert_eq!(
        (&body["unit_price"], &body["name"]),
        (&json!(25_000), &json!("Mug"))
    );
    assert_eq!(etag().await, new);
    let (status, code) = problem(patch(Some(&old), cheaper).await).await;
    assert_eq!((status.as_u16(), code), (412, Code::PreconditionFailed));

    let known = get(&shop, &path).header("If-None-Match", &new);
    let answer = admin(known).await.send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::NOT_MODIFIED);

    let whole = json!({ "name": "Cup", "category": "Kitchen", "unit": "each", "unit_price": "3" });
    for (header, value, status) in [
        ("If-Match", old.as_str(), 412),
        ("If-None-Match", "*", 412),
        ("If-Match", new.as_str(), 200),
    ] {
        let asked = put(&shop, &path).header(header, value).json(&whole);
        let answer = admin(asked).await.send().await.unwrap();
        assert_eq!(answer.status(), status, "{header} {value}");
    }
    let prices = read(&shop, &format!("{path}/prices")).await;
    let prices: Vec<_> = prices["items"].as_array().unwrap().iter().collect();
    let prices: Vec<_> = prices
        .iter()
        .map(|price| price["unit_price"].clone())
        .collect();
    assert_eq!(prices, [json!(30_000), json!(25_000), json!(25_500)]);

    let stale = request(&shop, Method::DELETE, &path).header("If-Match", &old);
    let answer = admin(stale).await.send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::PRECONDITION_FAILED);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn lists_are_paged_and_searched() {
    let shop = Shop::open().await;
    for (code, name, category) in [
        ("A1", "Red tea pot", "Kitchen"),
        ("A2", "Blue tea cup", "Kitchen"),
        ("A3", "Garden gnome", "Garden"),
        ("A4", "Tea towel", "Linen"),
        ("A5", "Old rake", "Garden"),
    ] {
        let made = create(&shop, code, &product(code, name, category)).await;
        assert_eq!(made.status(), StatusCode::CREATED);
    }
    let gone = request(&shop, Method::DELETE, &format!("{PRODUCTS}/A5"));
    admin(gone).await.send().await.unwrap();

    let (mut seen, mut path) = (Vec::new(), format!("{PRODUCTS}?limit=3"));
    loop {
        let page = read(&shop, &path).await;
        seen.extend(codes(&page).into_iter().map(str::to_owned));
        match page["next"].as_str() {
            Some(next) => path = format!("{PRODUCTS}?limit=3&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(seen, ["A1", "A2", "A3", "A4"]);
    for (query, want) in [
        ("category=Kitchen", vec!["A1", "A2"]),
        ("search=te", vec!["A1", "A2", "A4"]),
        ("search=tea+cup", vec!["A2"]),
        ("search=a3", vec!["A3"]),
        ("search=%26%7C%21", vec![]),
        ("archived=true", vec!["A5"]),
    ] {
        let page = read(&shop, &format!("{PRODUCTS}?{query}")).await;
        assert_eq!(codes(&page), want, "{query}");
    }
    let categories = read(&shop, "/v1/catalog/categories").await;
    let want = json!([{ "name": "Garden", "products": 1 }, { "name": "Kitchen", "products": 2 },
        { "name": "Linen", "products": 1 }]);
    assert_eq!(categories["items"], want);
    for query in ["limit=0", "limit=201", "limit=x", "cursor=x", "search=%00"] {
        let asked = admin(get(&shop, &format!("{PRODUCTS}?{query}"))).await;
        let (status, code) = problem(asked.send().await.unwrap()).await;
        assert_eq!(
            (status.as_u16(), code),
            (422, Code::InvalidRequest),
            "{query}"
        );
    }
    shop.close().await;
}
