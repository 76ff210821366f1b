//! Several who write under one register's name at the same time: what one has read without a lock is worth nothing once
//! another has written, and each is taken in as if it had come alone.

use crate::support::held::basket;
use crate::support::http::keyed;
use crate::support::journal::{Till, mug};
use crate::support::login::access_token;
use crate::support::office::Browser;
use crate::support::shop::Shop;
use crate::support::waiting::in_turn;
use pos_core::ShiftTotals;
use pos_protocol::codes::Code;
use pos_protocol::entry::Sealed;
use pos_protocol::sync::Fate;
use reqwest::StatusCode;
use serde_json::json;
use sqlx::{Postgres, Transaction};

const CLOSINGS_THAT_DIFFER: &str =
    "select count(*) from ordering.shift_closings where figures_differ";

/// Who waits for the row of this query goes on when the transaction ends.
async fn hold(shop: &Shop, row: &str) -> Transaction<'static, Postgres> {
    let mut holder = shop.db().begin().await.unwrap();
    let row = format!("set local idle_in_transaction_session_timeout = 0; {row} for no key update");
    sqlx::raw_sql(sqlx::AssertSqlSafe(row))
        .execute(&mut *holder)
        .await
        .unwrap();
    holder
}

async fn hold_register(shop: &Shop, till: &Till) -> Transaction<'static, Postgres> {
    let register = till.register;
    let row = format!("select from identity.register where id = '{register}'");
    hold(shop, &row).await
}

/// A till that has opened a shift, sold a mug in it, and closed it on a copy of its disk: the order, and the closing with
/// what comes before it there.
async fn till_and_copy(shop: &Shop) -> (Till, Sealed, Vec<Sealed>) {
    let mut till = Till::enrolled(shop).await;
    let opening = [till.begin(), till.open_shift()];
    till.push(&opening).await;
    let sold = mug();
    let order = till.order(&sold);
    (till.next.branch, till.next.seq, till.next.parent) = ("0c0b1ed0".to_owned(), 1, None);
    let totals = ShiftTotals::default().with(&sold).unwrap();
    let closing = vec![till.begin(), till.close_shift(totals)];
    (till, order, closing)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_order_whose_shift_is_closed_meanwhile_is_counted_in_its_closing() {
    let shop = Shop::open().await;
    let (till, order, closing) = till_and_copy(&shop).await;
    let holder = hold_register(&shop, &till).await;
    let orders = [order];
    let (closed, sold) = in_turn(&shop, holder, till.push(&closing), till.push(&orders)).await;
    assert_eq!(closed.verdicts[1].fate, Fate::Accepted);
    assert_eq!(sold.verdicts[0].fate, Fate::Accepted);
    assert_eq!(shop.count(CLOSINGS_THAT_DIFFER).await, 0);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_order_that_two_bring_at_once_is_booked_once() {
    let shop = Shop::open().await;
    let (till, order, _) = till_and_copy(&shop).await;
    let courier = Till::enrolled(&shop).await;
    let holder = hold_register(&shop, &till).await;
    let orders = [order];
    let (one, other) = in_turn(&shop, holder, till.push(&orders), courier.push(&orders)).await;
    let fates = [one, other].map(|answer| answer.verdicts[0].fate);
    assert_eq!(fates, [Fate::Accepted, Fate::Duplicate]);
    let written =
        "select (select count(*) from ordering.orders) + (select count(*) from platform.outbox)";
    assert_eq!(shop.count(written).await, 2);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_orders_with_one_place_are_known_as_a_fork_also_when_they_come_at_once() {
    let shop = Shop::open().await;
    let mut till = Till::enrolled(&shop).await;
    let began = [till.begin()];
    till.push(&began).await;
    let one = [till.order(&mug())];
    (till.next.seq, till.next.parent) = (2, Some(began[0].hash));
    let other = [till.order(&mug())];
    let holder = hold_register(&shop, &till).await;
    let (one, other) = in_turn(&shop, holder, till.push(&one), till.push(&other)).await;
    let codes = [one, other].map(|answer| answer.verdicts[0].code);
    assert_eq!(codes, [None, Some(Code::Fork)]);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_comes_while_its_register_is_taken_out_of_use_goes_to_quarantine() {
    let shop = Shop::open().await;
    let (till, order, _) = till_and_copy(&shop).await;
    let holder = hold_register(&shop, &till).await;
    let revoke = keyed(
        &shop,
        &format!("/v1/identity/registers/{}/revoke", till.register),
    )
    .bearer_auth(access_token("ada").await)
    .json(&json!({ "reason": "stolen" }));
    let orders = [order];
    let (revoked, sold) = in_turn(&shop, holder, revoke.send(), till.push(&orders)).await;
    assert_eq!(revoked.unwrap().status(), StatusCode::OK);
    let verdict = &sold.verdicts[0];
    let quarantined = (Fate::Quarantined, Some(Code::RegisterRevoked));
    assert_eq!((verdict.fate, verdict.code), quarantined);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_order_that_an_admin_books_while_its_shift_is_closed_is_counted_in_the_closing() {
    let shop = Shop::open().await;
    let (mut till, order, mut closing) = till_and_copy(&shop).await;
    let faulty = "alter table ordering.orders add constraint faulty check (seq <> 3)";
    sqlx::query(faulty).execute(shop.db()).await.unwrap();
    let unbookable = till.push(std::slice::from_ref(&order)).await;
    assert_eq!(unbookable.verdicts[0].code, Some(Code::Unbookable));
    let mended = "alter table ordering.orders drop constraint faulty";
    sqlx::query(mended).execute(shop.db()).await.unwrap();

    // Whoever puts a basket aside waits for the list's stamp when all else is done.
    closing.push(till.hold(&basket("Ben", 1)));
    let ada = Browser::of(&shop, "ada", &["admin"]).await;
    let path = format!("/admin/api/entries/{}/book", order.hash);
    let book = ada.post(&path).json(&json!({ "reason": "mended" }));
    let holder = hold(&shop, "select from basket.stamp").await;
    let (closed, booked) = in_turn(&shop, holder, till.push(&closing), book.send()).await;
    assert_eq!(closed.verdicts[1].fate, Fate::Accepted);
    assert_eq!(booked.unwrap().status(), StatusCode::NO_CONTENT);
    assert_eq!(shop.count(CLOSINGS_THAT_DIFFER).await, 0);
    shop.close().await;
}
