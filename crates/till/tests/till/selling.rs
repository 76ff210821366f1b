//! The day of a register: shift, sales, override, void, refund, and what it all comes to after a restart.

use crate::support::*;
use pos_core::{BasketKind, OrderKind};
use pos_protocol::Fact;
use pos_till::features::*;
use pos_till::verify::verify_journal;

#[test]
fn a_sale_is_rung_up_changed_paid_and_on_disk() {
    let shop = Shop::new();
    let mut till = shop.selling();
    add_line(&mut till, &line("85123A", "6")).unwrap();
    add_line(&mut till, &line("2000000000022", "1")).unwrap();
    add_line(&mut till, &line("0036000291452", "2")).unwrap();
    let change = ChangeQuantity {
        number: 1,
        quantity: quantity("4"),
    };
    assert_eq!(change_quantity(&mut till, &change).unwrap().revision, 4);
    let request = OverridePrice {
        number: 3,
        price: price("3.00"),
        reason: "Dented".into(),
    };
    let changed = override_price(&mut till, &request).unwrap();
    assert_eq!(changed.totals.gross, amount(4 * 255 + 295 + 600));
    let changed = remove_line(&mut till, RemoveLine { number: 2 }).unwrap();
    assert_eq!((changed.removed, changed.line.number), (Some(2), 2));
    assert_eq!(changed.totals.gross, amount(1620));

    let request = BeginPayment {
        external_reference: Some("536365".into()),
        note: Some("Gift wrapped".into()),
    };
    let payment = begin_payment(&mut till, &request).unwrap();
    assert_eq!(payment.due, amount(1620));
    assert_eq!(payment.quick_cash[..2], [amount(1620), amount(1700)]);
    let request = PayCash {
        order_id: payment.order_id.clone(),
        given: amount(2000),
    };
    let done = pay_cash(&mut till, &request).unwrap();
    assert_eq!(done.change, amount(380));
    assert_eq!(done.receipt.order.totals().tax, amount(170 + 100));
    assert_eq!(done.receipt.order.external_reference(), Some("536365"));
    assert!(
        done.receipt.number.starts_with("2-"),
        "{}",
        done.receipt.number
    );
    assert_eq!(done.receipt.staff, "Sam");

    let before = till.journal_len().unwrap();
    assert_eq!(pay_cash(&mut till, &request).unwrap(), done, "paid twice");
    assert_eq!(till.journal_len().unwrap(), before, "booked twice");
    drop(till);
    let mut till = shop.open();
    assert_eq!(
        pay_cash(&mut till, &request).unwrap(),
        done,
        "after a restart"
    );
    assert_eq!(last_sale(&till).unwrap(), Some(done));
    assert_eq!(basket(&till).unwrap(), None);
    assert_eq!(till.waiting().unwrap().sales, 1);
    verify_journal(&shop.db()).unwrap();
}

/// What lies on the disk at the instant that the screen says done, as a power cut would leave it.
#[test]
fn a_sale_survives_a_power_cut_the_instant_it_is_done() {
    let shop = Shop::new();
    let mut till = shop.selling();
    let done = sell(&mut till, &["85123A", "M5"], Some(2000));
    add_line(&mut till, &line("22720", "2")).unwrap();
    let after = shop.dir().join("after");
    std::fs::create_dir(&after).unwrap();
    for file in ["till.db", "till.db-wal", "device.key"] {
        std::fs::copy(shop.dir().join(file), after.join(file)).unwrap();
    }
    verify_journal(&after.join("till.db")).unwrap();
    let cut = shop.open_in(&after);
    assert_eq!(last_sale(&cut).unwrap(), Some(done));
    assert_eq!(basket(&cut).unwrap(), basket(&till).unwrap());
    assert_eq!(shift_report(&cut).unwrap(), shift_report(&till).unwrap());
    assert_eq!(
        verify_journal(&after.join("till.db")),
        verify_journal(&shop.db())
    );
}

#[test]
fn a_half_rung_basket_and_its_payment_come_back() {
    let shop = Shop::new();
    let mut till = shop.selling();
    add_line(&mut till, &line("85123A", "2")).unwrap();
    let first = begin_payment(&mut till, &BeginPayment::default()).unwrap();
    drop(till);
    let mut till = shop.open();
    assert_eq!(till.session().unwrap().name, "Sam");
    assert_eq!(basket(&till).unwrap().unwrap().lines.len(), 1);
    let again = begin_payment(&mut till, &BeginPayment::default()).unwrap();
    assert_eq!(again, first, "the order keeps its id");
    add_line(&mut till, &line("85123A", "1")).unwrap();
    let request = PayCash {
        order_id: first.order_id,
        given: amount(1000),
    };
    let stale = pay_cash(&mut till, &request).unwrap_err();
    assert_eq!(stale.code(), "payment_not_begun");
}

