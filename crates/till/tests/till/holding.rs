//! Baskets that are put aside and gone on with, at one register that has no server.

use crate::support::*;
use pos_core::BasketKind;
use pos_protocol::Fact;
use pos_till::Till;
use pos_till::features::*;
use pos_till::verify::verify_journal;

fn hold(till: &mut Till, name: &str) -> String {
    let name = name.to_owned();
    hold_basket(till, &HoldBasket { name }).unwrap().id
}

fn resume(till: &mut Till, id: &str) -> pos_till::views::Resumed {
    let id = id.to_owned();
    resume_basket(till, &ResumeBasket { id, fence: None }).unwrap()
}

/// The kinds of the journal's entries, the newest last.
fn kinds(till: &Till) -> Vec<String> {
    let entries = till.entries_after(0, usize::MAX, usize::MAX).unwrap();
    let kind = |sealed: &pos_protocol::Sealed| sealed.open().unwrap().kind;
    entries.iter().map(kind).collect()
}

#[test]
fn a_basket_is_held_gone_on_with_and_paid_under_its_own_id() {
    let shop = Shop::new();
    let mut till = shop.selling();
    add_line(&mut till, &line("85123A", "2")).unwrap();
    let before = basket(&till).unwrap().unwrap();
    let held = hold_basket(
        &mut till,
        &HoldBasket {
            name: " Mrs Miller ".into(),
        },
    )
    .unwrap();
    assert_eq!(
        (held.name.as_str(), held.lines, held.gross),
        ("Mrs Miller", 1, amount(510))
    );
    assert_eq!(basket(&till).unwrap(), None);
    assert_eq!(held_baskets(&till).unwrap(), std::slice::from_ref(&held));

    // Meanwhile the next customer pays, and the power fails.
    sell(&mut till, &["71053"], None);
    drop(till);
    let mut till = shop.open();
    assert_eq!(held_baskets(&till).unwrap(), std::slice::from_ref(&held));
    let resumed = resume(&mut till, &held.id);
    assert_eq!(resumed.changes, []);
    assert_eq!(
        (&resumed.basket.id, &resumed.basket.lines),
        (&before.id, &before.lines)
    );
    assert_eq!(resumed.basket.name, "Mrs Miller");
    assert_eq!(held_baskets(&till).unwrap(), []);
    let done = sell(&mut till, &["71053"], None);
    assert_eq!(done.receipt.order.totals().gross, amount(510 + 339));

    let entries = till.entries_after(0, usize::MAX, usize::MAX).unwrap();
    let last = entries.last().unwrap().open().unwrap();
    let Fact::OrderCompleted(paid) = Fact::read(&last.kind, last.payload.get()).unwrap() else {
        panic!("{}", last.kind);
    };
    assert_eq!(paid.basket, before.id);
    assert_eq!(
        kinds(&till)[3..],
        [
            "basket.held.v1",
            "order.completed.v1",
            "basket.resumed.v1",
            "order.completed.v1"
        ]
    );
    verify_journal(&shop.db()).unwrap();
}

#[test]
fn the_journal_has_the_whole_basket() {
    let shop = Shop::new();
    let mut till = shop.selling();
    add_line(&mut till, &line("85123A", "2")).unwrap();
    add_line(&mut till, &line("M5", "1")).unwrap();
    let request = BeginPayment {
        external_reference: Some("536365".into()),
        note: Some("Gift wrapped".into()),
    };
    let begun = begin_payment(&mut till, &request).unwrap();
    let id = hold(&mut till, "");
    let entries = till.entries_after(0, usize::MAX, usize::MAX).unwrap();
    let body = entries.last().unwrap().open().unwrap();
    let Fact::BasketHeld(held) = Fact::read(&body.kind, body.payload.get()).unwrap() else {
        panic!("{}", body.kind);
    };
    let held = held.basket;
    assert_eq!((held.fence, held.lines.len()), (1, 2));
    assert!(held.adds_up().unwrap());
    assert_eq!(held.note.as_deref(), Some("Gift wrapped"));
    // The order's id is of the payment that was given up, not of the basket.
    resume(&mut till, &id);
    let again = begin_payment(&mut till, &request).unwrap();
    assert_ne!(again.order_id, begun.order_id);
    assert_eq!(again.due, begun.due);
}

