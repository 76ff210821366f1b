//! After a restore: what was left in the queues, and who sends again first.

use crate::support::held::basket;
use crate::support::journal::{Till, mug};
use crate::support::messages::messages;
use crate::support::shop::Shop;
use crate::support::waiting::{ONE_WAITS, TWO_WAIT};
use sync_server::modules::ordering::contract::consumers;
use sync_server::platform::consumer::deal;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn messages_that_came_before_their_orders_are_dealt_with_again() {
    let shop = Shop::open().await;
    let (mut a, mut b) = (Till::enrolled(&shop).await, Till::enrolled(&shop).await);
    let held = basket("Mrs Miller", 2);
    let dump = shop.dump().await;
    let of_a = a.begin_and(|a| a.pay(&held, &mug()));
    let of_b = b.begin_and(|b| b.pay(&held, &mug()));
    a.push(&of_a).await;
    b.push(&of_b).await;
    shop.until("select count(*) = 2 from ordering.orders where flags = array['double_sale']")
        .await;
    let left = messages(&shop).await;
    let shop = shop.restored(dump).await;
    for consumer in consumers() {
        deal(shop.db(), *consumer, &left).await.unwrap();
    }
    a.push(&of_a).await;
    b.push(&of_b).await;
    shop.until("select count(*) = 2 from ordering.orders where flags = array['double_sale']")
        .await;
    shop.until("select count(*) = 2 from ordering.books").await;
    let sold = "select count(*) = 1 from ordering.stock where quantity = -2000";
    shop.until(sold).await;
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn also_when_the_order_comes_while_the_message_is_dealt_with() {
    let shop = Shop::open().await;
    let mut till = Till::enrolled(&shop).await;
    let dump = shop.dump().await;
    let first = [till.begin(), till.order(&mug())];
    let second = [till.order(&mug())];
    till.push(&first).await;
    till.push(&second).await;
    shop.until("select count(*) = 6 from platform.inbox").await;
    let left = messages(&shop).await;
    let shop = shop.restored(dump).await;
    till.push(&first).await;
    let sold = "select count(*) = 1 from ordering.stock where quantity = -1000";
    shop.until(sold).await;
    // The first order is dealt with once more, so that somebody can hold it up there, and with it the second's message.
    sqlx::raw_sql(
        "delete from ordering.stock_order; update ordering.stock set quantity = 0;
         delete from platform.inbox where consumer = 'ordering.stock'",
    )
    .execute(shop.db())
    .await
    .unwrap();
    let mut holder = shop.db().begin().await.unwrap();
    sqlx::query("select from ordering.stock for update")
        .execute(&mut *holder)
        .await
        .unwrap();
    let stock = *consumers()
        .iter()
        .find(|consumer| consumer.subscription().queue == "ordering.stock")
        .unwrap();
    let db = shop.db().clone();
    let dealing = tokio::spawn(async move { deal(&db, stock, &left).await.unwrap() });
    shop.until(ONE_WAITS).await;
    till.push(&second).await;
    shop.until(TWO_WAIT).await;
    holder.rollback().await.unwrap();
    dealing.await.unwrap();
    let sold = "select count(*) = 1 from ordering.stock where quantity = -2000";
    shop.until(sold).await;
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_basket_that_was_paid_is_not_held_again_when_the_payer_comes_first() {
    let shop = Shop::open().await;
    let (mut a, mut b) = (Till::enrolled(&shop).await, Till::enrolled(&shop).await);
    let held = basket("Mrs Miller", 2);
    let dump = shop.dump().await;
    let of_a = a.begin_and(|a| a.hold(&held));
    a.push(&of_a).await;
    let claimed = b.claim(&held.id, Some(1)).await.unwrap();
    let began = b.begin();
    let of_b = [began, b.resume(&claimed), b.pay(&claimed, &mug())];
    b.push(&of_b).await;
    assert_eq!(a.names().await, Vec::<String>::new());
    let shop = shop.restored(dump).await;
    b.push(&of_b).await;
    a.push(&of_a).await;
    assert_eq!(b.names().await, Vec::<String>::new(), "it was paid already");
    shop.close().await;
}
