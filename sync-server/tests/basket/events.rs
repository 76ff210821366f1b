//! What the modules tell each other of baskets and prices: once, whatever comes twice, late or in another order.

use crate::support::held::basket;
use crate::support::http::problem;
use crate::support::journal::Till;
use crate::support::messages::messages_of;
use crate::support::program::{Program, seen};
use crate::support::shop::Shop;
use pos_protocol::codes::Code;
use pos_protocol::event::{BASKET_CHECKED_OUT, CloudEvent, PRICE_CHANGED, PriceChangedEvent};
use reqwest::StatusCode;
use serde_json::{Value, json};
use sync_server::platform::consumer::deal;
use sync_server::platform::message::{Consumer, Message};
use uuid::Uuid;

fn consumer(queue: &str) -> &'static dyn Consumer {
    let mut consumers = sync_server::modules::consumers().into_iter();
    consumers
        .find(|consumer| consumer.subscription().queue == queue)
        .unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_changed_price_is_shown_line_by_line_before_anybody_pays() {
    let shop = Shop::open().await;
    let program = Program::of(&shop).await;
    program.stock().await;
    let (id, old) = program.put_new(&[("A1", 2_000), ("W1", 1_000)]).await;
    assert_eq!(old.body["prices_changed"], false);
    program.reprice("A1", "2.75").await;
    shop.until("select count(*) = 1 from basket.price").await;

    let new = program.read(id).await;
    let line = |number: usize| new.body["lines"][number].clone();
    assert_eq!(line(0)["price_now"]["unit_price"], 27_500);
    assert_eq!(
        (&line(0)["unit_price"], &line(1)["price_now"]),
        (&json!(25_500), &Value::Null)
    );
    assert_eq!(
        new.body["gross"], old.body["gross"],
        "a line keeps its price"
    );
    let list = program.get("/v1/baskets").await;
    assert_eq!(list["items"][0]["prices_changed"], true);

    // Who saw the old price is told, and may take the new one or sell at the old one.
    let (status, code) = problem(program.check_out(id, &old.etag).await).await;
    assert_eq!((status.as_u16(), code), (412, Code::PreconditionFailed));
    let taken = program.put(id, Some(&new.etag), &[("A1", 2_000)]).await;
    let taken = seen(taken).await;
    assert_eq!(
        (&taken.body["gross"], &taken.body["prices_changed"]),
        (&json!(550), &json!(false))
    );
    program.reprice("A1", "2.55").await;
    shop.until("select unit_price = 25500 from basket.price")
        .await;
    let kept = program.read(id).await;
    assert_eq!(kept.body["prices_changed"], true);
    let sold = program.check_out(id, &kept.etag).await;
    assert_eq!(sold.status(), StatusCode::CREATED);
    assert_eq!(sold.json::<Value>().await.unwrap()["gross"], 550);
    assert_eq!(shop.count("select count(*) from basket.held_line").await, 0);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_another_price_is_told() {
    let shop = Shop::open().await;
    let program = Program::of(&shop).await;
    program.stock().await;
    program.reprice("A1", "2.55").await;
    assert!(messages_of(&shop, PRICE_CHANGED).await.is_empty());
    let path = "/v1/catalog/products/A1";
    let patch = |etag: String, body: Value| {
        let method = reqwest::Method::PATCH;
        let program = &program;
        async move { program.send(method, path, Some(&etag), Some(&body)).await }
    };
    let etag = async || seen(program.send(reqwest::Method::GET, path, None, None).await).await;
    patch(etag().await.etag, json!({ "name": "Mug" })).await;
    assert!(messages_of(&shop, PRICE_CHANGED).await.is_empty());
    patch(etag().await.etag, json!({ "unit_price": "3" })).await;
    let told = messages_of(&shop, PRICE_CHANGED).await;
    assert_eq!(told.len(), 1);
    let event: CloudEvent<PriceChangedEvent> = serde_json::from_slice(&told[0].body).unwrap();
    assert_eq!((event.id, event.source.as_str()), (told[0].id, "/catalog"));
    let price = event.data;
    assert_eq!(
        (price.previous_unit_price.e4(), price.unit_price.e4()),
        (25_500, 30_000)
    );
    assert_ne!(price.previous_price_id, price.price_id);
    assert_eq!((price.code.as_str(), price.catalogue_version), ("A1", 4));
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn doubled_reordered_and_early_price_changes_come_to_the_same() {
    let shop = Shop::open().await;
    let program = Program::of(&shop).await;
    let change = |version: u64, price: i64| {
        let data = json!({ "code": "22423", "catalogue_version": version, "price_id": format!("22423@{version}"),
            "unit_price": price, "previous_price_id": "22423@1", "previous_unit_price": 25_500 });
        let id = Uuid::now_v7();
        let event = json!({ "specversion": "1.0", "id": id, "source": "/catalog", "type": PRICE_CHANGED,
            "time": "2026-11-23T09:00:00Z", "subject": "22423", "datacontenttype": "application/json",
            "data": data });
        Message {
            id,
            kind: PRICE_CHANGED.to_owned(),
            body: event.to_string().into_bytes(),
        }
    };
    let prices = consumer("basket.prices");
    let mut all = vec![change(2, 26_000), change(4, 28_000), change(3, 27_000)];
    all.push(all[0].clone());
    let broken = Message {
        id: Uuid::now_v7(),
        kind: PRICE_CHANGED.to_owned(),
        body: b"broken".to_vec(),
    };
    all.push(broken);
    let dealt = deal(shop.db(), prices, &all).await.unwrap();
    assert_eq!((dealt.new, dealt.parked.len()), (4, 1));
    all.reverse();
    let again = deal(shop.db(), prices, &all).await.unwrap();
    // Of no event of this server's: what was parked is known, the others are dealt with whenever they come.
    assert_eq!((again.new, again.parked.len()), (3, 0));

    // A till that was away holds a basket at the price from before all of that.
    let mut till = Till::enrolled(&shop).await;
    let held = basket("Mrs Miller", 2);
    let entries = till.begin_and(|till| till.hold(&held));
    till.push(&entries).await;
    let id: Uuid = held.id.parse().unwrap();
    let seen = program.read(id).await.body;
    let now = &seen["lines"][0]["price_now"];
    assert_eq!(
        (&now["unit_price"], &now["catalogue_version"]),
        (&json!(28_000), &json!(4))
    );
    // Late, and one at a time.
    for message in [change(3, 27_000), change(5, 25_500)] {
        deal(shop.db(), prices, &[message]).await.unwrap();
    }
    let seen = program.read(id).await.body;
    assert_eq!(seen["prices_changed"], false, "it costs what it did");
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_checked_out_basket_is_noted_and_booked_once() {
    let shop = Shop::open().await;
    let program = Program::of(&shop).await;
    program.stock().await;
    let (id, held) = program.put_new(&[("A1", 2_000)]).await;
    let sold: Value = program
        .check_out(id, &held.etag)
        .await
        .json()
        .await
        .unwrap();
    shop.until("select count(*) = 1 from ordering.order_basket")
        .await;
    shop.until("select count(*) = 1 from ordering.books").await;
    let told = messages_of(&shop, BASKET_CHECKED_OUT).await;
    assert_eq!(told.len(), 1);
    let orders = messages_of(&shop, "evertill.order.completed.v1").await;
    assert_ne!(orders[0].id, told[0].id, "two messages of one entry");

    let way = format!(
        "/v1/ordering/orders/{}/journey",
        sold["id"].as_str().unwrap()
    );
    let way = program.get(&way).await;
    assert_eq!(
        (&way["basket"]["id"], &way["basket"]["forked"]),
        (&json!(id), &json!(false))
    );
    // The same again, as if it had never been heard of.
    for forget in [false, true] {
        if forget {
            sqlx::raw_sql("delete from platform.inbox where consumer = 'ordering.baskets'")
                .execute(shop.db())
                .await
                .unwrap();
        }
        let dealt = deal(shop.db(), consumer("ordering.baskets"), &told).await;
        assert_eq!(dealt.unwrap().new, u64::from(forget));
    }
    for (table, rows) in [
        ("select count(*) from ordering.order_basket", 1),
        ("select count(*) from ordering.orders", 1),
        ("select count(*) from ordering.books", 1),
    ] {
        assert_eq!(shop.count(table).await, rows, "{table}");
    }
    shop.close().await;
}
