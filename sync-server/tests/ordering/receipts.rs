//! Receipts across registers: found by their number, with what came back, and judged when too much did.

use crate::support::http::{get, refusal};
use crate::support::journal::{Till, bring_back, mugs, receipt_of};
use crate::support::shop::Shop;
use pos_core::order::OrderDetails;
use pos_core::{
    BasketKind, Card, LastFour, Order, Paid, Quantity, SoldReceipt, Tender, TenderText,
};
use pos_protocol::codes::Code;
use pos_protocol::sync::Fate;
use reqwest::StatusCode;

async fn asked(till: &Till, number: &str) -> SoldReceipt {
    let answer = till.get(&format!("/v1/ordering/receipts/{number}"));
    let answer = answer.send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    answer.json().await.unwrap()
}

async fn flags(shop: &Shop, order: &Order) -> Vec<String> {
    sqlx::query_scalar("select flags from ordering.orders where id = $1::text::uuid")
        .bind(order.id())
        .fetch_one(shop.db())
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_register_is_told_what_a_receipt_sold_and_what_came_back() {
    let shop = Shop::open().await;
    let (mut seller, mut other) = (Till::enrolled(&shop).await, Till::enrolled(&shop).await);
    let order = mugs(BasketKind::Sale, 3, OrderDetails::default());
    let begin = seller.begin();
    let receipt = receipt_of(&seller, &order, seller.next.seq);
    let entries = [begin, seller.order(&order)];
    seller.push(&entries).await;

    let told = asked(&other, &receipt.number.to_lowercase()).await;
    assert_eq!(told, receipt);
    let back = bring_back(&told, 2);
    let entries = [other.begin(), other.order(&back)];
    let answer = other.push(&entries).await;
    assert!(answer.verdicts.iter().all(|v| v.fate == Fate::Accepted));
    let told = asked(&seller, &receipt.number).await;
    assert_eq!(told.lines[0].returned, Quantity::pieces(2).unwrap());
    shop.until("select count(*) = 2 from ordering.books").await;
    assert_eq!(flags(&shop, &back).await, Vec::<String>::new());

    // Orders that were booked long ago have their taxes in the journal alone.
    sqlx::query("update ordering.order_lines set taxes = null")
        .execute(shop.db())
        .await
        .unwrap();
    assert_eq!(asked(&seller, &receipt.number).await, told);

    let unknown = (StatusCode::NOT_FOUND, Code::NotFound);
    for number in ["1-0A1B2C3D-000099", "1842", "%00"] {
        let path = format!("/v1/ordering/receipts/{number}");
        assert_eq!(refusal(seller.get(&path)).await, unknown, "{number}");
    }
    let path = format!("/v1/ordering/receipts/{}", receipt.number);
    let stranger = (StatusCode::UNAUTHORIZED, Code::DeviceUnauthorized);
    assert_eq!(refusal(get(&shop, &path)).await, stranger);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_registers_that_refund_the_same_receipt_are_both_booked_and_flagged() {
    let shop = Shop::open().await;
    let mut tills = [Till::enrolled(&shop).await, Till::enrolled(&shop).await];
    let order = mugs(BasketKind::Sale, 3, OrderDetails::default());
    let mut seller = Till::enrolled(&shop).await;
    let begin = seller.begin();
    let receipt = receipt_of(&seller, &order, seller.next.seq);
    // The returns arrive before the sale that they are of: its register is the last to be online.
    let returns = [bring_back(&receipt, 2), bring_back(&receipt, 2)];
    for (till, back) in tills.iter_mut().zip(&returns) {
        let entries = [till.begin(), till.order(back)];
        till.push(&entries).await;
    }
    shop.until("select count(*) = 2 from ordering.books").await;
    for back in &returns {
        assert_eq!(flags(&shop, back).await, Vec::<String>::new());
    }
    let entries = [begin, seller.order(&order)];
    seller.push(&entries).await;
    shop.until("select count(*) = 3 from ordering.books").await;
    for back in &returns {
        assert_eq!(flags(&shop, back).await, ["over_refunded"]);
    }
    assert_eq!(flags(&shop, &order).await, Vec::<String>::new());
    let gross = shop
        .count("select sum(gross)::bigint from ordering.orders where 'over_refunded' = any(flags)")
        .await;
    assert_eq!(gross, -4 * 255, "both are booked");
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_return_of_something_that_has_no_id_is_kept_for_an_admin() {
    let shop = Shop::open().await;
    let mut till = Till::enrolled(&shop).await;
    let order = mugs(BasketKind::Sale, 1, OrderDetails::default());
    let mut receipt = receipt_of(&till, &order, 2);
    receipt.order = "the one from Tuesday".to_owned();
    let entries = [till.begin(), till.order(&bring_back(&receipt, 1))];
    let answer = till.push(&entries).await;
    assert_eq!(answer.verdicts[1].fate, Fate::Quarantined);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_tender_is_booked_and_of_a_card_four_digits() {
    let shop = Shop::open().await;
    let mut till = Till::enrolled(&shop).await;
    let sold = mugs(BasketKind::Sale, 2, OrderDetails::default());
    let text = |text: &str| TenderText::try_from(text.to_owned()).unwrap();
    let sum = pos_core::Amount::from_minor;
    let tenders = vec![
        Tender::Voucher {
            amount: sum(200),
            code: text("V-9"),
        },
        Tender::Card(Card {
            amount: sum(300),
            reference: Some(text("A-17")),
            brand: Some(text("Visa")),
            last_four: Some(LastFour::try_from("4242".to_owned()).unwrap()),
        }),
    ];
    let due = pos_core::Due::new(sold.totals().gross, sum(0));
    let cash = Tender::Cash { given: sum(50) };
    let paid: Paid = due.take(tenders, cash).unwrap().paid(due).unwrap();
    let mut value = serde_json::to_value(&sold).unwrap();
    value["paid"] = serde_json::to_value(&paid).unwrap();
    let order: Order = serde_json::from_value(value).unwrap();
    let totals = pos_core::ShiftTotals::default().with(&order).unwrap();
    let entries = [
        till.begin(),
        till.open_shift(),
        till.order(&order),
        till.close_shift(totals),
    ];
    till.push(&entries).await;

    type Row = (String, i64, Option<String>, Option<String>, Option<String>);
    let rows: Vec<Row> = sqlx::query_as(
        "select kind, amount, reference, brand, last_four from ordering.payments order by number",
    )
    .fetch_all(shop.db())
    .await
    .unwrap();
    let some = |text: &str| Some(text.to_owned());
    let want = [
        ("voucher".to_owned(), 200, some("V-9"), None, None),
        (
            "card".to_owned(),
            300,
            some("A-17"),
            some("Visa"),
            some("4242"),
        ),
        ("cash".to_owned(), 50, None, None, None),
    ];
    assert_eq!(rows, want);
    let agrees = shop
        .count("select count(*) from ordering.shift_closings where not figures_differ and card = 300 and voucher = 200 and cash = 10")
        .await;
    assert_eq!(agrees, 1);
    shop.close().await;
}
