//! Somebody brings another register's entry with a signature of nobody: the true one is still taken, and booked.

use crate::support::journal::{Till, mug};
use crate::support::shop::Shop;
use pos_protocol::codes::Code;
use pos_protocol::entry::Sealed;
use pos_protocol::sync::{Fate, PushResponse};

const FORGED: (Fate, Option<Code>) = (Fate::Quarantined, Some(Code::BadSignature));
const DUPLICATE: (Fate, Option<Code>) = (Fate::Duplicate, None);
const ACCEPTED: (Fate, Option<Code>) = (Fate::Accepted, None);

fn verdicts(answer: &PushResponse) -> Vec<(Fate, Option<Code>)> {
    let verdicts = answer.verdicts.iter();
    verdicts.map(|v| (v.fate, v.code)).collect()
}

fn forged(entry: &Sealed) -> Sealed {
    Sealed {
        signature: vec![1; 64],
        ..entry.clone()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_true_entry_takes_the_place_of_a_forged_copy() {
    let shop = Shop::open().await;
    let (mut till, courier) = (Till::enrolled(&shop).await, Till::enrolled(&shop).await);
    let entries = [till.begin(), till.order(&mug()), till.order(&mug())];
    till.push(&entries[..1]).await;
    let copies = [forged(&entries[1]), forged(&entries[2])];
    assert_eq!(verdicts(&courier.push(&copies).await), [FORGED, FORGED]);
    assert_eq!(
        verdicts(&courier.push(&copies).await),
        [DUPLICATE, DUPLICATE]
    );
    assert_eq!(shop.count("select count(*) from ordering.orders").await, 0);

    // The register hears that the server lacks them, sends them, and they are no forks of themselves.
    let hashes: Vec<_> = entries.iter().map(|entry| entry.hash).collect();
    assert_eq!(till.held(hashes.clone()).await.held, hashes[..1]);
    let answer = till.push(&entries).await;
    assert_eq!(verdicts(&answer), [DUPLICATE, ACCEPTED, ACCEPTED]);
    assert_eq!(answer.heads[0].hash, entries[2].hash);
    assert_eq!(till.held(hashes.clone()).await.held, hashes);
    assert_eq!(shop.count("select count(*) from ordering.orders").await, 2);
    let whole =
        "select count(*) from sync.entry e where fate = 'accepted' and code is null and not fork";
    assert_eq!(shop.count(whole).await, 3);
    let brought: uuid::Uuid = sqlx::query_scalar("select courier from sync.entry where hash = $1")
        .bind(&entries[1].hash.0[..])
        .fetch_one(shop.db())
        .await
        .unwrap();
    assert_eq!(brought, till.register);
    let again = [entries[1].clone(), forged(&entries[2])];
    assert_eq!(verdicts(&till.push(&again).await), [DUPLICATE, DUPLICATE]);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn also_when_both_come_at_once_and_when_an_admin_has_seen_the_copy() {
    let shop = Shop::open().await;
    let mut till = Till::enrolled(&shop).await;
    let entries = [till.begin(), till.order(&mug()), till.order(&mug())];
    let both = [entries[0].clone(), forged(&entries[1]), entries[1].clone()];
    assert_eq!(
        verdicts(&till.push(&both).await),
        [ACCEPTED, FORGED, ACCEPTED]
    );
    till.push(&[forged(&entries[2])]).await;
    sqlx::query("update sync.entry set resolved_at = now(), resolution = 'seen' where code = 'bad_signature'")
        .execute(shop.db())
        .await
        .unwrap();
    assert_eq!(verdicts(&till.push(&entries[2..]).await), [ACCEPTED]);
    assert_eq!(shop.count("select count(*) from ordering.orders").await, 2);
    shop.close().await;
}
