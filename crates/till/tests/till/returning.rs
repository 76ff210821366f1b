//! Goods that come back against a receipt: found by its number, capped, paid back as they were paid, whoever asks and
//! however often.

use crate::bad_input::acts::back;
use crate::support::*;
use pos_core::{Discount, Order, OrderKind, Quantity, SoldLine, SoldReceipt};
use pos_protocol::Fact;
use pos_protocol::basket::Claimed;
use pos_till::features::*;
use pos_till::verify::verify_journal;
use pos_till::views::SaleDone;
use pos_till::{Till, TillError};

/// Sells three lanterns and two pots with 10 % off everything.
fn sold(till: &mut Till) -> SaleDone {
    add_line(till, &line("71053", "3")).unwrap();
    add_line(till, &line("M5", "2")).unwrap();
    discount_basket(till, Some(Discount::percent("10").unwrap())).unwrap();
    sell(till, &[], None)
}

fn pay(till: &mut Till) -> Order {
    sell(till, &[], None).receipt.order
}

#[test]
fn a_receipt_is_found_in_small_letters_and_gives_back_what_was_paid() {
    let shop = Shop::new();
    let mut till = shop.selling();
    let sale = sold(&mut till);
    shop.sign_in(&mut till, "Cass", CASHIER);
    let number = &sale.receipt.number;
    let found = find_receipt(&till, &number.to_lowercase()).unwrap();
    assert_eq!(&found.number, number);
    let left: Vec<_> = found.lines.iter().map(|line| line.left).collect();
    assert_eq!(left, [quantity("3"), quantity("2")]);

    let request = BringBack {
        receipt: number.clone(),
        lines: vec![(1, quantity("1")), (2, quantity("2"))],
    };
    let before = (basket(&till).unwrap(), till.journal_len().unwrap());
    let quote = quote_return(&till, &request).unwrap();
    assert_eq!(
        (basket(&till).unwrap(), till.journal_len().unwrap()),
        before
    );
    let view = bring_back(&mut till, &request).unwrap();
    assert_eq!(view.totals.gross, quote.gross);
    // 10 % off 10.17 and 25.50: the lanterns cost 9.15, the pots 22.95.
    assert_eq!(quote.lines, [(1, amount(-305)), (2, amount(-2295))]);
    let order = pay(&mut till);
    assert_eq!(
        (order.kind(), order.authorised_by()),
        (OrderKind::Refund, None)
    );
    assert_eq!(order.recompute().unwrap(), vec![]);
    drop(till);
    let mut till = shop.open();
    let found = find_receipt(&till, number).unwrap();
    let left: Vec<_> = found.lines.iter().map(|line| line.left).collect();
    assert_eq!(left, [quantity("2"), Quantity::NOTHING]);
    let error = back(&mut till, number, &[(1, "3")]).unwrap_err();
    assert_eq!(error.code(), "more_than_sold");
    assert_eq!(error.details()["left"], "2");
    verify_journal(&shop.db()).unwrap();
}

#[test]
fn all_parts_of_a_receipt_are_the_receipt() {
    let shop = Shop::new();
    let mut till = shop.selling();
    let sale = sold(&mut till);
    let number = &sale.receipt.number;
    for parts in [
        vec![(1, "1")],
        vec![(2, "1"), (1, "1")],
        vec![(1, "1"), (2, "1")],
    ] {
        back(&mut till, number, &parts).unwrap();
        pay(&mut till);
    }
    let report = shift_report(&till).unwrap();
    let gross = sale.receipt.order.totals().gross;
    assert_eq!(
        (report.sales_gross, report.refunds_gross),
        (gross, gross.negated().unwrap())
    );
    assert_eq!((report.tax, report.cash), (amount(0), amount(0)));
    assert_eq!((report.sales, report.refunds), (1, 3));
}

#[test]
fn goods_come_back_and_leave_in_one_basket_but_without_a_receipt_only_by_a_supervisor() {
    let shop = Shop::new();
    let mut till = shop.selling();
    let sale = sold(&mut till);
    shop.sign_in(&mut till, "Cass", CASHIER);
    add_line(&mut till, &line("22720", "1")).unwrap();
    back(&mut till, &sale.receipt.number, &[(1, "1")]).unwrap();
    let error = add_line(&mut till, &line("M5", "-1")).unwrap_err();
    assert_eq!(error.code(), "supervisor_required");
    let again = back(&mut till, &sale.receipt.number, &[(1, "1")]).unwrap_err();
    assert_eq!(again.code(), "return_in_basket");
    let more = ChangeQuantity {
        number: 2,
        quantity: quantity("2"),
    };
    let changed = change_quantity(&mut till, &more).unwrap();
    assert_eq!(changed.line.figures.gross, amount(-610));
    let order = pay(&mut till);
    assert_eq!(order.kind(), OrderKind::Exchange);
    assert_eq!(order.totals().gross, amount(495 - 610));
    drop(till);
    verify_journal(&shop.db()).unwrap();
}

