//! The broker is not there when the server starts, comes, loses its power in the middle, and comes back.

use crate::support::journal::{Till, mug};
use crate::support::shop::Shop;
use pos_protocol::sync::Fate;
use pos_stack::{Service, Stack, StackOptions};
use serde_json::Value;
use std::sync::Arc;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_outbox_waits_for_the_broker_and_nothing_is_lost_or_doubled() {
    let folder = tempfile::tempdir().unwrap();
    let options = StackOptions::new(folder.path()).only(&[Service::RabbitMq]);
    let broker = Arc::new(Stack::attach(options).unwrap());
    let shop = Shop::attached_to(None, Some(broker.url(Service::RabbitMq))).await;
    let mut till = Till::enrolled(&shop).await;
    let mut entries = vec![till.begin()];
    entries.extend((0..100).map(|_| till.order(&mug())));

    let answer = till.push(&entries).await;
    assert!(answer.verdicts.iter().all(|v| v.fate == Fate::Accepted));
    let ready = ready(&shop).await;
    assert_eq!(
        (&ready["postgres"], &ready["rabbitmq"]),
        (&"up".into(), &"down".into())
    );
    assert_eq!(ready["outbox"]["unsent"], 100);

    bring(&broker).await;
    shop.until("select count(*) = 100 from ordering.books")
        .await;
    for _ in 0..10 {
        let entries: Vec<_> = (0..40).map(|_| till.order(&mug())).collect();
        till.push(&entries).await;
    }
    // Sent or not, taken or not: the power goes.
    broker.kill(Service::RabbitMq);
    let entries: Vec<_> = (0..100).map(|_| till.order(&mug())).collect();
    till.push(&entries).await;
    shop.until("select count(*) >= 100 from platform.outbox where sent_at is null")
        .await;

    bring(&broker).await;
    shop.until("select count(*) = 600 from ordering.books")
        .await;
    shop.until("select count(*) = 0 from platform.outbox where sent_at is null")
        .await;
    let gross = "select sum(sales_gross)::bigint from ordering.daily_sales";
    assert_eq!(shop.count(gross).await, 600 * 255);
    assert_eq!(shop.count("select count(*) from platform.parked").await, 0);
    shop.close().await;
}

async fn bring(stack: &Arc<Stack>) {
    let stack = stack.clone();
    let started = tokio::task::spawn_blocking(move || stack.restart(Service::RabbitMq));
    started.await.unwrap().unwrap();
}

async fn ready(shop: &Shop) -> Value {
    let answer = reqwest::get(format!("{}/health/ready", shop.url))
        .await
        .unwrap();
    assert_eq!(answer.status(), 200, "the server is ready without a broker");
    answer.json().await.unwrap()
}
