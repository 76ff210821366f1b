//! Any day at a register, with restarts anywhere: the sums hold, the chain verifies, and no restart changes a thing.

use crate::paying::{card, cash, id, voucher};
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
    Discount(u32, i64),
    Cash(i64),
    Drawer,
    Count(i64),
    Remove(u32),
    Void,
    Hold,
    Resume(usize),
    VoidHeld(usize),
    Refund,
    Begin,
    Pay(i64),
    PayAgain,
    Tender(u8, i64),
    TenderAgain,
    Undo(u32),
    BringBack(u32, i64),
    Close,
    Open,
    SignOut,
    SignIn,
    Lock,
    Pin(bool),
    Restart,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        8 => (0..7usize, -1..60_000i64).prop_map(|(code, quantity)| Step::Add(code, quantity)),
        2 => (0..6u32, -1..9_000i64).prop_map(|(line, quantity)| Step::Quantity(line, quantity)),
        2 => (0..6u32, 0..200_000i64).prop_map(|(line, price)| Step::Override(line, price)),
        2 => (0..6u32, -1..500_000i64).prop_map(|(line, rate)| Step::Discount(line, rate)),
        2 => (-9_000..9_000i64).prop_map(Step::Cash),
        1 => Just(Step::Drawer),
        1 => (-1..30_000i64).prop_map(Step::Count),
        2 => (0..6u32).prop_map(Step::Remove),
        1 => Just(Step::Void),
        2 => Just(Step::Hold),
        2 => (0..3usize).prop_map(Step::Resume),
        1 => (0..3usize).prop_map(Step::VoidHeld),
        1 => Just(Step::Refund),
        2 => Just(Step::Begin),
        5 => (-1..5_000i64).prop_map(Step::Pay),
        1 => Just(Step::PayAgain),
        4 => (0..3u8, 1..120i64).prop_map(|(kind, percent)| Step::Tender(kind, percent)),
        1 => Just(Step::TenderAgain),
        2 => (0..9u32).prop_map(Step::Undo),
        2 => (1..4u32, 1..3_000i64).prop_map(|(line, quantity)| Step::BringBack(line, quantity)),
        1 => Just(Step::Close),
        2 => Just(Step::Open),
        1 => Just(Step::SignOut),
        2 => Just(Step::SignIn),
        1 => Just(Step::Lock),
        2 => (0..4u8).prop_map(|draw| Step::Pin(draw > 0)),
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
    tendered: &mut Option<TakeTender>,
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
        Step::Discount(number, rate) => {
            let rate_e4 = u64::try_from(rate).unwrap_or(u64::MAX);
            let discount = Some(pos_core::Discount::Percent { rate_e4 });
            discount_line(till, DiscountLine { number, discount })?;
        }
        Step::Cash(minor) => {
            let request = MoveCash {
                amount: amount(minor.abs()),
                reason: if minor % 7 == 0 { "" } else { "Bank" }.to_owned(),
            };
            let moved = if minor < 0 { pay_out } else { pay_in };
            moved(till, &request)?;
        }
        Step::Drawer => drop(open_drawer(till, "Change for a note")?),
        Step::Count(minor) => drop(count_drawer(till, amount(minor))?),
        Step::Remove(number) => drop(remove_line(till, RemoveLine { number })?),
        Step::Void => void_basket(till)?,
        Step::Hold => drop(hold_basket(till, &HoldBasket::default())?),
        Step::Resume(place) => {
            let (id, fence) = (held(till, place), None);
            let resumed = resume_basket(till, &ResumeBasket { id, fence })?;
            assert_eq!(resumed.changes, []);
        }
        Step::VoidHeld(place) => {
            let id = held(till, place);
            void_held(till, &VoidHeld { id })?;
        }
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
        Step::Tender(kind, percent) => {
            let payment = begin_payment(till, &BeginPayment::default())?;
            let of = payment.due_exactly.minor() * percent / 100;
            let tender = [cash, card, voucher][usize::from(kind)](of);
            let order_id = payment.order_id;
            let id = id(till.journal_len()? as u32);
            let request = TakeTender {
                order_id,
                id,
                tender,
            };
            take_tender(till, &request)?;
            *tendered = Some(request);
        }
        Step::TenderAgain => {
            if let Some(request) = tendered {
                let before = till.journal_len()?;
                let _ = take_tender(till, request);
                assert_eq!(till.journal_len()?, before, "taken twice");
            }
        }
        Step::Undo(at) => {
            if let Some(payment) = payment(till)? {
                let taken = &payment.tenders[at as usize % payment.tenders.len()];
                let (order_id, id) = (payment.order_id.clone(), taken.id.clone());
                undo_tender(till, &UndoTender { order_id, id })?;
            }
        }
        Step::BringBack(number, count) => {
            if let Some(done) = last_sale(till)? {
                let lines = vec![(number, quantity(count)?)];
                let receipt = done.receipt.number;
                bring_back(till, &BringBack { receipt, lines })?;
            }
        }
        Step::Close => drop(close_shift(till, &closing(amount(0)))?),
        Step::Open => open(till, 5_000)?,
        Step::SignOut => sign_out(till)?,
        Step::SignIn => shop.sign_in(till, "Sam", SUPERVISOR),
        Step::Lock => lock(till, false)?,
        Step::Pin(right) => drop(sign_in_by_pin(
            till,
            &with_pin("Sam", if right { "2580" } else { "2581" }),
        )?),
        Step::Restart => {}
    }
    Ok(())
}

