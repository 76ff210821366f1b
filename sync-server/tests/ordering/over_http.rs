//! Orders that other programs make and void: entries of the server's own register, booked like any till's.

use crate::support::http::{get, post, problem};
use crate::support::journal::{Till, mug, mugs};
use crate::support::login::access_token;
use crate::support::shop::Shop;
use pos_core::BasketKind;
use pos_core::order::OrderDetails;
use pos_protocol::codes::Code;
use pos_protocol::entry::{EntryBody, Sealed};
use pos_protocol::hash::Hash;
use reqwest::{Response, StatusCode};
use serde_json::{Value, json};

const ORDERS: &str = "/v1/ordering/orders";

async fn send(shop: &Shop, path: &str, key: &str, body: &Value) -> Response {
    let request = post(shop, path).header("Idempotency-Key", key).json(body);
    let request = request.bearer_auth(access_token("ada").await);
    request.send().await.unwrap()
}

async fn stocked() -> Shop {
    let shop = Shop::open().await;
    for (code, price) in [("A1", "2.55"), ("W1", "3.999")] {
        let product = json!({ "code": code, "name": code, "category": "Kitchen", "unit": "each", "unit_price": price,
            "taxes": [{ "name": "VAT", "percent": "20", "included": true }] });
        let made = send(&shop, "/v1/catalog/products", code, &product).await;
        assert_eq!(made.status(), StatusCode::CREATED);
    }
    shop
}

fn order() -> Value {
    json!({ "business_day": "2026-11-23", "external_reference": "web-1", "tender": { "kind": "cash", "given": 2_000 },
        "lines": [{ "code": "A1", "quantity": 2_000 }, { "code": "W1", "quantity": 1_234 }] })
}

/// Hash, body, signature and public key.
type Entry = (Vec<u8>, Vec<u8>, Vec<u8>, Vec<u8>);

