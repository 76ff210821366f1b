//! A register that was offline while another one claimed its basket: what it did is kept, and said to be a fork.

use crate::support::held::basket;
use crate::support::journal::{Till, mug};
use crate::support::shop::Shop;
use pos_protocol::sync::Fate;

type ForkRow = (String, Option<i64>, i64, String);

async fn forks(shop: &Shop) -> Vec<ForkRow> {
    sqlx::query_as(
        "select act, fence, had_fence, had_state from basket.fork order by noted_at, act",
    )
    .fetch_all(shop.db())
    .await
    .unwrap()
}

fn row(act: &str, fence: Option<i64>, had_fence: i64, had_state: &str) -> ForkRow {
    (act.to_owned(), fence, had_fence, had_state.to_owned())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_written_under_an_old_fence_is_a_fork() {
    let shop = Shop::open().await;
    let (mut a, mut b) = (Till::enrolled(&shop).await, Till::enrolled(&shop).await);
    let held = basket("Mrs Miller", 2);
    let entries = a.begin_and(|a| a.hold(&held));
    a.push(&entries).await;
    let claimed = b.claim(&held.id, Some(1)).await.unwrap();

    // A is offline, goes on with it, and puts it aside with one mug more.
    let mut more = basket("Mrs Miller again", 3);
    more.id = held.id.clone();
    let entries = [a.resume(&held), a.hold(&more)];
    let answer = a.push(&entries).await;
    assert!(answer.verdicts.iter().all(|v| v.fate == Fate::Accepted));
    let want = [
        row("held", Some(1), 2, "claimed"),
        row("resumed", Some(1), 2, "claimed"),
    ];
    assert_eq!(forks(&shop).await, want);
    // It is still B's, as it was when B got it.
    assert_eq!(b.claim(&held.id, Some(1)).await.unwrap(), claimed);
    let seen = b.look().await.baskets.remove(0);
    assert!(seen.forked && seen.name == "Mrs Miller", "{seen:?}");

    let entries = b.begin_and(|b| b.resume(&claimed));
    b.push(&entries).await;
    let entries = [b.pay(&claimed, &mug())];
    b.push(&entries).await;
    let state = "select count(*) from basket.held where state = 'paid' and fence = 2 and forked";
    assert_eq!(shop.count(state).await, 1);
    assert_eq!(forks(&shop).await.len(), 2, "B had it");
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_payment_stands_and_nobody_gets_the_basket_any_more() {
    let shop = Shop::open().await;
    let (mut a, mut b) = (Till::enrolled(&shop).await, Till::enrolled(&shop).await);
    let held = basket("Mrs Miller", 2);
    let entries = a.begin_and(|a| a.hold(&held));
    a.push(&entries).await;
    let claimed = b.claim(&held.id, Some(1)).await.unwrap();
    let entries = [a.resume(&held), a.pay(&held, &mug())];
    a.push(&entries).await;
    let entries = b.begin_and(|b| b.resume(&claimed));
    b.push(&entries).await;
    let again = [b.hold(&claimed)];
    b.push(&again).await;
    assert_eq!(a.names().await, [""; 0], "it was paid");
    let acts: Vec<String> = forks(&shop).await.into_iter().map(|fork| fork.0).collect();
    assert_eq!(acts, ["paid", "resumed", "resumed", "held"]);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_whole_story_in_one_push_comes_to_its_end() {
    let shop = Shop::open().await;
    let mut a = Till::enrolled(&shop).await;
    let (paid, kept) = (basket("paid", 2), basket("kept", 1));
    let mut entries = a.begin_and(|a| a.hold(&paid));
    entries.extend([
        a.hold(&kept),
        a.resume(&paid),
        a.hold(&paid),
        a.resume(&paid),
        a.pay(&paid, &mug()),
        a.order(&mug()),
    ]);
    a.push(&entries).await;
    assert_eq!(a.names().await, ["kept"]);
    assert_eq!(shop.count("select count(*) from basket.held").await, 2);
    assert_eq!(forks(&shop).await, []);
    shop.close().await;
}
