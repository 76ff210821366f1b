//! Any day at a register, with restarts anywhere: the sums hold, the chain verifies, and no restart changes a thing.

use crate::support::*;
use pos_core::Totals;
use pos_till::features::*;
use pos_till::verify::verify_journal;
use pos_till::{Till, TillError};
use proptest::prelude::*;
use rusqlite::Connection;

#[derive(Debug, Clone)]
enum Step {
    Add(usize, i64),
    Quantity(u32, i64),
    Override(u32, i64),
    Remove(u32),
    Void,
    Refund,
    Begin,
    Pay(i64),
    PayAgain,
    Close,
    Open,
    SignOut,
    SignIn,
    Restart,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        8 => (0..7usize, -1..60_000i64).prop_map(|(code, quantity)| Step::Add(code, quantity)),
        2 => (0..6u32, -1..9_000i64).prop_map(|(line, quantity)| Step::Quantity(line, quantity)),
        2 => (0..6u32, 0..200_000i64).prop_map(|(line, price)| Step::Override(line, price)),
        2 => (0..6u32).prop_map(Step::Remove),
        1 => Just(Step::Void),
        1 => Just(Step::Refund),
        2 => Just(Step::Begin),
        5 => (-1..5_000i64).prop_map(Step::Pay),
        1 => Just(Step::PayAgain),
        1 => Just(Step::Close),
        2 => Just(Step::Open),
        1 => Just(Step::SignOut),
        2 => Just(Step::SignIn),
        3 => Just(Step::Restart),
    ]
}

const CODES: [&str; 7] = [
    "85123A",
    "85123a",
    "71053",
    "M5",
    "22720",
    "none",
    "2000000000016",
];

fn take(
    shop: &Shop,
    till: &mut Till,
    step: &Step,
    paid: &mut Option<PayCash>,
) -> Result<(), TillError> {
    let quantity = |thousandths| pos_core::Quantity::from_thousandths(thousandths);
    match *step {
        Step::Add(code, count) => {
            let text = CODES[code].to_owned();
            add_line(
                till,
                &AddLine {
                    text,
                    quantity: quantity(count)?,
                },
            )?;
        }
        Step::Quantity(number, count) => {
            let quantity = quantity(count)?;
            change_quantity(till, &ChangeQuantity { number, quantity })?;
        }
        Step::Override(number, e4) => {
            let price = pos_core::UnitPrice::from_e4(e4)?;
            let reason = if e4 % 5 == 0 { "" } else { "Dented" }.to_owned();
            override_price(
                till,
                &OverridePrice {
                    number,
                    price,
                    reason,
                },
            )?;
        }
        Step::Remove(number) => drop(remove_line(till, RemoveLine { number })?),
        Step::Void => void_basket(till)?,
        Step::Refund => drop(start_refund(till)?),
        Step::Begin => drop(begin_payment(till, &BeginPayment::default())?),
        Step::Pay(more) => {
            let payment = begin_payment(till, &BeginPayment::default())?;
            let more = if payment.due < amount(0) { 0 } else { more };
            let request = PayCash {
                given: payment.due.plus(amount(more))?,
                order_id: payment.order_id,
            };
            let done = pay_cash(till, &request)?;
            assert_eq!(
                done.receipt.order.paid().kept()?,
                done.receipt.order.totals().gross
            );
            assert!(done.receipt.order.recompute()?.is_empty());
            *paid = Some(request);
        }
        Step::PayAgain => {
            if let Some(request) = paid {
                assert_eq!(
                    pay_cash(till, request)?.receipt.order.id(),
                    request.order_id
                );
            }
        }
        Step::Close => drop(close_shift(till, &CloseShift { counted: amount(0) })?),
        Step::Open => open(till, 5_000)?,
        Step::SignOut => sign_out(till)?,
        Step::SignIn => shop.sign_in(till, "Sam", SUPERVISOR),
        Step::Restart => {}
    }
    Ok(())
}

/// Everything that a window shows.
fn seen(till: &Till) -> String {
    format!(
        "{:?}\n{:?}\n{:?}\n{:?}\n{:?}\n{:?}\n{:?}",
        basket(till).unwrap(),
        shift(till).unwrap(),
        shift_report(till).ok(),
        last_sale(till).unwrap(),
        till.session(),
        till.waiting().unwrap(),
        tiles(till, None).unwrap()
    )
}

fn sums(shop: &Shop) -> Vec<i64> {
    let db = Connection::open(shop.db()).unwrap();
    let sums = "SELECT (SELECT ifnull(sum(gross), 0) FROM orders), (SELECT ifnull(sum(gross), 0) FROM order_lines),
        (SELECT ifnull(sum(json_extract(totals, '$.sales_gross') + json_extract(totals, '$.refunds_gross')), 0) FROM shifts),
        (SELECT ifnull(sum(json_extract(totals, '$.cash')), 0) FROM shifts),
        (SELECT ifnull(sum(net + tax), 0) FROM order_lines)";
    let row = |row: &rusqlite::Row<'_>| (0..5).map(|column| row.get(column)).collect();
    db.query_row(sums, [], row).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn sums_hold_and_restarts_change_nothing(steps in prop::collection::vec(step(), 1..70)) {
        let shop = Shop::new();
        let mut till = shop.selling();
        let mut paid = None;
        for step in &steps {
            let before = seen(&till);
            let refused = take(&shop, &mut till, step, &mut paid).is_err();
            // Paying and voiding are two commands each; only whole refusals are compared.
            if refused && !matches!(step, Step::Pay(_)) {
                prop_assert_eq!(&seen(&till), &before, "refused, yet changed: {:?}", step);
            }
            if matches!(step, Step::Restart) {
                drop(till);
                till = shop.open();
                prop_assert_eq!(&seen(&till), &before, "a restart changed something");
            }
            if let Some(basket) = basket(&till).unwrap() {
                prop_assert_eq!(Totals::of(&basket.lines).unwrap(), basket.totals);
            }
        }
        let sums = sums(&shop);
        prop_assert!(sums.iter().all(|sum| *sum == sums[0]), "{:?}", sums);
        prop_assert_eq!(verify_journal(&shop.db()).unwrap().entries, till.journal_len().unwrap());
    }
}
