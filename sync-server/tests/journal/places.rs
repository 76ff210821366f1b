//! An entry is found where it says that it stands, and wherever else it may be held.

use crate::support::journal::{Till, mug};
use crate::support::shop::Shop;
use pos_protocol::codes::Code;
use pos_protocol::entry::Sealed;
use pos_protocol::sync::{Fate, PushResponse};

fn fates(answer: &PushResponse) -> Vec<(Fate, Option<Code>)> {
    let verdicts = answer.verdicts.iter();
    verdicts
        .map(|verdict| (verdict.fate, verdict.code))
        .collect()
}

/// A shop, and a till of which it holds the first entries.
async fn trading() -> (Shop, Till, Vec<Sealed>) {
    let shop = Shop::open().await;
    let mut till = Till::enrolled(&shop).await;
    let sent = vec![till.begin(), till.open_shift(), till.order(&mug())];
    till.push(&sent).await;
    (shop, till, sent)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_entry_that_is_not_in_its_place_is_held_once_and_has_followers() {
    let (shop, mut till, _) = trading().await;
    till.next.seq += 5;
    let misplaced = till.order(&mug());
    let malformed = (Fate::Quarantined, Some(Code::MalformedEntry));
    assert_eq!(
        fates(&till.push(std::slice::from_ref(&misplaced)).await),
        [malformed]
    );
    let again = till.push(std::slice::from_ref(&misplaced)).await;
    assert_eq!(fates(&again), [(Fate::Duplicate, None)]);
    assert_eq!(till.held(vec![misplaced.hash]).await.held, [misplaced.hash]);
    let follower = till.order(&mug());
    assert_eq!(
        fates(&till.push(&[follower]).await),
        [(Fate::Accepted, None)]
    );
    assert_eq!(shop.count("select count(*) from sync.entry").await, 5);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_branch_begins_behind_an_entry_of_another_branch_and_behind_nothing_else() {
    let (shop, mut till, sent) = trading().await;
    (till.next.branch, till.next.seq) = ("ffffffff".to_owned(), 1);
    till.next.parent = Some(sent[1].hash);
    let first = till.order(&mug());
    assert_eq!(
        fates(&till.push(std::slice::from_ref(&first)).await),
        [(Fate::Accepted, None)]
    );
    let again = till.push(&[first]).await;
    assert_eq!(fates(&again), [(Fate::Duplicate, None)]);

    (till.next.branch, till.next.seq) = ("eeeeeeee".to_owned(), 1);
    let never_sent = till.order(&mug());
    till.next.branch = "dddddddd".to_owned();
    till.next.seq = 1;
    let behind_it = till.order(&mug());
    assert_eq!(till.next.parent, Some(behind_it.hash));
    let gap = (Fate::Refused, Some(Code::Gap));
    assert_eq!(fates(&till.push(&[behind_it]).await), [gap]);
    assert_eq!(till.held(vec![never_sent.hash]).await.held, []);
    shop.close().await;
}