#[test]
fn what_can_not_come_back_changes_nothing() {
    let shop = Shop::new();
    let mut till = shop.selling();
    let sale = sold(&mut till);
    let number = sale.receipt.number.as_str();
    back(&mut till, number, &[(2, "1")]).unwrap();
    let before = basket(&till).unwrap();
    let cases: [(&[(u32, &str)], &str); 6] = [
        (&[], "nothing_chosen"),
        (&[(9, "1")], "not_on_receipt"),
        (&[(1, "0")], "zero_quantity"),
        (&[(1, "-1")], "more_than_sold"),
        (&[(1, "1"), (1, "1")], "return_in_basket"),
        (&[(1, "1"), (1, "4")], "return_in_basket"),
    ];
    for (lines, code) in cases {
        assert_eq!(back(&mut till, number, lines).unwrap_err().code(), code);
        assert_eq!(basket(&till).unwrap(), before, "{code}");
    }
    let price = OverridePrice {
        number: 1,
        price: price("9.00"),
        reason: "Goodwill".into(),
    };
    let error = override_price(&mut till, &price).unwrap_err();
    assert_eq!(error.code(), "returned_line");
    assert_eq!(basket(&till).unwrap(), before);
}

/// What the server tells of a receipt of another register.
fn other(returned: &str) -> SoldReceipt {
    let shop = Shop::new();
    let mut till = shop.selling();
    let order = sold(&mut till).receipt.order;
    let mut lines: Vec<SoldLine> = order.lines().iter().map(SoldLine::of).collect();
    lines[0].returned = quantity(returned);
    SoldReceipt {
        order: "0199f3a0-0000-7000-8000-000000000099".into(),
        number: "1-0A1B2C3D-000007".into(),
        business_day: "2026-11-01".into(),
        paid_at: "2026-11-01T12:00:00Z".into(),
        currency: "GBP".into(),
        lines,
    }
}

#[test]
fn a_receipt_of_another_register_counts_what_came_back_there_and_here() {
    let shop = Shop::new();
    let mut till = shop.selling();
    remember_receipt(&mut till, other("1"), 0).unwrap();
    let number = "1-0A1B2C3D-000007";
    let left = |till: &Till| find_receipt(till, number).unwrap().lines[0].left;
    assert_eq!(left(&till), quantity("2"));
    back(&mut till, number, &[(1, "1")]).unwrap();
    let order = pay(&mut till);
    assert_eq!(order.recompute().unwrap(), vec![]);
    assert_eq!(left(&till), quantity("1"));
    // The server hears of it and tells of two: that is the same one, not a third.
    let held = till.journal_len().unwrap();
    remember_receipt(&mut till, other("2"), held).unwrap();
    assert_eq!(left(&till), quantity("1"));
}

#[test]
fn what_came_back_meanwhile_is_said_before_it_is_paid() {
    let shop = Shop::new();
    let mut till = shop.selling();
    remember_receipt(&mut till, other("0"), 0).unwrap();
    let number = "1-0A1B2C3D-000007";
    back(&mut till, number, &[(1, "3")]).unwrap();
    remember_receipt(&mut till, other("1"), 0).unwrap();
    let payment = begin_payment(&mut till, &BeginPayment::default()).unwrap();
    let request = PayCash {
        order_id: payment.order_id,
        given: payment.due,
    };
    let error: TillError = pay_cash(&mut till, &request).unwrap_err();
    assert_eq!(error.code(), "returned_meanwhile");
    assert_eq!(error.details()["line"], "1");
    remove_line(&mut till, RemoveLine { number: 1 }).unwrap();
    back(&mut till, number, &[(1, "2")]).unwrap();
    pay(&mut till);
}

/// Another register put both baskets aside; this one has never seen the receipt, and takes the goods back once.
#[test]
fn the_same_goods_in_two_baskets_of_another_register_come_back_once() {
    let elsewhere = Shop::new();
    let mut other_till = elsewhere.selling();
    remember_receipt(&mut other_till, other("0"), 0).unwrap();
    let mut held = || {
        back(&mut other_till, "1-0A1B2C3D-000007", &[(1, "3")]).unwrap();
        hold_basket(&mut other_till, &HoldBasket::default()).unwrap();
        let entries = other_till.entries_after(0, usize::MAX, usize::MAX).unwrap();
        let body = entries.last().unwrap().open().unwrap();
        match Fact::read(&body.kind, body.payload.get()).unwrap() {
            Fact::BasketHeld(held) => held.basket,
            other => panic!("{}", other.kind()),
        }
    };
    let baskets = [held(), held()];
    let shop = Shop::new();
    let mut till = shop.selling();
    let [first, second] = baskets.map(|basket| Claimed { basket });
    resume_claimed(&mut till, first).unwrap();
    pay(&mut till);
    resume_claimed(&mut till, second).unwrap();
    let payment = begin_payment(&mut till, &BeginPayment::default()).unwrap();
    let request = PayCash {
        order_id: payment.order_id,
        given: payment.due,
    };
    let error = pay_cash(&mut till, &request).unwrap_err();
    assert_eq!(error.code(), "returned_meanwhile");
}
