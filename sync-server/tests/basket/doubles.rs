//! Two orders of one basket: both booked, both flagged, whatever comes first and however often.

use crate::support::held::basket;
use crate::support::journal::{Till, mug};
use crate::support::messages::messages;
use crate::support::shop::Shop;
use sync_server::platform::consumer::deal;
use sync_server::platform::message::Consumer;

const FLAGGED: &str = "select count(*) from ordering.orders where flags = array['double_sale']";

fn double_sales() -> &'static dyn Consumer {
    let consumers = sync_server::modules::ordering::consumers();
    let named =
        |consumer: &&&dyn Consumer| consumer.subscription().queue == "ordering.double_sales";
    *consumers.iter().find(named).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_registers_are_paid_for_one_basket() {
    let shop = Shop::open().await;
    let (mut a, mut b) = (Till::enrolled(&shop).await, Till::enrolled(&shop).await);
    let held = basket("Mrs Miller", 2);
    let entries = a.begin_and(|a| a.hold(&held));
    a.push(&entries).await;
    let claimed = b.claim(&held.id, Some(1)).await.unwrap();
    let entries = [a.resume(&held), a.pay(&held, &mug()), a.order(&mug())];
    a.push(&entries).await;
    let entries = b.begin_and(|b| b.resume(&claimed));
    b.push(&entries).await;
    let entries = [b.pay(&claimed, &mug()), b.order(&mug())];
    b.push(&entries).await;
    shop.until("select count(*) = 2 from ordering.orders where flags = array['double_sale']")
        .await;
    assert_eq!(shop.count("select count(*) from ordering.orders").await, 4);
    shop.until("select count(*) = 4 from ordering.books").await;
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn doubled_and_reordered_messages_flag_once() {
    let shop = Shop::open().await;
    let (mut a, mut b) = (Till::enrolled(&shop).await, Till::enrolled(&shop).await);
    let held = basket("Mrs Miller", 2);
    let entries = a.begin_and(|a| a.pay(&held, &mug()));
    a.push(&entries).await;
    let entries = b.begin_and(|b| b.pay(&held, &mug()));
    b.push(&entries).await;
    shop.until("select count(*) = 2 from ordering.orders where flags = array['double_sale']")
        .await;
    let mut all = messages(&shop).await;
    assert_eq!(all.len(), 2);
    // The same again, backwards, twice over, and as if it had never been heard of.
    for forget in [true, false, true] {
        if forget {
            sqlx::raw_sql(
                "update ordering.orders set flags = '{}';
                 delete from platform.inbox where consumer = 'ordering.double_sales'",
            )
            .execute(shop.db())
            .await
            .unwrap();
        }
        all.reverse();
        for message in &all {
            let twice = [message.clone(), message.clone()];
            deal(shop.db(), double_sales(), &twice).await.unwrap();
        }
        assert_eq!(shop.count(FLAGGED).await, 2);
    }
    shop.close().await;
}
