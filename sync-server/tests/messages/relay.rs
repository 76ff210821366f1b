//! From the outbox to the broker: what waits, what is sent, and what is not taken for sent.

use crate::support::journal::{Till, mug};
use crate::support::shop::Shop;

const DEALT_WITH: &str = "select count(*) = 60 from platform.inbox";
const ALL_SENT: &str = "select count(*) = 0 from platform.outbox where sent_at is null";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn orders_reach_the_books_and_events_sent_again_change_nothing() {
    let shop = Shop::open().await;
    let mut till = Till::enrolled(&shop).await;
    let mut entries = vec![till.begin(), till.open_shift()];
    entries.extend((0..150).map(|_| till.order(&mug())));
    till.push(&entries).await;
    shop.until("select count(*) = 150 from ordering.books")
        .await;
    shop.until(ALL_SENT).await;

    let before = books(&shop).await;
    assert_eq!(before, (150, 150, 150 * 255, 150 * 43, 150));
    let again = sync_server::platform::resend::republish(shop.db())
        .await
        .unwrap();
    assert_eq!(again, 150);
    shop.until(ALL_SENT).await;
    // They have gone through the queue once more when it has taken in twice as many, and holds none.
    loop {
        let queue = shop.broker.queue("ordering.books").await;
        let acked = queue["message_stats"]["ack"].as_i64().unwrap_or(0);
        if acked >= 300 && queue["messages"] == 0 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
    assert_eq!(books(&shop).await, before);
    assert_eq!(shop.count("select count(*) from platform.parked").await, 0);
    shop.close().await;
}

/// Rows, and the daily sales: how many sales, gross and tax; and how many messages were dealt with.
async fn books(shop: &Shop) -> (i64, i64, i64, i64, i64) {
    sqlx::query_as(
        "select (select count(*) from ordering.books), sum(sales)::bigint, sum(sales_gross)::bigint,
         sum(tax)::bigint, (select count(*) from platform.inbox where consumer = 'ordering.books')
         from ordering.daily_sales",
    )
    .fetch_one(shop.db())
    .await
    .unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_event_longer_than_many_frames_reaches_the_books() {
    let shop = Shop::open().await;
    let mut till = Till::enrolled(&shop).await;
    let entries = [till.begin(), till.order(&mug())];
    till.push(&entries).await;
    shop.until("select count(*) = 1 from ordering.books").await;
    // Longer than any event that is written today, and as if it had been lost.
    sqlx::raw_sql(
        "update platform.outbox set body = body || repeat(' ', 300000);
         delete from ordering.books;
         delete from platform.inbox",
    )
    .execute(shop.db())
    .await
    .unwrap();
    sync_server::platform::resend::republish(shop.db())
        .await
        .unwrap();
    shop.until("select count(*) = 1 from ordering.books").await;
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_event_that_no_queue_takes_stays_unsent_while_others_go() {
    let shop = Shop::open().await;
    let mut till = Till::enrolled(&shop).await;
    sqlx::query(
        "insert into platform.outbox (id, kind, subject, body)
         select gen_random_uuid(), 'evertill.nobody.wants.v1', '', '{}' from generate_series(1, 3)",
    )
    .execute(shop.db())
    .await
    .unwrap();
    let entries: Vec<_> = [till.begin()]
        .into_iter()
        .chain((0..20).map(|_| till.order(&mug())))
        .collect();
    till.push(&entries).await;
    shop.until("select count(*) = 20 from ordering.books").await;
    shop.until("select count(*) = 3 from platform.outbox where sent_at is null")
        .await;
    let unsent = shop
        .count("select count(*) from platform.outbox where sent_at is null and kind = 'evertill.nobody.wants.v1'")
        .await;
    assert_eq!(unsent, 3);
    let waiting = sync_server::platform::outbox::waiting(shop.db())
        .await
        .unwrap();
    assert_eq!(waiting.unsent, 3);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn cut_connections_lose_and_double_nothing() {
    let shop = Shop::open().await;
    let mut till = Till::enrolled(&shop).await;
    let mut entries = vec![till.begin()];
    for _ in 0..8 {
        entries.extend((0..100).map(|_| till.order(&mug())));
        till.push(&entries).await;
        entries.clear();
        shop.broker.cut_connections().await;
    }
    shop.until("select count(*) = 800 from ordering.books")
        .await;
    shop.until(ALL_SENT).await;
    assert_eq!(books(&shop).await, (800, 800, 800 * 255, 800 * 43, 800));
    // None may have been listed yet.
    shop.broker.cut_the_relay().await;
    entries.push(till.order(&mug()));
    till.push(&entries).await;
    shop.until("select count(*) = 801 from ordering.books")
        .await;
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_sent_and_nobody_dealt_with_is_sent_again() {
    let shop = Shop::open().await;
    let mut till = Till::enrolled(&shop).await;
    let mut entries = vec![till.begin()];
    entries.extend((0..20).map(|_| till.order(&mug())));
    till.push(&entries).await;
    shop.until(DEALT_WITH).await;
    let before = books(&shop).await;
    // As if restored from a backup made between the broker's word and the consumer's commit.
    sqlx::raw_sql(
        "with lost as (select order_id from ordering.books order by order_id limit 7),
         gone as (delete from ordering.books where order_id in (select order_id from lost))
         delete from platform.inbox where consumer = 'ordering.books' and message_id in
             (select id from platform.outbox where subject in (select order_id::text from lost));
         update ordering.daily_sales set sales = sales - 7, sales_gross = sales_gross - 7 * 255, tax = tax - 7 * 43",
    )
    .execute(shop.db())
    .await
    .unwrap();
    assert_eq!(books(&shop).await, (13, 13, 13 * 255, 13 * 43, 13));
    shop.broker.cut_the_relay().await;
    shop.until(DEALT_WITH).await;
    assert_eq!(books(&shop).await, before);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_a_rush_that_does_not_end_events_and_books_still_come() {
    let shop = Shop::open().await;
    let mut till = Till::enrolled(&shop).await;
    let opened = [till.begin(), till.open_shift()];
    till.push(&opened).await;
    let _at_the_door = shop.state.door.enter();
    let _relaying = shop.state.outgoing.enter();
    let order = till.order(&mug());
    till.push(&[order]).await;
    // Both wait for their turn, which comes.
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    assert_eq!(
        shop.count("select count(*) from platform.outbox where sent_at is null")
            .await,
        1
    );
    shop.until(ALL_SENT).await;
    shop.until("select count(*) = 1 from ordering.books").await;
    shop.close().await;
}
