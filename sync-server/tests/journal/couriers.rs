//! Who may deliver: any enrolled device, for any register of the shop, and nobody else.

use crate::support::journal::{Till, mug};
use crate::support::shop::Shop;
use crate::support::waiting::in_turn;
use pos_protocol::PROTOCOL_HEADER;
use pos_protocol::codes::{Code, Problem};
use pos_protocol::sync::Fate;
use reqwest::StatusCode;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_register_may_deliver() {
    let shop = Shop::open().await;
    let mut till = Till::enrolled(&shop).await;
    let courier = Till::enrolled(&shop).await;

    let answer = courier.push(&[till.begin(), till.order(&mug())]).await;
    assert!(answer.verdicts.iter().all(|v| v.fate == Fate::Accepted));
    // The heads are the courier's own: it has none yet.
    assert_eq!(answer.heads, []);
    assert_eq!(till.push(&[]).await.heads[0].seq, 2);
    let booked = shop.count("select count(*) from ordering.orders o join sync.entry e on e.hash = o.entry_hash where o.register_id <> e.courier").await;
    assert_eq!(booked, 1);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_couriers_of_one_register_at_once_book_it_once() {
    let shop = Shop::open().await;
    let mut till = Till::enrolled(&shop).await;
    let courier = Till::enrolled(&shop).await;
    courier.push(&[till.begin()]).await;
    let entries: Vec<_> = (0..60).map(|_| till.order(&mug())).collect();

    // Both wait for a lock, so that they surely work at the same time afterwards: the first one for the heads, and then the
    // other one for the register that the first one has.
    let mut holder = shop.db().begin().await.unwrap();
    sqlx::query("lock table sync.head in access exclusive mode")
        .execute(&mut *holder)
        .await
        .unwrap();
    let (one, other) = in_turn(&shop, holder, till.push(&entries), courier.push(&entries)).await;

    let fates = [one, other].map(|answer| answer.verdicts[0].fate);
    assert!(
        fates.contains(&Fate::Accepted) && fates.contains(&Fate::Duplicate),
        "{fates:?}"
    );
    assert_eq!(shop.count("select count(*) from ordering.orders").await, 60);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_delivers_without_a_token_or_in_another_protocol() {
    let shop = Shop::open().await;
    let stranger = Till::stranger(&shop);
    let refused = stranger.push_bytes(Vec::new()).await;
    assert_eq!(refused.status(), StatusCode::UNAUTHORIZED);
    let problem: Problem = refused.json().await.unwrap();
    assert_eq!(problem.code, Code::DeviceUnauthorized);

    let http = reqwest::Client::new();
    let request = http.post(format!("{}/v1/sync/journal", shop.url));
    let answer = request.header(PROTOCOL_HEADER, 2).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
    assert_eq!(answer.headers()[PROTOCOL_HEADER], "1");
    let problem: Problem = answer.json().await.unwrap();
    assert_eq!(problem.code, Code::ProtocolMismatch);
    shop.close().await;
}
