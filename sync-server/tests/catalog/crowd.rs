//! A whole shop far behind at once: one image is built, and nobody starves whoever builds it.

use crate::support::catalogue::import;
use crate::support::http::get;
use crate::support::register::Register;
use crate::support::shop::Shop;
use futures::future::join_all;
use pos_protocol::catalog::Cursor;
use pos_protocol::codes::Problem;
use pos_protocol::hash::Hash;
use reqwest::StatusCode;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn more_tills_than_connections_are_all_offered_the_one_image() {
    let shop = Shop::open().await;
    import(&shop, "A1,Mug,Kitchen,,each,2.55,VAT,20,true\n").await;
    let token = Register::enrolled(&shop).await.token(&shop).await;
    let cursor = Cursor {
        version: 7,
        hash: Hash([7; 32]),
    };
    // Whoever builds the first image is held up until all the others have come.
    let mut hold = shop.db().begin().await.unwrap();
    sqlx::raw_sql(
        "set local idle_in_transaction_session_timeout = '1min'; lock table catalog.image in share row exclusive mode",
    )
    .execute(&mut *hold)
    .await
    .unwrap();
    let path = format!("/v1/catalog/changes?cursor={cursor}");
    let asking = (0..24).map(|_| tokio::spawn(get(&shop, &path).bearer_auth(&token).send()));
    let asking: Vec<_> = asking.collect();
    tokio::time::sleep(std::time::Duration::from_millis(1_000)).await;
    hold.rollback().await.unwrap();
    for answer in join_all(asking).await {
        let answer = answer.unwrap().unwrap();
        assert_eq!(answer.status(), StatusCode::GONE);
        let problem: Problem = answer.json().await.unwrap();
        assert!(problem.snapshot.is_some(), "{problem:?}");
    }
    assert_eq!(shop.count("select count(*) from catalog.image").await, 1);
    shop.close().await;
}
