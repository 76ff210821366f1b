//! Paying with several tenders: each commits at once, can be undone before the last, and is taken once however often it is
//! asked for.

use crate::support::*;
use pos_core::{Card, LastFour, Tender, TenderText};
use pos_till::features::*;
use pos_till::verify::verify_journal;
use pos_till::views::{PaymentView, SaleDone, Tendered};
use pos_till::{Till, TillError};
use rusqlite::Connection;

pub fn cash(minor: i64) -> Tender {
    let given = amount(minor);
    Tender::Cash { given }
}

pub fn card(minor: i64) -> Tender {
    Tender::Card(Card {
        amount: amount(minor),
        reference: Some(text("A-17")),
        brand: Some(text("Visa")),
        last_four: Some(LastFour::try_from("4242".to_owned()).unwrap()),
    })
}

pub fn voucher(minor: i64) -> Tender {
    let amount = amount(minor);
    let code = text("V-9");
    Tender::Voucher { amount, code }
}

fn text(text: &str) -> TenderText {
    TenderText::try_from(text.to_owned()).unwrap()
}

/// The id of the `n`th tender.
pub fn id(n: u32) -> String {
    uuid::Uuid::from_u128(0x0199_f3a0_0000_7000_8000_0000_0000_0000 + u128::from(n)).to_string()
}

pub fn take(till: &mut Till, order: &str, n: u32, tender: Tender) -> Result<Tendered, TillError> {
    let request = TakeTender {
        order_id: order.to_owned(),
        id: id(n),
        tender,
    };
    take_tender(till, &request)
}

fn undo(till: &mut Till, order: &str, n: u32) -> Result<PaymentView, TillError> {
    let request = UndoTender {
        order_id: order.to_owned(),
        id: id(n),
    };
    undo_tender(till, &request)
}

fn left(tendered: Tendered) -> PaymentView {
    match tendered {
        Tendered::Open(payment) => payment,
        Tendered::Done(done) => panic!("done too early: {done:?}"),
    }
}

fn done(tendered: Tendered) -> SaleDone {
    match tendered {
        Tendered::Done(done) => *done,
        Tendered::Open(payment) => panic!("not done: {payment:?}"),
    }
}

/// One pot of 12.75 in the basket, its payment begun.
fn begun(till: &mut Till) -> String {
    add_line(till, &line("M5", "1")).unwrap();
    let payment = begin_payment(till, &BeginPayment::default()).unwrap();
    payment.order_id
}

fn kinds(shop: &Shop) -> Vec<String> {
    let db = Connection::open(shop.db()).unwrap();
    let mut kinds = db
        .prepare(
            "SELECT kind FROM journal WHERE kind LIKE 'tender%' OR kind LIKE 'order%' ORDER BY n",
        )
        .unwrap();
    let kinds = kinds.query_map([], |row| row.get(0)).unwrap();
    kinds.map(Result::unwrap).collect()
}

#[test]
fn card_voucher_and_cash_pay_one_sale_and_the_shift_counts_each() {
    let shop = Shop::new();
    let mut till = shop.selling();
    let order = begun(&mut till);
    let payment = left(take(&mut till, &order, 1, voucher(500)).unwrap());
    assert_eq!((payment.total, payment.due), (amount(1275), amount(775)));
    let payment = left(take(&mut till, &order, 2, card(300)).unwrap());
    assert_eq!(payment.tenders.len(), 2);
    assert_eq!(payment.quick_cash[..2], [amount(475), amount(500)]);
    let done = done(take(&mut till, &order, 3, cash(1000)).unwrap());
    assert_eq!(done.change, amount(525));
    let paid = done.receipt.order.paid();
    assert_eq!(paid.tenders(), [voucher(500), card(300), cash(1000)]);
    assert_eq!(basket(&till).unwrap(), None);
    assert_eq!(payment_of(&till), None);
    let report = shift_report(&till).unwrap();
    assert_eq!(
        (
            report.cash,
            report.card,
            report.voucher,
            report.expected_cash
        ),
        (amount(475), amount(300), amount(500), amount(10_475))
    );
    assert_eq!(
        kinds(&shop),
        ["tender.taken.v1", "tender.taken.v1", "order.completed.v1"]
    );
    drop(till);
    verify_journal(&shop.db()).unwrap();
}

fn payment_of(till: &Till) -> Option<PaymentView> {
    payment(till).unwrap()
}

