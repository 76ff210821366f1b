//! Voids that meet: one sale comes back once, and the way it was paid.

use crate::support::http::keyed;
use crate::support::journal::{Till, mug, mugs};
use crate::support::login::access_token;
use crate::support::shop::Shop;
use pos_core::order::OrderDetails;
use pos_core::{Amount, BasketKind, Card, Due, Order, Paid, Tender, TenderText};
use reqwest::{Response, StatusCode};
use serde_json::{Value, json};

async fn void(shop: &Shop, order: &Order) -> Response {
    let path = format!("/v1/ordering/orders/{}/void", order.id());
    let request = keyed(shop, &path).json(&json!({ "business_day": "2026-11-24" }));
    let request = request.bearer_auth(access_token("ada").await);
    request.send().await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_voids_at_once_one_is_booked() {
    let shop = Shop::open().await;
    let mut till = Till::enrolled(&shop).await;
    let sales: Vec<Order> = (0..8).map(|_| mug()).collect();
    let mut entries = vec![till.begin()];
    entries.extend(sales.iter().map(|sale| till.order(sale)));
    till.push(&entries).await;
    for sale in &sales {
        let (one, other) = tokio::join!(void(&shop, sale), void(&shop, sale));
        let mut both = [one.status(), other.status()];
        both.sort();
        assert_eq!(both, [StatusCode::CREATED, StatusCode::CONFLICT]);
    }
    let back = "select count(*) from ordering.orders where kind = 'refund'";
    assert_eq!(shop.count(back).await, 8);
    shop.close().await;
}

/// `order`, paid by voucher, by card, and the rest in cash with some change.
fn mixed(order: &Order) -> Order {
    let sum = Amount::from_minor;
    let text = |text: &str| TenderText::try_from(text.to_owned()).unwrap();
    let others = vec![
        Tender::Voucher {
            amount: sum(200),
            code: text("V-9"),
        },
        Tender::Card(Card {
            amount: sum(300),
            reference: Some(text("A-17")),
            brand: None,
            last_four: None,
        }),
    ];
    let due = Due::new(order.totals().gross, sum(0));
    let cash = Tender::Cash { given: sum(500) };
    let paid: Paid = due.take(others, cash).unwrap().paid(due).unwrap();
    let mut value = serde_json::to_value(order).unwrap();
    value["paid"] = serde_json::to_value(&paid).unwrap();
    serde_json::from_value(value).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_tender_gets_back_what_it_paid() {
    let shop = Shop::open().await;
    let mut till = Till::enrolled(&shop).await;
    let sale = mixed(&mugs(BasketKind::Sale, 3, OrderDetails::default()));
    let entries = [till.begin(), till.order(&sale)];
    till.push(&entries).await;
    let answer = void(&shop, &sale).await;
    assert_eq!(answer.status(), StatusCode::CREATED);
    let back: Value = answer.json().await.unwrap();
    assert_eq!((&back["gross"], &back["flags"]), (&json!(-765), &json!([])));
    let payments = back["payments"].as_array().unwrap().iter();
    let payments: Vec<_> = payments
        .map(|paid| {
            (
                paid["kind"].as_str().unwrap(),
                paid["amount"].as_i64().unwrap(),
                &paid["reference"],
            )
        })
        .collect();
    let want = [
        ("voucher", -200, &json!("V-9")),
        ("card", -300, &json!("A-17")),
        ("cash", -265, &Value::Null),
    ];
    assert_eq!(payments, want);
    shop.close().await;
}
