//! Orders as other programs read them: lists with conditions, one whole, and its way into the books.

use crate::support::http::{get, problem};
use crate::support::journal::{Till, mug, mugs};
use crate::support::login::access_token;
use crate::support::shop::Shop;
use pos_core::BasketKind;
use pos_core::order::OrderDetails;
use pos_protocol::codes::Code;
use reqwest::StatusCode;
use serde_json::{Value, json};

async fn read(shop: &Shop, path: &str) -> Value {
    let request = get(shop, path).bearer_auth(access_token("ada").await);
    let answer = request.send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK, "{path}");
    answer.json().await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn orders_are_found_by_what_is_known_of_them() {
    let shop = Shop::open().await;
    let mut till = Till::enrolled(&shop).await;
    let details = OrderDetails {
        external_reference: Some("C536365".to_owned()),
        ..OrderDetails::default()
    };
    let known = mugs(BasketKind::Refund, 2, details);
    let mut entries = vec![till.begin(), till.order(&mug()), till.order(&known)];
    till.next.business_day = Some("2026-11-24".to_owned());
    entries.push(till.order(&mug()));
    till.push(&entries).await;

    let register = till.register;
    for (query, want) in [
        (String::new(), 3),
        ("business_day=2026-11-23".to_owned(), 2),
        ("kind=refund".to_owned(), 1),
        (format!("register={register}&kind=sale"), 2),
        ("staff=kim".to_owned(), 3),
        ("staff=nobody".to_owned(), 0),
        ("flag=fork".to_owned(), 0),
        ("external_reference=C536365".to_owned(), 1),
    ] {
        let page = read(&shop, &format!("/v1/ordering/orders?{query}")).await;
        assert_eq!(page["items"].as_array().unwrap().len(), want, "{query}");
    }
    let first = read(&shop, "/v1/ordering/orders?limit=2").await;
    let next = first["next"].as_str().unwrap();
    let second = read(&shop, &format!("/v1/ordering/orders?limit=2&cursor={next}")).await;
    assert_eq!(second["items"].as_array().unwrap().len(), 1);
    assert_eq!(second["next"], Value::Null);

    let id = known.id();
    let order = read(&shop, &format!("/v1/ordering/orders/{id}")).await;
    assert_eq!(order["gross"], json!(-510));
    let line = &order["lines"][0];
    assert_eq!(
        (&line["quantity"], &line["taxes"][0]["amount"]),
        (&json!(-2_000), &json!(-85))
    );
    let payment = &order["payments"][0];
    assert_eq!(
        (&payment["kind"], &payment["amount"]),
        (&json!("cash"), &json!(-510))
    );
    let receipt = order["receipt_number"].as_str().unwrap();
    let found = read(
        &shop,
        &format!("/v1/ordering/orders?receipt_number={receipt}"),
    )
    .await;
    assert_eq!(found["items"][0]["id"], json!(id));

    shop.until("select count(*) = 3 from ordering.books").await;
    shop.until("select bool_and(sent_at is not null) from platform.outbox")
        .await;
    let journey = read(&shop, &format!("/v1/ordering/orders/{id}/journey")).await;
    assert_eq!(journey["entry"]["fate"], json!("accepted"));
    assert_eq!(journey["entry"]["seq"], json!(3));
    assert!(journey["event"]["sent_at"].is_string(), "{journey}");
    let consumers = journey["consumed"].as_array().unwrap();
    assert!(
        consumers.iter().any(|c| c["consumer"] == "ordering.books"),
        "{journey}"
    );
    let message = journey["event"]["message"].as_str().unwrap();
    assert_eq!(message[..13], id[..13], "they lie side by side");
    shop.close().await;
}

/// Message ids were once made of nothing but their entries' hashes.
const AS_BEFORE_MIGRATION_23: &str = "with old as (
        select o.id::text as subject, encode(set_byte(set_byte(substr(o.entry_hash, 1, 16),
            6, 128 | (get_byte(o.entry_hash, 6) & 15)), 8, 128 | (get_byte(o.entry_hash, 8) & 63)), 'hex')::uuid as id
        from ordering.orders o),
    seen as (update platform.inbox i set message_id = old.id
        from old join platform.outbox b using (subject) where i.message_id = b.id),
    sent as (update platform.outbox b set id = old.id from old where b.subject = old.subject returning b.id)
    select count(*) from sent";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_journey_of_an_order_from_long_ago_is_still_known() {
    let shop = Shop::open().await;
    let mut till = Till::enrolled(&shop).await;
    let order = mug();
    let entries = [till.begin(), till.order(&order)];
    till.push(&entries).await;
    shop.until("select count(*) = 3 from platform.inbox").await;
    shop.until("select bool_and(sent_at is not null) from platform.outbox")
        .await;
    let path = format!("/v1/ordering/orders/{}/journey", order.id());
    let now = read(&shop, &path).await;
    assert_eq!(shop.count(AS_BEFORE_MIGRATION_23).await, 1);
    let old = read(&shop, &path).await;
    assert_ne!(old["event"]["message"], now["event"]["message"]);
    assert_eq!(old["event"]["sent_at"], now["event"]["sent_at"]);
    assert_eq!(old["consumed"].as_array().unwrap().len(), 3, "{old}");
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_there_and_who_may_not_ask() {
    let shop = Shop::open().await;
    let orders = "/v1/ordering/orders";
    let (admin, cashier) = (access_token("ada").await, access_token("carol").await);
    for (path, token, status, code) in [
        (orders.to_owned(), None, 401, Code::StaffUnauthorized),
        (orders.to_owned(), Some(&cashier), 403, Code::Forbidden),
        (
            format!("{orders}?business_day=yesterday"),
            Some(&admin),
            422,
            Code::InvalidRequest,
        ),
        (
            format!("{orders}?kind=gift"),
            Some(&admin),
            422,
            Code::InvalidRequest,
        ),
        (
            format!("{orders}?register=1"),
            Some(&admin),
            422,
            Code::InvalidRequest,
        ),
        (
            format!("{orders}/{}", uuid::Uuid::nil()),
            Some(&admin),
            404,
            Code::NotFound,
        ),
        (format!("{orders}/x"), Some(&admin), 404, Code::NotFound),
        (
            format!("{orders}/{}/journey", uuid::Uuid::nil()),
            Some(&admin),
            404,
            Code::NotFound,
        ),
    ] {
        let mut request = get(&shop, &path);
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        let found = problem(request.send().await.unwrap()).await;
        assert_eq!((found.0.as_u16(), found.1), (status, code), "{path}");
    }
    shop.close().await;
}
