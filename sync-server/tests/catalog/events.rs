//! Tills are told that the catalogue has moved, wherever it was changed.

use crate::support::catalogue::{Copy, import, read};
use crate::support::events::Ear;
use crate::support::http::{get, problem, refusal};
use crate::support::register::Register;
use crate::support::shop::Shop;
use crate::support::till::{blocking, till};
use pos_protocol::codes::Code;
use reqwest::StatusCode;
use std::time::{Duration, Instant};

const MUG: &str = "A1,Mug,Kitchen,,each,1,,,\n";

fn priced(price: usize) -> String {
    format!("A1,Mug,Kitchen,,each,{price},,,\n")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_change_is_told_with_what_has_changed() {
    let shop = Shop::open().await;
    let first = import(&shop, MUG).await.cursor;
    let mut ear = Ear::of(&shop).await;
    assert_eq!(
        ear.said().await.as_deref(),
        Some(":"),
        "at once a sign of life"
    );
    ear.told(first).await;

    let second = import(&shop, &priced(2)).await.cursor;
    let changes = ear.told(second).await.changes.expect("it is small");
    let stream = read(&zstd::encode_all(changes.as_bytes(), 0).unwrap());
    assert_eq!((stream.base, stream.target), (first, second));
    assert_eq!(stream.rows[0].unit_price.e4(), 20_000);

    // What is large is asked for.
    let many: String = (0..200)
        .map(|row| format!("B{row},Thing,All,,each,1,,,\n"))
        .collect();
    let third = import(&shop, &many).await.cursor;
    assert_eq!(ear.told(third).await.changes, None);
    let late = Ear::of(&shop).await.told(third).await;
    assert_eq!(late.changes, None, "whoever comes now is told the place");
    assert_eq!(Copy::empty(&shop).await.pull(&shop).await.target, third);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_servers_tell_what_either_of_them_has_changed() {
    let shop = Shop::open().await;
    let other = shop.beside().await;
    let mut ears = [Ear::of(&shop).await, Ear::of(&other).await];
    for change in 1..=3 {
        let of = if change == 2 { &other } else { &shop };
        let cursor = import(of, &priced(change)).await.cursor;
        for ear in &mut ears {
            ear.told(cursor).await;
        }
    }
    other.close().await;
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn polling_finds_what_postgres_did_not_say() {
    let shop = Shop::open().await;
    let mut ear = Ear::of(&shop).await;
    // As after a restore: the counter has moved, and nobody was notified.
    let before = ear.news().await.cursor;
    sqlx::query("update catalog.counter set version = version + 1, hash = sha256(hash)")
        .execute(shop.db())
        .await
        .unwrap();
    assert_eq!(ear.news().await.cursor.version, before.version + 1);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_quiet_stream_shows_that_it_lives_and_ends_with_the_server() {
    let shop = Shop::open().await;
    let mut ear = Ear::of(&shop).await;
    ear.news().await;
    let quiet = Instant::now();
    assert_eq!(ear.said().await.as_deref(), Some(":"));
    assert!(
        quiet.elapsed() < Duration::from_secs(8),
        "{:?}",
        quiet.elapsed()
    );
    let stopped = Instant::now();
    shop.stop();
    while ear.said().await.is_some() {}
    shop.close().await;
    assert!(
        stopped.elapsed() < Duration::from_secs(5),
        "{:?}",
        stopped.elapsed()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_registers_listen() {
    let shop = Shop::open().await;
    let refused = refusal(get(&shop, "/v1/events")).await;
    assert_eq!(
        refused,
        (StatusCode::UNAUTHORIZED, Code::DeviceUnauthorized)
    );
    let token = Register::enrolled(&shop).await.token(&shop).await;
    let older = reqwest::Client::new().get(format!("{}/v1/events", shop.url));
    let older = older.bearer_auth(token).send().await.unwrap();
    assert_eq!(problem(older).await.1, Code::ProtocolMismatch);
    shop.close().await;
}

/// Prints how long a price change takes from its commit to a till's look-up, with this many others listening.
async fn measure(listeners: usize) {
    let shop = Shop::open().await;
    import(&shop, MUG).await;
    let token = Register::enrolled(&shop).await.token(&shop).await;
    let mut ears = Vec::new();
    for _ in 1..listeners {
        ears.push(Ear::with(&shop, &token).await);
    }
    let heard: Vec<_> = ears
        .into_iter()
        .map(|mut ear| tokio::spawn(async move { while ear.said().await.is_some() {} }))
        .collect();
    let mut till = till(&shop).await;
    till = blocking(move || {
        till.until("A1", |mug| mug.is_some());
        till
    })
    .await;
    // The runner has found out that it can listen.
    tokio::time::sleep(Duration::from_millis(500)).await;
    let mut took = Vec::new();
    for price in 2..=21 {
        import(&shop, &priced(price)).await;
        let committed = Instant::now();
        let wanted = i64::try_from(price).unwrap() * 10_000;
        till = blocking(move || {
            till.until("A1", |mug| {
                mug.is_some_and(|mug| mug.unit_price.e4() == wanted)
            });
            till
        })
        .await;
        took.push(committed.elapsed());
    }
    took.sort();
    println!(
        "a price in a till after its commit, {listeners} listening: median {:.1?}, slowest of {} {:.1?}",
        took[took.len() / 2],
        took.len(),
        took[took.len() - 1]
    );
    blocking(move || drop(till)).await;
    shop.close().await;
    for listener in heard {
        listener.await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_till_shows_a_new_price_soon() {
    measure(1).await;
    measure(50).await;
}
