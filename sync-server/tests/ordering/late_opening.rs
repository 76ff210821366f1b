//! A shift whose opening is booked after its closing: the closing is compared with all of it then.

use crate::support::journal::{Till, mug};
use crate::support::office::Browser;
use crate::support::shop::Shop;
use pos_core::ShiftTotals;
use pos_protocol::codes::Code;
use pos_protocol::sync::Fate;
use reqwest::StatusCode;
use serde_json::json;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_closing_agrees_once_its_opening_is_booked() {
    let shop = Shop::open().await;
    let faulty = "alter table ordering.shifts add constraint faulty check (number <> 1)";
    sqlx::query(faulty).execute(shop.db()).await.unwrap();
    let mut till = Till::enrolled(&shop).await;
    let sold = mug();
    let totals = ShiftTotals::default().with(&sold).unwrap();
    let entries = [
        till.begin(),
        till.open_shift(),
        till.order(&sold),
        till.close_shift(totals),
    ];
    let verdicts = till.push(&entries).await.verdicts;
    let unbookable = (Fate::Quarantined, Some(Code::Unbookable));
    assert_eq!((verdicts[1].fate, verdicts[1].code), unbookable);
    let differs = "select count(*) from ordering.shift_closings where figures_differ";
    assert_eq!(shop.count(differs).await, 1, "nobody knows the float yet");

    let mended = "alter table ordering.shifts drop constraint faulty";
    sqlx::query(mended).execute(shop.db()).await.unwrap();
    let ada = Browser::of(&shop, "ada", &["admin"]).await;
    let path = format!("/admin/api/entries/{}/book", entries[1].hash);
    let why = json!({ "reason": "mended" });
    let booked = ada.post(&path).json(&why).send().await.unwrap();
    assert_eq!(booked.status(), StatusCode::NO_CONTENT);
    assert_eq!(shop.count(differs).await, 0);
    shop.close().await;
}