/// The id of the held basket in this place of the list, or none of any.
fn held(till: &Till, place: usize) -> String {
    let held = held_baskets(till).unwrap();
    held.get(place)
        .map_or_else(String::new, |held| held.id.clone())
}

/// Everything that a window shows.
fn seen(till: &Till) -> String {
    format!("{:?}\n{}", till.session(), kept(till))
}

/// The same, whoever is there: a restart locks the register.
fn kept(till: &Till) -> String {
    format!(
        "{:?}\n{:?}\n{:?}\n{:?}\n{:?}\n{:?}\n{:?}\n{:?}",
        payment(till).unwrap(),
        basket(till).unwrap(),
        held_baskets(till).unwrap(),
        shift(till).unwrap(),
        shift_report(till).ok(),
        last_sale(till).unwrap(),
        till.waiting().unwrap(),
        tiles(till, None).unwrap()
    )
}

fn sums(shop: &Shop) -> Vec<i64> {
    let db = Connection::open(shop.db()).unwrap();
    let sums = "SELECT (SELECT ifnull(sum(gross), 0) FROM orders), (SELECT ifnull(sum(gross), 0) FROM order_lines),
        (SELECT ifnull(sum(json_extract(totals, '$.sales_gross') + json_extract(totals, '$.refunds_gross')), 0) FROM shifts),
        (SELECT ifnull(sum(json_extract(totals, '$.cash') + json_extract(totals, '$.card')
            + json_extract(totals, '$.voucher')), 0) FROM shifts),
        (SELECT ifnull(sum(net + tax), 0) FROM order_lines)";
    let row = |row: &rusqlite::Row<'_>| (0..5).map(|column| row.get(column)).collect();
    db.query_row(sums, [], row).unwrap()
}

/// How many shifts' cash in and out is not the sum of their movements.
fn drawers_off(shop: &Shop) -> i64 {
    let db = Connection::open(shop.db()).unwrap();
    let off = "SELECT count(*) FROM shifts s WHERE
        ifnull(json_extract(totals, '$.paid_in'), 0) + ifnull(json_extract(totals, '$.paid_out'), 0)
        <> (SELECT ifnull(sum(m.amount), 0) FROM cash_movements m WHERE m.shift_id = s.id)";
    db.query_row(off, [], |row| row.get(0)).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn sums_hold_and_restarts_change_nothing(steps in prop::collection::vec(step(), 1..70)) {
        let shop = Shop::new();
        let mut till = shop.enrolled();
        shop.hire(&mut till, "Sam", SUPERVISOR, "2580");
        open(&mut till, 10_000).unwrap();
        let (mut paid, mut tendered) = (None, None);
        for step in &steps {
            let before = seen(&till);
            let refused = take(&shop, &mut till, step, &mut paid, &mut tendered).is_err();
            // Paying and voiding are two commands each, and a wrong PIN is a fact; other refusals change nothing.
            if refused && !matches!(step, Step::Pay(_) | Step::Tender(..) | Step::Pin(_)) {
                prop_assert_eq!(&seen(&till), &before, "refused, yet changed: {:?}", step);
            }
            if matches!(step, Step::Restart) {
                let (before, here) = (kept(&till), till.session().or(till.locked_by()));
                drop(till);
                till = shop.open();
                prop_assert_eq!(&kept(&till), &before, "a restart changed something");
                prop_assert_eq!((till.session(), till.locked_by()), (None, here));
            }
            if let Some(basket) = basket(&till).unwrap() {
                prop_assert_eq!(Totals::of(&basket.lines).unwrap(), basket.totals);
            }
        }
        let sums = sums(&shop);
        prop_assert!(sums.iter().all(|sum| *sum == sums[0]), "{:?}", sums);
        prop_assert_eq!(drawers_off(&shop), 0);
        prop_assert_eq!(verify_journal(&shop.db()).unwrap().entries, till.journal_len().unwrap());
    }
}
