//! Postgres loses its power: no push is answered with success, and none is lost.

use crate::support::journal::{Till, mug};
use crate::support::shop::Shop;
use pos_protocol::codes::{Code, Problem};
use pos_protocol::sync::{Fate, PushRequest};
use pos_stack::{Service, Stack, StackOptions};
use std::sync::Arc;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_push_gets_503_with_retry_after_and_is_taken_when_postgres_is_back() {
    let folder = tempfile::tempdir().unwrap();
    let options = StackOptions::new(folder.path()).only(&[Service::Postgres]);
    let starting = tokio::task::spawn_blocking(move || Stack::start(options));
    let postgres = Arc::new(starting.await.unwrap().unwrap());
    let shop = Shop::attached_to(Some(postgres.url(Service::Postgres)), None).await;
    let mut till = Till::enrolled(&shop).await;
    let mut entries = vec![till.begin()];
    entries.extend((0..20).map(|_| till.order(&mug())));
    till.push(&entries).await;

    postgres.kill(Service::Postgres);
    let entries: Vec<_> = (0..20).map(|_| till.order(&mug())).collect();
    let json = serde_json::to_vec(&PushRequest {
        entries: entries.clone(),
    })
    .unwrap();
    for _ in 0..3 {
        let answer = till
            .push_bytes(zstd::encode_all(&json[..], 1).unwrap())
            .await;
        assert_eq!(answer.status(), 503);
        assert!(answer.headers().contains_key("retry-after"));
        let problem: Problem = answer.json().await.unwrap();
        assert_eq!(problem.code, Code::Unavailable);
    }
    let ready = reqwest::get(format!("{}/health/ready", shop.url))
        .await
        .unwrap();
    assert_eq!(ready.status(), 503);

    let again = postgres.clone();
    let started = tokio::task::spawn_blocking(move || again.restart(Service::Postgres));
    started.await.unwrap().unwrap();
    let answer = till.push(&entries).await;
    assert!(answer.verdicts.iter().all(|v| v.fate == Fate::Accepted));
    // The consumer, too, goes on where it was.
    shop.until("select count(*) = 40 from ordering.books").await;
    assert_eq!(
        shop.count("select sum(sales)::bigint from ordering.daily_sales")
            .await,
        40
    );
    shop.close().await;
}
