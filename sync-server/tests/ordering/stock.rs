//! Stock by product: what the orders and the people did to it.

use crate::support::http::{get, post, problem};
use crate::support::journal::{Till, mugs};
use crate::support::login::access_token;
use crate::support::shop::Shop;
use pos_core::BasketKind;
use pos_core::order::OrderDetails;
use pos_protocol::codes::Code;
use reqwest::{Response, StatusCode};
use serde_json::{Value, json};
use sync_server::modules::ordering::contract as ordering;
use sync_server::platform::consumer::deal;
use sync_server::platform::message::Message;

async fn moved(shop: &Shop, code: &str, key: &str, body: &Value) -> Response {
    let path = format!("/v1/ordering/stock/{code}/movements");
    let request = post(shop, &path).header("Idempotency-Key", key).json(body);
    let token = access_token("ada").await;
    request.bearer_auth(token).send().await.unwrap()
}

async fn read(shop: &Shop, path: &str) -> Value {
    let request = get(shop, path).bearer_auth(access_token("ada").await);
    let answer = request.send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK, "{path}");
    answer.json().await.unwrap()
}

async fn with_mugs() -> Shop {
    let shop = Shop::open().await;
    let product = json!({ "code": "M1", "name": "Mug", "category": "Kitchen", "unit": "each", "unit_price": "2.55",
        "taxes": [] });
    let request = post(&shop, "/v1/catalog/products").header("Idempotency-Key", "m1");
    let request = request
        .json(&product)
        .bearer_auth(access_token("ada").await);
    assert_eq!(request.send().await.unwrap().status(), StatusCode::CREATED);
    shop
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_order_counts_once_and_a_refund_brings_back() {
    let shop = with_mugs().await;
    let mut till = Till::enrolled(&shop).await;
    let sold = mugs(BasketKind::Sale, 3, OrderDetails::default());
    let back = mugs(BasketKind::Refund, 1, OrderDetails::default());
    let code = sold.lines()[0].code.clone();
    let entries = [till.begin(), till.order(&sold), till.order(&back)];
    till.push(&entries).await;
    shop.until("select count(*) = 2 from ordering.stock_order")
        .await;

    // The same orders, told by messages of another name: the inbox doesn't know them.
    let rows: Vec<(String, Vec<u8>)> =
        sqlx::query_as("select kind, convert_to(body::text, 'UTF8') from platform.outbox")
            .fetch_all(shop.db())
            .await
            .unwrap();
    let again: Vec<Message> = rows
        .into_iter()
        .map(|(kind, body)| Message {
            id: uuid::Uuid::now_v7(),
            kind,
            body,
        })
        .collect();
    let stock = ordering::consumers();
    let stock = stock
        .iter()
        .find(|c| c.subscription().queue == "ordering.stock");
    let dealt = deal(shop.db(), *stock.unwrap(), &again).await.unwrap();
    assert_eq!((dealt.new, dealt.parked.len()), (2, 0));

    let page = read(&shop, "/v1/ordering/stock").await;
    assert_eq!(page["items"], json!([{ "code": code, "quantity": -2_000 }]));
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn people_count_receive_and_write_off() {
    let shop = with_mugs().await;
    for (key, kind, quantity, want) in [
        ("a", "delivered", "24", 24_000),
        ("a", "delivered", "24", 24_000),
        ("b", "written_off", "1.5", 22_500),
        ("c", "counted", "20", 20_000),
    ] {
        let body = json!({ "kind": kind, "quantity": quantity, "reason": "Monday" });
        let answer = moved(&shop, "M1", key, &body).await;
        assert_eq!(answer.status(), StatusCode::OK, "{key}");
        let level: Value = answer.json().await.unwrap();
        assert_eq!(level, json!({ "code": "M1", "quantity": want }), "{key}");
    }
    let page = read(&shop, "/v1/ordering/stock/M1/movements?limit=2").await;
    let differences: Vec<&Value> = page["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|m| &m["difference"])
        .collect();
    assert_eq!(differences, [&json!(-2_500), &json!(-1_500)]);
    let next = page["next"].as_str().unwrap();
    let rest = read(
        &shop,
        &format!("/v1/ordering/stock/M1/movements?cursor={next}"),
    )
    .await;
    assert_eq!(rest["items"][0]["staff_name"], json!("Ada Lindqvist"));
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_makes_no_sense_changes_nothing() {
    let shop = with_mugs().await;
    for (what, code, body, want) in [
        (
            "unknown",
            "NONE",
            json!({ "kind": "counted", "quantity": "1", "reason": "x" }),
            404,
        ),
        (
            "below zero",
            "M1",
            json!({ "kind": "counted", "quantity": "-1", "reason": "x" }),
            422,
        ),
        (
            "no reason",
            "M1",
            json!({ "kind": "counted", "quantity": "1", "reason": " " }),
            422,
        ),
        (
            "no number",
            "M1",
            json!({ "kind": "counted", "quantity": "one", "reason": "x" }),
            422,
        ),
        (
            "no kind",
            "M1",
            json!({ "kind": "stolen", "quantity": "1", "reason": "x" }),
            422,
        ),
    ] {
        let (status, told) =
            problem(moved(&shop, code, what.split(' ').next().unwrap(), &body).await).await;
        let code = if want == 404 {
            Code::NotFound
        } else {
            Code::InvalidRequest
        };
        assert_eq!((status.as_u16(), told), (want, code), "{what}");
    }
    assert_eq!(shop.count("select count(*) from ordering.stock").await, 0);
    shop.close().await;
}
