//! Pushes that come while others are being taken in share a transaction, and nobody suffers for whom it shares it with.

use crate::support::journal::{Till, mug};
use crate::support::shop::Shop;
use crate::support::waiting::{ONE_WAITS, THREE_WAIT, TWO_WAIT};
use pos_protocol::sync::PushRequest;
use reqwest::StatusCode;
use sqlx::{Postgres, Transaction};
use std::time::Duration;

/// Long enough for a push to be at the door.
const MOMENT: Duration = Duration::from_millis(500);

async fn tills(shop: &Shop, count: usize) -> Vec<Till> {
    let mut tills = Vec::new();
    for _ in 0..count {
        tills.push(Till::enrolled(shop).await);
    }
    tills
}

/// Holds up whoever takes pushes in.
async fn hold_the_journal(shop: &Shop) -> Transaction<'static, Postgres> {
    let mut holder = shop.db().begin().await.unwrap();
    sqlx::query("lock table sync.head in access exclusive mode")
        .execute(&mut *holder)
        .await
        .unwrap();
    holder
}

/// Delivers the first two entries of a till.
async fn push(till: &mut Till) -> StatusCode {
    let entries = vec![till.begin(), till.order(&mug())];
    let json = serde_json::to_vec(&PushRequest { entries }).unwrap();
    let body = zstd::encode_all(&json[..], 1).unwrap();
    till.push_bytes(body).await.status()
}

/// Three tills push, each in a transaction of its own: had two come at the same time, they could share one.
async fn take_all_turns(shop: &Shop, tills: &mut [Till]) -> [StatusCode; 3] {
    let [one, two, three] = tills else {
        panic!("{} tills are not three", tills.len());
    };
    let two = async {
        shop.until(ONE_WAITS).await;
        push(two).await
    };
    let three = async {
        shop.until(TWO_WAIT).await;
        push(three).await
    };
    tokio::join!(push(one), two, three).into()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pushes_that_wait_ride_together() {
    let shop = Shop::open().await;
    let mut tills = tills(&shop, 9).await;
    let holder = hold_the_journal(&shop).await;
    let (first, later) = tills.split_at_mut(3);
    let later = async {
        shop.until(THREE_WAIT).await;
        let release = async {
            tokio::time::sleep(MOMENT).await;
            holder.rollback().await.unwrap();
        };
        let pushes = futures::future::join_all(later.iter_mut().map(push));
        tokio::join!(pushes, release).0
    };
    let (first, later) = tokio::join!(take_all_turns(&shop, first), later);

    assert_eq!(first, [StatusCode::OK; 3]);
    assert_eq!(later, vec![StatusCode::OK; 6]);
    let booked = "select count(*) from ordering.orders";
    assert_eq!(shop.count(booked).await, 9);
    let transactions = "select count(distinct xmin::text) from sync.entry";
    assert!(shop.count(transactions).await < 9);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_push_that_can_not_be_taken_in_stops_nobody_who_rides_with_it() {
    let shop = Shop::open().await;
    let mut tills = tills(&shop, 7).await;
    let mut stuck = tills.pop().unwrap();
    let mut jam = shop.db().begin().await.unwrap();
    sqlx::query("set local idle_in_transaction_session_timeout = 0")
        .execute(&mut *jam)
        .await
        .unwrap();
    sqlx::query("select from identity.register where id = $1 for update")
        .bind(stuck.register)
        .execute(&mut *jam)
        .await
        .unwrap();
    let holder = hold_the_journal(&shop).await;
    let (first, later) = tills.split_at_mut(3);
    let later = async {
        shop.until(THREE_WAIT).await;
        let mut riders: Vec<_> = later.iter_mut().chain([&mut stuck]).collect();
        let riders = riders.iter_mut().map(|till| push(till));
        let release = async {
            tokio::time::sleep(MOMENT).await;
            holder.rollback().await.unwrap();
        };
        tokio::join!(futures::future::join_all(riders), release).0
    };
    let (first, later) = tokio::join!(take_all_turns(&shop, first), later);

    assert_eq!(first, [StatusCode::OK; 3]);
    let (ok, away) = (StatusCode::OK, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(later, [ok, ok, ok, away]);
    jam.rollback().await.unwrap();
    shop.close().await;
}
