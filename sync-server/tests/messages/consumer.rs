//! From the queue to the books: messages that can't work are parked, the others are not stopped by them.

use crate::support::journal::{Till, mug};
use crate::support::shop::Shop;
use sync_server::platform::audit::By;
use sync_server::platform::consumer::deal;
use sync_server::platform::message::Message;
use sync_server::platform::parked::{self, ParkedError};
use uuid::Uuid;

fn poisoned() -> Vec<(Uuid, &'static str, &'static str)> {
    let day = |day: &str| good().replace("2026-11-23", day);
    vec![
        (
            Uuid::now_v7(),
            "not JSON at all \0",
            "not a evertill.order.completed.v1",
        ),
        (
            Uuid::now_v7(),
            "{\"specversion\": \"1.0\"}",
            "missing field",
        ),
        (
            Uuid::now_v7(),
            day("yesterday").leak(),
            "is not a business day",
        ),
    ]
}

fn good() -> String {
    format!(
        r#"{{"specversion": "1.0", "id": "{0}", "source": "/registers/{0}", "type": "evertill.order.completed.v1",
        "time": "2026-11-23T09:00:00Z", "subject": "{0}", "datacontenttype": "application/json",
        "data": {{"order": "{0}", "external_reference": null, "kind": "sale", "business_day": "2026-11-23",
        "register": "{0}", "lines": 1, "gross": 255, "tax": 43, "currency": "GBP"}}}}"#,
        Uuid::now_v7()
    )
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn poisoned_messages_are_parked_with_their_reasons_and_the_rest_goes_on() {
    let shop = Shop::open().await;
    let mut till = Till::enrolled(&shop).await;
    let poisoned = poisoned();
    for (id, body, _) in &poisoned {
        sqlx::query("insert into platform.outbox (id, kind, subject, body) values ($1, 'evertill.order.completed.v1', '', $2)")
            .bind(id)
            .bind(body.replace('\0', ""))
            .execute(shop.db())
            .await
            .unwrap();
    }
    let entries = [till.begin(), till.order(&mug()), till.order(&mug())];
    till.push(&entries).await;

    shop.until("select count(*) = 2 from ordering.books").await;
    shop.until("select count(*) = 3 from platform.parked where consumer = 'ordering.books'")
        .await;
    for (id, _, reason) in &poisoned {
        let told: String =
            sqlx::query_scalar("select reason from platform.parked where message_id = $1 and consumer = 'ordering.books'")
                .bind(id)
                .fetch_one(shop.db())
                .await
                .unwrap();
        assert!(told.contains(reason), "{told}");
    }
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_that_comes_twice_counts_once_even_under_another_id() {
    let shop = Shop::open().await;
    let books = sync_server::modules::ordering::consumers()[0];
    let message = Message {
        id: Uuid::now_v7(),
        kind: "evertill.order.completed.v1".to_owned(),
        body: good().into_bytes(),
    };
    let renamed = Message {
        id: Uuid::now_v7(),
        ..message.clone()
    };
    // Only of the first there is an event; the other is one that somebody else has sent.
    sqlx::query("insert into platform.outbox (id, kind, subject, body, sent_at) values ($1, '', '', '', now())")
        .bind(message.id)
        .execute(shop.db())
        .await
        .unwrap();
    let both = [message.clone(), message.clone()];
    deal(shop.db(), books, &both).await.unwrap();
    deal(shop.db(), books, &both).await.unwrap();
    deal(shop.db(), books, &[renamed]).await.unwrap();
    let gross = shop
        .count("select sum(sales_gross)::bigint from ordering.daily_sales")
        .await;
    assert_eq!(gross, 255);
    assert_eq!(shop.count("select count(*) from ordering.books").await, 1);
    assert_eq!(shop.count("select count(*) from platform.inbox").await, 1);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_admin_discards_or_replays_what_is_parked_and_the_second_one_comes_too_late() {
    let shop = Shop::open().await;
    let books = sync_server::modules::ordering::consumers();
    let broken = Message {
        id: Uuid::now_v7(),
        kind: "evertill.order.completed.v1".to_owned(),
        body: b"broken\0".to_vec(),
    };
    let broken = [broken];
    deal(shop.db(), books[0], &broken).await.unwrap();
    deal(shop.db(), books[0], &broken).await.unwrap();
    let open = parked::open(shop.db(), 10).await.unwrap();
    assert_eq!(
        open.len(),
        1,
        "what was parked is dealt with, and not parked twice"
    );

    let (id, by) = (open[0].id, by());
    let still = replay(&shop, id, &by).await.unwrap_err();
    assert!(matches!(still, ParkedError::StillImpossible(_)), "{still}");
    assert_eq!(parked::open(shop.db(), 10).await.unwrap().len(), 1);
    // An upgrade would mend the consumer; here the message is mended.
    sqlx::query("update platform.parked set body = $1")
        .bind(good().into_bytes())
        .execute(shop.db())
        .await
        .unwrap();
    let two = tokio::join!(replay(&shop, id, &by), discard(&shop, id, &by));
    let done = [two.0.is_ok(), two.1.is_ok()];
    assert_ne!(done[0], done[1]);
    assert_eq!(parked::open(shop.db(), 10).await.unwrap(), []);
    let in_books = shop.count("select count(*) from ordering.books").await;
    assert_eq!(in_books, i64::from(done[0]));
    shop.close().await;
}

async fn replay(shop: &Shop, id: i64, by: &By) -> Result<(), ParkedError> {
    let mut tx = shop.db().begin().await?;
    parked::replay(&mut tx, sync_server::modules::ordering::consumers(), id, by).await?;
    Ok(tx.commit().await?)
}

async fn discard(shop: &Shop, id: i64, by: &By) -> Result<(), ParkedError> {
    let mut tx = shop.db().begin().await?;
    parked::discard(&mut tx, id, by).await?;
    Ok(tx.commit().await?)
}

fn by() -> By {
    By {
        who: "ada".to_owned(),
        name: "Ada".to_owned(),
        reason: "a test".to_owned(),
    }
}