#[test]
fn a_tender_is_taken_once_however_often_it_is_asked_for() {
    let shop = Shop::new();
    let mut till = shop.selling();
    let order = begun(&mut till);
    let first = left(take(&mut till, &order, 1, card(300)).unwrap());
    let entries = till.journal_len().unwrap();
    assert_eq!(left(take(&mut till, &order, 1, card(300)).unwrap()), first);
    assert_eq!(till.journal_len().unwrap(), entries, "taken twice");
    let other = take(&mut till, &order, 1, card(301)).unwrap_err();
    assert_eq!(other.code(), "tender_id_used");

    let undone = undo(&mut till, &order, 1).unwrap();
    assert_eq!((undone.due, undone.tenders.len()), (amount(1275), 0));
    let entries = till.journal_len().unwrap();
    assert_eq!(undo(&mut till, &order, 1).unwrap(), undone, "undone twice");
    // The first call's second try comes late: what was undone is not taken again.
    assert_eq!(left(take(&mut till, &order, 1, card(300)).unwrap()), undone);
    assert_eq!(till.journal_len().unwrap(), entries);

    let last = done(take(&mut till, &order, 2, card(1275)).unwrap());
    let entries = till.journal_len().unwrap();
    assert_eq!(done(take(&mut till, &order, 2, card(1275)).unwrap()), last);
    assert_eq!(done(take(&mut till, &order, 3, cash(1275)).unwrap()), last);
    assert_eq!(till.journal_len().unwrap(), entries, "paid twice");
    let late = undo(&mut till, &order, 2).unwrap_err();
    assert_eq!(late.code(), "already_paid");
    assert_eq!(
        kinds(&shop),
        ["tender.taken.v1", "tender.undone.v1", "order.completed.v1"]
    );
}

#[test]
fn a_crash_between_two_tenders_comes_back_between_them() {
    let shop = Shop::new();
    let mut till = shop.selling();
    let order = begun(&mut till);
    let before = left(take(&mut till, &order, 1, card(300)).unwrap());
    // As a power cut would leave the disk: the file is copied while the till is still open.
    let after = shop.dir().join("after");
    std::fs::create_dir(&after).unwrap();
    for file in ["till.db", "till.db-wal", "device.key"] {
        std::fs::copy(shop.dir().join(file), after.join(file)).unwrap();
    }
    let mut cut = shop.open_in(&after);
    assert_eq!(payment_of(&cut), Some(before));
    done(take(&mut cut, &order, 2, cash(975)).unwrap());
    verify_journal(&after.join("till.db")).unwrap();
}

#[test]
fn while_a_part_is_paid_the_basket_stays_as_it_is() {
    let shop = Shop::new();
    let mut till = shop.selling();
    let order = begun(&mut till);
    left(take(&mut till, &order, 1, card(300)).unwrap());
    let before = basket(&till).unwrap();
    type Change = fn(&mut Till) -> Result<(), TillError>;
    let changes: [(&str, Change); 5] = [
        ("add", |till| add_line(till, &line("71053", "1")).map(drop)),
        ("quantity", |till| {
            let quantity = quantity("2");
            change_quantity(
                till,
                &ChangeQuantity {
                    number: 1,
                    quantity,
                },
            )
            .map(drop)
        }),
        ("remove", |till| {
            remove_line(till, RemoveLine { number: 1 }).map(drop)
        }),
        ("discount", |till| discount_basket(till, None).map(drop)),
        ("void", |till| void_basket(till)),
    ];
    for (name, change) in changes {
        let error = change(&mut till).unwrap_err();
        assert_eq!(error.code(), "tenders_taken", "{name}");
        assert_eq!(basket(&till).unwrap(), before, "{name}");
    }
    undo(&mut till, &order, 1).unwrap();
    void_basket(&mut till).unwrap();
    drop(till);
    verify_journal(&shop.db()).unwrap();
}

#[test]
fn a_refund_goes_back_to_the_card_that_paid() {
    let shop = Shop::new();
    let mut till = shop.selling();
    start_refund(&mut till).unwrap();
    let order = begun(&mut till);
    let payment = left(take(&mut till, &order, 1, card(-1000)).unwrap());
    assert_eq!(payment.due, amount(-275));
    done(take(&mut till, &order, 2, cash(-275)).unwrap());
    let report = shift_report(&till).unwrap();
    assert_eq!((report.cash, report.card), (amount(-275), amount(-1000)));
}
