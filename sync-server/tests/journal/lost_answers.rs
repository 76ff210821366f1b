//! An answer that never arrives, a till that asks where it stands, a client that hangs up.

use crate::support::journal::{Till, mug};
use crate::support::shop::Shop;
use pos_protocol::Hash;
use pos_protocol::sync::{Fate, PushRequest};
use uuid::Uuid;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_sent_again_is_known_by_its_hash_and_booked_once() {
    let shop = Shop::open().await;
    let mut till = Till::enrolled(&shop).await;
    let mut entries = vec![till.begin(), till.open_shift()];
    entries.extend((0..40).map(|_| till.order(&mug())));

    let first = till.push(&entries).await;
    assert!(first.verdicts.iter().all(|v| v.fate == Fate::Accepted));
    // The answer is lost; the till sends all of it again.
    let second = till.push(&entries).await;
    assert!(second.verdicts.iter().all(|v| v.fate == Fate::Duplicate));

    assert_eq!(first.heads, second.heads);
    let last = entries.last().unwrap().hash;
    assert_eq!((first.heads[0].hash, first.heads[0].seq), (last, 42));
    assert_eq!(shop.count("select count(*) from sync.entry").await, 42);
    assert_eq!(shop.count("select count(*) from ordering.orders").await, 40);
    assert_eq!(
        shop.count("select count(*) from ordering.order_lines")
            .await,
        40
    );
    assert_eq!(
        shop.count("select count(*) from ordering.payments").await,
        40
    );
    assert_eq!(shop.count("select count(*) from platform.outbox").await, 40);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_till_finds_its_place_by_asking() {
    let shop = Shop::open().await;
    let mut till = Till::enrolled(&shop).await;
    let entries = [till.begin(), till.open_shift(), till.order(&mug())];
    till.push(&entries[..2]).await;

    let foreign = Hash::of(b"nobody wrote this");
    let asked = vec![entries[2].hash, foreign, entries[1].hash, entries[0].hash];
    let answer = till.held(asked).await;

    assert_eq!(answer.held, [entries[1].hash, entries[0].hash]);
    assert_eq!(answer.heads.len(), 1);
    assert_eq!(answer.heads[0].hash, entries[1].hash);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_bytes_are_kept_as_they_were_signed() {
    let shop = Shop::open().await;
    let mut till = Till::enrolled(&shop).await;
    let entries = vec![
        till.begin(),
        till.write_raw("later.v1", " {\"b\" :1, \"a\": \"\\u0000\"} "),
    ];
    till.push(&entries).await;

    type Row = (Vec<u8>, Vec<u8>, Vec<u8>);
    let rows: Vec<Row> = sqlx::query_as("select hash, signature, body from sync.entry order by n")
        .fetch_all(shop.db())
        .await
        .unwrap();
    let kept: Vec<Row> = entries
        .iter()
        .map(|e| {
            (
                e.hash.0.to_vec(),
                e.signature.clone(),
                e.body.clone().into_bytes(),
            )
        })
        .collect();
    assert_eq!(rows, kept);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_that_hangs_up_can_not_stop_a_write() {
    let shop = Shop::open().await;
    let mut till = Till::enrolled(&shop).await;
    let mut entries = vec![till.begin(), till.open_shift()];
    till.push(&entries).await;
    // Held up by a lock, so that the client surely goes while the write is under way.
    let mut holder = shop.db().begin().await.unwrap();
    sqlx::query("select from identity.register for update")
        .execute(&mut *holder)
        .await
        .unwrap();
    entries = vec![till.order(&mug())];
    let json = serde_json::to_vec(&PushRequest { entries }).unwrap();
    let body = zstd::encode_all(&json[..], 1).unwrap();
    let request = till.post("/v1/sync/journal").body(body).send();
    let hung_up = tokio::time::timeout(std::time::Duration::from_millis(300), request).await;
    assert!(hung_up.is_err());
    holder.rollback().await.unwrap();
    shop.until("select count(*) = 1 from ordering.orders").await;
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_restored_from_a_backup_books_again_under_the_same_message_ids() {
    let shop = Shop::open().await;
    let mut till = Till::enrolled(&shop).await;
    let dump = shop.dump().await;
    let mut entries = vec![till.begin(), till.open_shift()];
    entries.extend((0..5).map(|_| till.order(&mug())));
    let ids = "select id from platform.outbox order by position";
    till.push(&entries).await;
    let before: Vec<Uuid> = sqlx::query_scalar(ids).fetch_all(shop.db()).await.unwrap();
    shop.until("select count(*) = 5 from ordering.books").await;

    let shop = shop.restored(dump).await;
    let heads = till.held(vec![entries[6].hash]).await;
    assert_eq!((heads.held, heads.heads), (vec![], vec![]));
    let answer = till.push(&entries).await;
    assert!(answer.verdicts.iter().all(|v| v.fate == Fate::Accepted));

    let after: Vec<Uuid> = sqlx::query_scalar(ids).fetch_all(shop.db()).await.unwrap();
    assert_eq!((after.len(), after), (5, before));
    shop.until("select coalesce(sum(sales), 0) = 5 from ordering.daily_sales")
        .await;
    shop.close().await;
}