#[test]
fn several_wait_the_newest_first_across_shifts_and_one_is_given_up() {
    let shop = Shop::new();
    let mut till = shop.selling();
    for (code, name) in [("85123A", "one"), ("71053", "two"), ("M5", "three")] {
        add_line(&mut till, &line(code, "1")).unwrap();
        hold(&mut till, name);
    }
    let counted = amount(10_000);
    close_shift(&mut till, &closing(counted)).unwrap();
    open(&mut till, 0).unwrap();
    let names = |till: &Till| -> Vec<String> {
        let held = held_baskets(till).unwrap();
        held.into_iter().map(|held| held.name).collect()
    };
    assert_eq!(names(&till), ["three", "two", "one"]);
    let id = held_baskets(&till).unwrap().remove(1).id;
    void_held(&mut till, &VoidHeld { id }).unwrap();
    assert_eq!(names(&till), ["three", "one"]);
    assert_eq!(kinds(&till).last().unwrap(), "basket.voided.v1");
    let id = held_baskets(&till).unwrap().remove(1).id;
    resume(&mut till, &id);
    hold(&mut till, "one");
    assert_eq!(names(&till), ["one", "three"]);
    verify_journal(&shop.db()).unwrap();
}

#[test]
fn a_refund_that_a_supervisor_allowed_stays_one() {
    let shop = Shop::new();
    let mut till = shop.selling();
    start_refund(&mut till).unwrap();
    add_line(&mut till, &line("71053", "1")).unwrap();
    let id = hold(&mut till, "came back");
    shop.sign_in(&mut till, "Cass", CASHIER);
    // An empty basket gives way.
    add_line(&mut till, &line("71053", "1")).unwrap();
    remove_line(&mut till, RemoveLine { number: 1 }).unwrap();
    assert_eq!(resume(&mut till, &id).basket.kind, BasketKind::Refund);
    let done = sell(&mut till, &[], None);
    assert_eq!(done.receipt.order.authorised_by(), Some("id-Sam"));
}

#[test]
fn prices_that_changed_meanwhile_are_told_and_taken_one_by_one() {
    let shop = Shop::new();
    let mut till = shop.selling();
    for code in ["85123A", "71053", "M5", "22720"] {
        add_line(&mut till, &line(code, "2")).unwrap();
    }
    let id = hold(&mut till, "");
    let now = [
        stream::product("85123A", "White Hanging Heart", "2000000000015", "2.75"),
        stream::product("71053", "White Metal Lantern", "036000291452", "3.10"),
        stream::product("22720", "Set of 3 Cake Tins", "2000000000046", "4.95"),
    ];
    let bytes = stream::full(&now);
    let new = pos_till::catalogue::build_full(shop.dir(), bytes.as_slice(), |_, _| {}).unwrap();
    till.switch_catalogue(&new).unwrap();

    let resumed = resume(&mut till, &id);
    let told: Vec<_> = resumed
        .changes
        .iter()
        .map(|change| (change.line, change.was, change.now))
        .collect();
    let want = [
        (1, price("2.55"), Some(price("2.75"))),
        (2, price("3.39"), Some(price("3.10"))),
        (3, price("12.75"), None),
    ];
    assert_eq!(told, want);
    let before = resumed.basket.totals.gross;
    assert_eq!(before, amount(2 * (255 + 339 + 1275 + 495)));

    let change = take_new_price(&mut till, TakeNewPrice { number: 1 }).unwrap();
    assert_eq!(change.line.unit_price, price("2.75"));
    assert_eq!(change.totals.gross, before.plus(amount(40)).unwrap());
    let left: Vec<_> = basket_changes(&till).unwrap();
    assert_eq!(left.iter().map(|c| c.line).collect::<Vec<_>>(), [2, 3]);
    let gone = take_new_price(&mut till, TakeNewPrice { number: 3 }).unwrap_err();
    assert_eq!(gone.code(), "unknown_product");
    let done = sell(&mut till, &[], None);
    let lines = done.receipt.order.lines();
    let prices = lines.iter().map(|line| line.unit_price);
    assert_eq!(
        prices.collect::<Vec<_>>(),
        ["2.75", "3.39", "12.75", "4.95"].map(price)
    );
}

#[test]
fn a_claimed_basket_that_does_not_add_up_is_not_taken() {
    let shop = Shop::new();
    let mut till = shop.selling();
    add_line(&mut till, &line("85123A", "2")).unwrap();
    hold(&mut till, "");
    let entries = till.entries_after(0, usize::MAX, usize::MAX).unwrap();
    let body = entries.last().unwrap().open().unwrap();
    let Fact::BasketHeld(held) = Fact::read(&body.kind, body.payload.get()).unwrap() else {
        panic!("{}", body.kind);
    };
    let mut basket = held.basket;
    basket.lines.clear();
    let len = till.journal_len().unwrap();
    let claimed = pos_protocol::basket::Claimed { basket };
    let error = resume_claimed(&mut till, claimed).unwrap_err();
    assert_eq!(error.code(), "damaged");
    assert_eq!(till.journal_len().unwrap(), len);
    assert_eq!(held_baskets(&till).unwrap().len(), 1);
}
