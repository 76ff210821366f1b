//! What the facts leave in the books: orders, shifts and voided baskets, and what is flagged in them.

use crate::support::journal::{Till, mug, mugs};
use crate::support::shop::Shop;
use pos_core::order::OrderDetails;
use pos_core::{Amount, BasketKind, ShiftTotals};
use pos_protocol::sync::Fate;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_shift_is_folded_again_and_a_difference_is_flagged() {
    let shop = Shop::open().await;
    for (off_by, differs) in [(0, false), (1, true)] {
        let mut till = Till::enrolled(&shop).await;
        let orders = [
            mugs(BasketKind::Sale, 3, OrderDetails::default()),
            mugs(BasketKind::Refund, 1, OrderDetails::default()),
            mug(),
        ];
        let mut totals = ShiftTotals::default();
        for order in &orders {
            totals = totals.with(order).unwrap();
        }
        totals.tax = totals.tax.plus(Amount::from_minor(off_by)).unwrap();
        let mut entries = vec![till.begin(), till.open_shift()];
        entries.extend(orders.iter().map(|order| till.order(order)));
        entries.push(till.close_shift(totals));

        let answer = till.push(&entries).await;
        assert!(answer.verdicts.iter().all(|v| v.fate == Fate::Accepted));
        let flagged: bool = sqlx::query_scalar(
            "select figures_differ from ordering.shift_closings where shift_id = $1",
        )
        .bind(till.shift)
        .fetch_one(shop.db())
        .await
        .unwrap();
        assert_eq!(flagged, differs, "off by {off_by}");
    }
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_order_is_booked_as_the_till_has_it() {
    let shop = Shop::open().await;
    let mut till = Till::enrolled(&shop).await;
    let details = OrderDetails {
        external_reference: Some("C536365".to_owned()),
        note: Some("cracked".to_owned()),
        authorised_by: Some("sam".to_owned()),
        ..OrderDetails::default()
    };
    let refund = mugs(BasketKind::Refund, 2, details);
    let entries = [till.begin(), till.order(&refund)];
    till.push(&entries).await;

    type Row = (String, String, String, i32, i64, i64, i64, Vec<String>);
    let row: Row = sqlx::query_as(
        "select external_reference, kind, business_day::text, lines, net, tax, gross, flags from ordering.orders
         where note = 'cracked' and authorised_by = 'sam' and staff_name = 'Kim' and currency = 'GBP'",
    )
    .fetch_one(shop.db())
    .await
    .unwrap();
    let text = str::to_owned;
    let want = (
        text("C536365"),
        text("refund"),
        text("2026-11-23"),
        1,
        -425,
        -85,
        -510,
        vec![],
    );
    assert_eq!(row, want);
    let line: (String, i64, i64, bool, i64) = sqlx::query_as(
        "select code, quantity, unit_price, overridden, gross from ordering.order_lines",
    )
    .fetch_one(shop.db())
    .await
    .unwrap();
    assert_eq!(line, (text("22423"), -2_000, 25_500, false, -510));
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn figures_that_the_server_computes_otherwise_are_booked_and_flagged() {
    let shop = Shop::open().await;
    let mut till = Till::enrolled(&shop).await;
    // A penny moved from the tax to the net: it still adds up, but 20 % of it is not that.
    let json = serde_json::to_string(&mug()).unwrap();
    assert!(json.contains("43") && json.contains("212"), "{json}");
    let bent = serde_json::from_str(&json.replace("43", "42").replace("212", "213")).unwrap();
    let entries = [till.begin(), till.order(&bent), till.order(&mug())];

    let answer = till.push(&entries).await;
    assert!(answer.verdicts.iter().all(|v| v.fate == Fate::Accepted));
    let flags: Vec<Vec<String>> =
        sqlx::query_scalar("select flags from ordering.orders order by seq")
            .fetch_all(shop.db())
            .await
            .unwrap();
    assert_eq!(flags, [vec!["figures_differ".to_owned()], vec![]]);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_voided_basket_is_kept_for_the_owner() {
    let shop = Shop::open().await;
    let mut till = Till::enrolled(&shop).await;
    let entries = [till.begin(), till.open_shift(), till.void()];
    till.push(&entries).await;
    let kept = shop
        .count("select gross from basket.voided where lines = 2 and staff_id = 'kim' and business_day = '2026-11-23'")
        .await;
    assert_eq!(kept, 510);
    shop.close().await;
}