/// The journal of the register `api`, checked as a till's is: each entry's hash, signature and parent.
async fn checked_journal(shop: &Shop) -> Vec<EntryBody> {
    let rows: Vec<Entry> = sqlx::query_as(
        "select e.hash, e.body, e.signature, k.public_key from sync.entry e
         join identity.register r on r.id = e.register_id and r.code = 'api'
         join identity.device_key k on k.register_id = r.id order by e.seq",
    )
    .fetch_all(shop.db())
    .await
    .unwrap();
    let mut parent = None;
    let mut entries = Vec::new();
    for (seq, (hash, body, signature, key)) in (1..).zip(rows) {
        let sealed = Sealed {
            hash: Hash(hash.try_into().unwrap()),
            signature,
            body: String::from_utf8(body).unwrap(),
        };
        let key: [u8; 32] = key.try_into().unwrap();
        let key = ed25519_dalek::VerifyingKey::from_bytes(&key).unwrap();
        sealed.check_hash().unwrap();
        sealed.check_signature(&[key]).unwrap();
        let entry = sealed.open().unwrap();
        assert_eq!((entry.seq, entry.parent), (seq, parent));
        parent = Some(sealed.hash);
        entries.push(entry);
    }
    entries
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_order_is_an_entry_of_the_servers_own_register() {
    let shop = stocked().await;
    let made = send(&shop, ORDERS, "o1", &order()).await;
    assert_eq!(made.status(), StatusCode::CREATED);
    let location = made.headers()["location"].to_str().unwrap().to_owned();
    let body: Value = made.json().await.unwrap();
    // 2 x 2.55 and 1.234 x 3.999 = 4.934766.
    assert_eq!(
        (&body["gross"], &body["change"]),
        (&json!(510 + 493), &json!(2_000 - 1_003))
    );
    assert_eq!(
        (&body["flags"], &body["external_reference"]),
        (&json!([]), &json!("web-1"))
    );
    let read = get(&shop, &location).bearer_auth(access_token("ada").await);
    assert_eq!(
        read.send().await.unwrap().json::<Value>().await.unwrap(),
        body
    );

    let again = send(&shop, ORDERS, "o1", &order()).await;
    assert_eq!(again.json::<Value>().await.unwrap(), body);
    send(&shop, ORDERS, "o2", &order()).await;
    let kinds: Vec<String> = checked_journal(&shop)
        .await
        .into_iter()
        .map(|e| e.kind)
        .collect();
    let want = [
        "branch.began.v1",
        "shift.opened.v1",
        "order.completed.v1",
        "order.completed.v1",
    ];
    assert_eq!(kinds, want);
    shop.until("select count(*) = 2 from ordering.books").await;
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_at_once_are_one_chain() {
    let shop = stocked().await;
    let keys: Vec<String> = (0..8).map(|n| format!("o{n}")).collect();
    let order = order();
    let all =
        futures::future::join_all(keys.iter().map(|key| send(&shop, ORDERS, key, &order))).await;
    assert!(
        all.iter()
            .all(|answer| answer.status() == StatusCode::CREATED)
    );
    assert_eq!(checked_journal(&shop).await.len(), 10);
    assert_eq!(
        shop.count("select count(*) from sync.entry where fork")
            .await,
        0
    );
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_can_not_be_an_order_changes_nothing() {
    let shop = stocked().await;
    let changed = |field: &str, value: Value| {
        let mut order = order();
        order[field] = value;
        order
    };
    for (what, body) in [
        ("day", changed("business_day", json!("yesterday"))),
        ("no lines", changed("lines", json!([]))),
        (
            "unknown code",
            changed("lines", json!([{ "code": "ZZ", "quantity": 1_000 }])),
        ),
        (
            "nothing",
            changed("lines", json!([{ "code": "A1", "quantity": 0 }])),
        ),
        (
            "negative",
            changed("lines", json!([{ "code": "A1", "quantity": -1_000 }])),
        ),
        (
            "huge",
            changed("lines", json!([{ "code": "A1", "quantity": i64::MAX }])),
        ),
        (
            "too little",
            changed("tender", json!({ "kind": "cash", "given": 1 })),
        ),
        ("tender", changed("tender", json!({ "kind": "shells" }))),
        ("reference", changed("external_reference", json!("a\u{0}b"))),
        ("note", changed("note", json!("x".repeat(201)))),
        ("field", changed("colour", json!("red"))),
    ] {
        let (status, code) =
            problem(send(&shop, ORDERS, &what.replace(' ', "-"), &body).await).await;
        assert_eq!(
            (status.as_u16(), code),
            (422, Code::InvalidRequest),
            "{what}"
        );
    }
    assert_eq!(shop.count("select count(*) from sync.entry").await, 0);
    assert_eq!(
        shop.count("select count(*) from identity.register").await,
        0
    );
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_voided_sale_comes_back_whole_and_once() {
    let shop = stocked().await;
    let mut till = Till::enrolled(&shop).await;
    let (sale, refund) = (
        mugs(BasketKind::Sale, 3, OrderDetails::default()),
        mugs(BasketKind::Refund, 1, OrderDetails::default()),
    );
    let entries = [
        till.begin(),
        till.order(&sale),
        till.order(&refund),
        till.order(&mug()),
    ];
    till.push(&entries).await;
    let made: Value = send(&shop, ORDERS, "o", &order())
        .await
        .json()
        .await
        .unwrap();

    let void = json!({ "business_day": "2026-11-24", "reason": "wrong customer" });
    for (id, gross) in [(sale.id(), -765), (made["id"].as_str().unwrap(), -1_003)] {
        let path = format!("{ORDERS}/{id}/void");
        let answer = send(&shop, &path, &format!("v{id}"), &void).await;
        assert_eq!(answer.status(), StatusCode::CREATED);
        let back: Value = answer.json().await.unwrap();
        assert_eq!(
            (&back["kind"], &back["gross"]),
            (&json!("refund"), &json!(gross))
        );
        assert_eq!(
            (&back["flags"], &back["note"]),
            (&json!([]), &json!("wrong customer"))
        );
        let (status, code) = problem(send(&shop, &path, "again", &void).await).await;
        assert_eq!((status.as_u16(), code), (409, Code::NotVoidable));
    }
    let path = format!("{ORDERS}/{}/void", refund.id());
    let (status, code) = problem(send(&shop, &path, "r", &void).await).await;
    assert_eq!((status.as_u16(), code), (409, Code::NotVoidable));
    let path = format!("{ORDERS}/{}/void", uuid::Uuid::nil());
    let (status, code) = problem(send(&shop, &path, "n", &void).await).await;
    assert_eq!((status.as_u16(), code), (404, Code::NotFound));
    checked_journal(&shop).await;
    shop.close().await;
}
