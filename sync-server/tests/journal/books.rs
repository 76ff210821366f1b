//! What the facts leave in the books: orders, shifts and voided baskets, and what is flagged in them.

use crate::support::journal::{Till, mug, mugs};
use crate::support::shop::Shop;
use pos_core::order::OrderDetails;
use pos_core::{Amount, BasketKind, Due, Order, Paid, ShiftTotals};
use pos_protocol::Fact;
use pos_protocol::fact::{DrawerCounted, DrawerOpened};
use pos_protocol::sync::Fate;

/// Kind, amount, what was expected, reason and staff of a movement of cash.
type Moved = (String, i64, Option<i64>, Option<String>, String);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_shift_is_folded_again_and_a_difference_is_flagged() {
    let shop = Shop::open().await;
    for (off_by, rounding_off_by, differs) in [(0, 0, false), (1, 0, true), (0, 1, true)] {
        let mut till = Till::enrolled(&shop).await;
        let orders = [
            mugs(BasketKind::Sale, 3, OrderDetails::default()),
            mugs(BasketKind::Refund, 1, OrderDetails::default()),
            mug(),
            in_coins_of_ten(&mug()),
        ];
        let mut totals = ShiftTotals::default();
        for order in &orders {
            totals = totals.with(order).unwrap();
        }
        assert_eq!(totals.cash_rounding, Amount::from_minor(5));
        let off = |sum: Amount, by| sum.plus(Amount::from_minor(by)).unwrap();
        totals.tax = off(totals.tax, off_by);
        totals.cash_rounding = off(totals.cash_rounding, rounding_off_by);
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
        assert_eq!(flagged, differs, "off by {off_by} and {rounding_off_by}");
    }
    shop.close().await;
}

/// The same order, paid where ten is the smallest coin.
fn in_coins_of_ten(order: &Order) -> Order {
    let ten = Amount::from_minor(10);
    let due = order.totals().gross;
    let given = Due::new(due, ten).left(&[]).unwrap().cash;
    let paid = Paid::rounded_cash(due, given, ten).unwrap();
    let mut value = serde_json::to_value(order).unwrap();
    value["paid"] = serde_json::to_value(&paid).unwrap();
    value["id"] = serde_json::json!(uuid::Uuid::now_v7());
    serde_json::from_value(value).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_drawer_is_booked_and_a_late_order_stays_with_its_shift() {
    let shop = Shop::open().await;
    let mut till = Till::enrolled(&shop).await;
    let sum = Amount::from_minor;
    let order = mug();
    let totals = ShiftTotals::default().with(&order).unwrap();
    let totals = totals.with_cash(sum(500)).unwrap();
    let totals = totals.with_cash(sum(-120)).unwrap();
    let opened = DrawerOpened {
        shift: till.shift.to_string(),
        reason: "Change for a note".to_owned(),
    };
    let counted = DrawerCounted {
        shift: till.shift.to_string(),
        counted: sum(10_635),
        expected: sum(10_635),
    };
    let entries = [
        till.begin(),
        till.open_shift(),
        till.move_cash(500, "Float"),
        till.move_cash(-120, "Milk"),
        till.write(&Fact::DrawerOpened(opened)),
        till.write(&Fact::DrawerCounted(counted)),
        till.close_shift(totals),
    ];
    // The shift's order comes after its closing.
    let late = till.order(&order);
    let flagged = || {
        shop.count("select count(*) from ordering.shift_closings where figures_differ and paid_in = 500 and paid_out = -120")
    };
    let answer = till.push(&entries).await;
    assert!(answer.verdicts.iter().all(|v| v.fate == Fate::Accepted));
    assert_eq!(flagged().await, 1, "the order is missing");
    till.push(&[late]).await;
    assert_eq!(flagged().await, 0, "the order is there");
    let rows: Vec<Moved> = sqlx::query_as(
        "select kind, amount, expected, reason, staff_name from ordering.cash_movements
         where business_day = '2026-11-23' order by kind",
    )
    .fetch_all(shop.db())
    .await
    .unwrap();
    let row = |kind: &str, amount, expected, reason: Option<&str>| {
        let reason = reason.map(str::to_owned);
        (kind.to_owned(), amount, expected, reason, "Kim".to_owned())
    };
    let want = [
        row("counted", 10_635, Some(10_635), None),
        row("in", 500, None, Some("Float")),
        row("opened", 0, None, Some("Change for a note")),
        row("out", -120, None, Some("Milk")),
    ];
    assert_eq!(rows, want);
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