#[test]
fn a_shift_closes_with_its_totals() {
    let shop = Shop::new();
    let mut till = shop.selling();
    sell(&mut till, &["85123A", "71053"], Some(1000));
    start_refund(&mut till).unwrap();
    let done = sell(&mut till, &["71053"], None);
    assert_eq!(done.receipt.order.kind(), BasketKind::Refund);
    assert_eq!(done.receipt.order.totals().gross, amount(-339));
    assert_eq!(done.receipt.order.authorised_by(), Some("id-Sam"));
    add_line(&mut till, &line("22720", "9")).unwrap();
    void_basket(&mut till).unwrap();
    assert_eq!(shift_report(&till).unwrap().counted_cash, None);
    let counted = amount(10_250);
    let report = close_shift(&mut till, &closing(counted)).unwrap();
    assert_eq!((report.sales, report.refunds), (1, 1));
    assert_eq!(report.sales_gross, amount(594));
    assert_eq!(report.refunds_gross, amount(-339));
    assert_eq!(report.tax, amount(43 + 57 - 57));
    assert_eq!(report.expected_cash, amount(10_255));
    assert_eq!(report.difference, Some(amount(-5)));
    assert_eq!(shift(&till).unwrap(), None);
    open(&mut till, 0).unwrap();
    assert_eq!(shift(&till).unwrap().unwrap().number, 2);
    verify_journal(&shop.db()).unwrap();
}

#[test]
fn what_sold_in_closed_shifts_stands_first_among_the_tiles() {
    let shop = Shop::new();
    let mut till = shop.selling();
    assert_eq!(tiles(&till, None).unwrap()[0].code, "85123A");
    sell(&mut till, &["22720", "22720", "71053"], None);
    assert_eq!(
        tiles(&till, None).unwrap()[0].code,
        "85123A",
        "they moved while selling"
    );
    let counted = amount(0);
    close_shift(&mut till, &closing(counted)).unwrap();
    let codes: Vec<_> = tiles(&till, None)
        .unwrap()
        .into_iter()
        .map(|hit| hit.code)
        .collect();
    assert_eq!(codes[..3], ["22720", "71053", "85123A"]);
    assert_eq!(codes.len(), 5);
}

#[test]
fn an_expired_grant_sells_but_takes_nothing_back() {
    let shop = Shop::new();
    let mut till = shop.selling();
    shop.set_clock("2027-01-01T00:00:00Z");
    assert!(till.session().unwrap().expired);
    assert_eq!(
        start_refund(&mut till).unwrap_err().code(),
        "supervisor_expired"
    );
    sell(&mut till, &["85123A"], None);
}

/// A basket whose last line is removed is given up: nothing that was agreed for it reaches the next customer.
#[test]
fn a_basket_that_is_emptied_line_by_line_is_a_void() {
    let shop = Shop::new();
    let mut till = shop.selling();
    start_refund(&mut till).unwrap();
    for code in ["71053", "85123A"] {
        add_line(&mut till, &line(code, "1")).unwrap();
    }
    discount_basket(&mut till, pos_core::Discount::percent("10").ok()).unwrap();
    note_basket(&mut till, &Some("Mrs Miller".to_owned())).unwrap();
    let request = BeginPayment {
        external_reference: Some("536365".into()),
        note: None,
    };
    begin_payment(&mut till, &request).unwrap();
    remove_line(&mut till, RemoveLine { number: 1 }).unwrap();
    let len = till.journal_len().unwrap();
    let last = remove_line(&mut till, RemoveLine { number: 2 }).unwrap();
    assert_eq!((last.removed, last.totals.lines), (Some(2), 0));
    assert_eq!(last.kind, BasketKind::Sale, "what comes next is one");
    assert_eq!(basket(&till).unwrap(), None);
    assert_eq!(till.journal_len().unwrap(), len + 1);
    let entries = till.entries_after(len, 1, usize::MAX).unwrap();
    let body = entries[0].open().unwrap();
    let Fact::BasketVoided(voided) = Fact::read(&body.kind, body.payload.get()).unwrap() else {
        panic!("{}", body.kind);
    };
    assert_eq!((voided.lines, voided.gross), (1, amount(-229)));
    assert_eq!(voided.fence, Some(1));
    let report = shift_report(&till).unwrap();
    assert_eq!((report.voids, report.voids_gross), (1, amount(-229)));

    let next = sell(&mut till, &["85123A"], None).receipt.order;
    assert_eq!(
        (next.kind(), next.totals().gross),
        (OrderKind::Sale, amount(255))
    );
    assert_eq!(
        (next.authorised_by(), next.note(), next.external_reference()),
        (None, None, None)
    );
    drop(till);
    verify_journal(&shop.db()).unwrap();
}

/// Who opens the payment again, after a look at the goods, does not have to name the order again.
#[test]
fn an_external_reference_stays_with_the_basket() {
    let shop = Shop::new();
    let mut till = shop.selling();
    add_line(&mut till, &line("85123A", "1")).unwrap();
    let request = BeginPayment {
        external_reference: Some("536365".into()),
        note: None,
    };
    begin_payment(&mut till, &request).unwrap();
    let done = sell(&mut till, &["71053"], None);
    assert_eq!(done.receipt.order.external_reference(), Some("536365"));
}
