//! Bad input, case by case: the code, the message that says what to do, and not a byte of the till changed.

use crate::support::*;
pub mod acts;
mod cases;
mod counter;
mod people;
mod weather;

use acts::{Given, pay};
use cases::CASES;
use pos_core::BasketKind;
use pos_till::Till;
use pos_till::catalogue::build_full;
use pos_till::features::*;
use rusqlite::Connection;

/// Every row of every table, as text.
fn rows(shop: &Shop) -> Vec<String> {
    let db = Connection::open(shop.db()).unwrap();
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name";
    let names: Vec<String> = {
        let mut tables = db.prepare(sql).unwrap();
        let names = tables.query_map([], |row| row.get(0)).unwrap();
        names.map(Result::unwrap).collect()
    };
    let mut found = Vec::new();
    for name in names {
        let mut all = db.prepare(&format!("SELECT * FROM \"{name}\"")).unwrap();
        let width = all.column_count();
        let mut all = all.query([]).unwrap();
        while let Some(row) = all.next().unwrap() {
            let cells: Vec<_> = (0..width)
                .map(|i| format!("{:?}", row.get_ref(i).unwrap()))
                .collect();
            found.push(format!("{name}: {}", cells.join(" ")));
        }
    }
    found
}

fn given(shop: &Shop, given: Given) -> (Till, String) {
    let mut till = match given {
        Given::Fresh => return (shop.open(), String::new()),
        Given::NoShift => {
            let mut till = shop.enrolled();
            shop.sign_in(&mut till, "Sam", SUPERVISOR);
            return (till, String::new());
        }
        _ => shop.selling(),
    };
    match given {
        Given::Cashier => shop.sign_in(&mut till, "Cass", CASHIER),
        Given::SignedOut => sign_out(&mut till).unwrap(),
        Given::Locked => {
            shop.hire(&mut till, "Sam", SUPERVISOR, "2580");
            lock(&mut till, false).unwrap();
        }
        _ => {}
    }
    if !matches!(given, Given::Basket | Given::Cashier) {
        return (till, String::new());
    }
    add_line(&mut till, &line("85123A", "1")).unwrap();
    let payment = begin_payment(&mut till, &BeginPayment::default()).unwrap();
    (till, payment.order_id)
}

#[test]
fn every_case_says_what_to_do_and_changes_nothing() {
    let all = CASES.iter().chain(counter::CASES).chain(people::PEOPLE);
    for (name, state, act, code, message) in all {
        let shop = Shop::new();
        let (mut till, order) = given(&shop, *state);
        let basket_before = basket(&till).unwrap();
        let before = rows(&shop);
        let error = act(&mut till, &order).expect_err(name);
        assert_eq!(
            (error.code(), error.message().as_str()),
            (*code, *message),
            "{name}"
        );
        assert_eq!(rows(&shop), before, "{name}: the file changed");
        assert_eq!(
            basket(&till).unwrap(),
            basket_before,
            "{name}: the basket changed"
        );
        if *state == Given::Basket {
            let payment = begin_payment(&mut till, &BeginPayment::default()).unwrap();
            pay(&mut till, &payment.order_id, 300).expect(name);
        }
    }
}

#[test]
fn a_grant_of_another_server_or_register_is_refused() {
    let shop = Shop::new();
    let mut till = shop.enrolled();
    let before = rows(&shop);
    let mut forged = shop.grant(till.register(), "Eve", SUPERVISOR);
    forged.grant = forged.grant.replace("cashier", "admin  ");
    let other = shop.grant(uuid::Uuid::from_u128(7), "Sam", SUPERVISOR);
    for grant in [forged, other] {
        let error = accept_grant(&mut till, &grant).unwrap_err();
        assert_eq!(error.code(), "grant_refused");
        assert!(error.message().ends_with("Sign in again."), "{error}");
    }
    assert_eq!(till.session(), None);
    assert_eq!(rows(&shop), before);
}

#[test]
fn a_basket_that_would_not_fit_into_the_journal_is_refused_in_time() {
    let shop = Shop::new();
    let mut till = shop.selling();
    let long = stream::product("LONG", &"Long ".repeat(200_000), "2000000000060", "1.00");
    let bytes = stream::full(&[long]);
    let new = build_full(shop.dir(), bytes.as_slice(), |_, _| {}).unwrap();
    till.switch_catalogue(&new).unwrap();
    for _ in 0..5 {
        add_line(&mut till, &line("LONG", "1")).unwrap();
    }
    let payment = begin_payment(&mut till, &BeginPayment::default()).unwrap();
    let before = rows(&shop);
    let error = pay(&mut till, &payment.order_id, 500).unwrap_err();
    assert_eq!(error.code(), "entry_too_large");
    assert!(error.message().contains("second order"), "{error}");
    assert_eq!(rows(&shop), before);
    remove_line(&mut till, RemoveLine { number: 5 }).unwrap();
    sell(&mut till, &[], None);

    add_line(&mut till, &line("LONG", "1")).unwrap();
    let db = Connection::open(shop.db()).unwrap();
    let full = "UPDATE baskets SET basket = json_set(basket, '$.totals.lines', 5000)";
    db.execute(full, []).unwrap();
    let error = add_line(&mut till, &line("LONG", "1")).unwrap_err();
    assert_eq!(error.code(), "basket_full");
    assert_eq!(basket(&till).unwrap().unwrap().lines.len(), 1);
}

#[test]
fn details_carry_the_figures_of_the_message() {
    let shop = Shop::new();
    let (mut till, order) = given(&shop, Given::Basket);
    let error = pay(&mut till, &order, 200).unwrap_err();
    assert_eq!(
        error.details().get("missing").map(String::as_str),
        Some("55")
    );
    let kind = BasketKind::Refund;
    let error = start_basket(&mut till, StartBasket { kind }).unwrap_err();
    assert!(error.details().is_empty());
}
