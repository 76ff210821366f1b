//! The basket as it is rung up: what counts as a change, which number a line gets, and what is looked at all together.

use crate::given::{pieces, price, product, vat};
use pos_core::basket::{LABEL_PRICE, MAX_REASON};
use pos_core::{
    Amount, Basket, BasketError, BasketKind, Currency, Discount, Labelled, Line, MoneyError,
    PriceSource, Product, SoldLine, SoldReceipt, Tax, TaxRounding,
};

fn sale() -> Basket {
    Basket::new(BasketKind::Sale, Currency::GBP)
}

/// The receipt of one sold line.
fn receipt(line: &Line) -> SoldReceipt {
    SoldReceipt {
        order: "0199f3a0-0000-7000-8000-000000000001".into(),
        number: "2-9F3A01BC-000042".into(),
        business_day: "2026-11-02".into(),
        paid_at: "2026-11-02T09:30:00Z".into(),
        currency: "GBP".into(),
        lines: vec![SoldLine::of(line)],
    }
}

#[test]
fn every_change_counts_once_and_a_refused_one_does_not() {
    let stand = product("12.75", vec![]);
    let sold = receipt(&sale().add(&stand, 1, pieces(2)).unwrap());
    let mut basket = sale();
    assert_eq!(basket.revision(), 0);
    let line = basket.add(&stand, 1, pieces(2)).unwrap();
    assert_eq!(basket.revision(), 1);
    let line = basket.change_quantity(&line, pieces(3)).unwrap();
    assert_eq!(basket.revision(), 2);
    let line = basket.override_price(&line, price("9"), "Chipped").unwrap();
    assert_eq!(basket.revision(), 3);
    let line = basket.take_price(&line, &stand, 2).unwrap();
    assert_eq!(basket.revision(), 4);
    let tenth = Discount::percent("10").ok();
    let line = basket.discount_line(&line, tenth).unwrap();
    assert_eq!(basket.revision(), 5);
    let line = basket.note_line(&line, Some("Gift".into()));
    assert_eq!(basket.revision(), 6);
    basket.set_discount(tenth).unwrap();
    assert_eq!(basket.revision(), 7);
    let back = basket.bring_back(&sold, &sold.lines[0], pieces(1)).unwrap();
    assert_eq!(basket.revision(), 8);
    basket.change_quantity(&back, pieces(2)).unwrap();
    assert_eq!(basket.revision(), 9);
    basket.remove(&line).unwrap();
    assert_eq!(basket.revision(), 10);
    basket.add(&stand, 1, pieces(0)).unwrap_err();
    assert_eq!(basket.revision(), 10);
}

#[test]
fn lines_are_numbered_from_one_and_no_number_is_given_twice() {
    let stand = product("12.75", vec![]);
    let mut basket = sale();
    let add = |basket: &mut Basket| basket.add(&stand, 1, pieces(1)).unwrap();
    let first = add(&mut basket);
    let second = add(&mut basket);
    basket.remove(&second).unwrap();
    let third = add(&mut basket);
    let sold = receipt(&first);
    let bring_back = |basket: &mut Basket| {
        let left = &sold.lines[0];
        basket.bring_back(&sold, left, pieces(1)).unwrap()
    };
    let back = [bring_back(&mut basket), bring_back(&mut basket)];
    let last = add(&mut basket);
    let lines = [&first, &second, &third, &back[0], &back[1], &last];
    assert_eq!(lines.map(|line| line.number), [1, 2, 3, 4, 5, 6]);
    let more = basket.change_quantity(&third, pieces(4)).unwrap();
    assert_eq!(more.number, 3);
}

#[test]
fn a_note_stands_beside_the_line_and_changes_no_figure() {
    let mut basket = sale();
    let line = basket.add(&product("12.75", vec![]), 1, pieces(1)).unwrap();
    let totals = basket.totals().clone();
    let noted = basket.note_line(&line, Some("Wrap it".into()));
    assert_eq!(noted.note.as_deref(), Some("Wrap it"));
    assert_eq!(basket.note_line(&noted, None), line);
    assert_eq!(basket.totals(), &totals);
}

#[test]
fn a_reason_has_at_most_two_hundred_characters_of_whatever_script() {
    let mut basket = sale();
    let line = basket.add(&product("12.75", vec![]), 1, pieces(1)).unwrap();
    for sign in ["x", "é", "茶"] {
        let longest = sign.repeat(MAX_REASON);
        let typed = format!("  {longest} ");
        let changed = basket.override_price(&line, price("9"), &typed).unwrap();
        let by = changed.price_override.unwrap();
        assert_eq!((by.reason, by.source), (longest, PriceSource::Typed));
        assert_eq!(by.catalogue_price, price("12.75"));
        let longer = sign.repeat(MAX_REASON + 1);
        let refused = basket.override_price(&line, price("9"), &longer);
        assert_eq!(refused, Err(BasketError::BadText));
    }
}

#[test]
fn a_second_price_leaves_the_catalogues_and_taking_that_again_leaves_no_other() {
    let stand = product("12.75", vec![]);
    let mut basket = sale();
    let line = basket.add(&stand, 1, pieces(2)).unwrap();
    let once = basket.override_price(&line, price("9"), "Chipped").unwrap();
    let twice = basket.override_price(&once, price("8"), "Cracked").unwrap();
    assert_eq!(twice.unit_price, price("8"));
    let by = twice.price_override.clone().unwrap();
    assert_eq!(by.catalogue_price, price("12.75"));
    assert_eq!(basket.totals().gross, Amount::from_minor(16_00));

    let dearer = Product {
        price_id: "p2".into(),
        ..product("13.00", vat())
    };
    let taken = basket.take_price(&twice, &dearer, 5).unwrap();
    assert_eq!(taken.price_override, None);
    assert_eq!((&*taken.price_id, taken.catalogue_version), ("p2", 5));
    assert_eq!(taken.taxes, dearer.taxes);
    assert_eq!(basket.totals().gross, Amount::from_minor(26_00));
}

#[test]
fn a_price_on_the_label_is_kept_as_one_and_a_typed_one_needs_no_word() {
    let stand = product("12.75", vec![]);
    let mut basket = sale();
    let labelled = Labelled {
        quantity: pieces(1),
        price: Some(price("10.00")),
    };
    let line = basket.add_labelled(&stand, 1, labelled).unwrap();
    let text = serde_json::to_string(&line).unwrap();
    let by = serde_json::from_str::<Line>(&text).unwrap().price_override;
    let by = by.unwrap();
    assert_eq!((&*by.reason, by.source), (LABEL_PRICE, PriceSource::Label));
    assert_eq!(by.catalogue_price, price("12.75"));
    assert_eq!(basket.totals().gross, Amount::from_minor(10_00));

    let typed = basket.override_price(&line, price("9"), "Chipped").unwrap();
    let text = serde_json::to_string(&typed).unwrap();
    assert!(!text.contains("source"), "{text}");
    assert_eq!(serde_json::from_str::<Line>(&text).unwrap(), typed);
}

/// Three times 0.10 with 7.5 % added: 0.0075 is a penny on each line, and 0.0225 are two on all of them.
#[test]
fn lines_are_settled_together_where_the_figures_depend_on_all_of_them() {
    let sweet = product("0.10", vec![Tax::percent("VAT", "7.5", false).unwrap()]);
    let ring = |mut basket: Basket| {
        let lines = [1, 1, 1].map(|n| basket.add(&sweet, 1, pieces(n)).unwrap());
        (basket, lines.to_vec())
    };
    let tax_of = |basket: &Basket, lines: &[Line]| {
        let settled = basket.settle(lines.to_vec()).unwrap();
        (settled.totals.tax.minor(), settled.totals.gross.minor())
    };
    let (mut basket, lines) = ring(sale());
    assert_eq!(basket.tax_rounding(), TaxRounding::Line);
    assert!(!basket.is_settled_together());
    assert_eq!(tax_of(&basket, &lines), (3, 33));
    assert_eq!(basket.settle(lines.clone()).unwrap().lines, lines);

    // 15 off 30 leaves 5 on each line: no tax on any of them.
    let half = Discount::percent("50").ok();
    basket.set_discount(half).unwrap();
    assert_eq!(basket.discount(), half);
    assert!(basket.is_settled_together());
    assert_eq!(tax_of(&basket, &lines), (0, 15));
    basket.set_discount(None).unwrap();
    assert_eq!(basket.discount(), None);
    assert!(!basket.is_settled_together());

    let (basket, lines) = ring(sale().rounding_taxes(TaxRounding::Order));
    assert_eq!(basket.tax_rounding(), TaxRounding::Order);
    assert!(basket.is_settled_together());
    assert_eq!(basket.totals().gross.minor(), 33);
    assert_eq!(tax_of(&basket, &lines), (2, 32));
    let text = serde_json::to_string(&basket).unwrap();
    assert_eq!(serde_json::from_str::<Basket>(&text).unwrap(), basket);
}

#[test]
fn what_comes_back_is_a_number_of_pieces_that_are_left() {
    let stand = product("12.75", vec![]);
    let mut sold = receipt(&sale().add(&stand, 1, pieces(3)).unwrap());
    sold.lines[0].returned = pieces(1);
    let mut basket = sale();
    let mut back = |number| basket.bring_back(&sold, &sold.lines[0], pieces(number));
    let left = pieces(2);
    assert_eq!(back(3), Err(BasketError::MoreThanSold { left }));
    assert_eq!(back(-1), Err(BasketError::MoreThanSold { left }));
    assert_eq!(back(0), Err(BasketError::ZeroQuantity));
    let line = back(2).unwrap();
    assert_eq!(line.quantity, pieces(-2));
    assert_eq!(line.figures.gross, Amount::from_minor(-25_50));
    assert_eq!(line.returned.unwrap().left(), Ok(left));
}

#[test]
fn each_way_of_refusing_a_change_has_its_code() {
    let left = pieces(2);
    for (error, code) in [
        (BasketError::ZeroQuantity, "zero_quantity"),
        (BasketError::QuantityOutOfRange, "quantity_out_of_range"),
        (
            BasketError::OverrideWithoutReason,
            "override_without_reason",
        ),
        (BasketError::MoreThanSold { left }, "more_than_sold"),
        (BasketError::ReturnedLine, "returned_line"),
        (BasketError::BadText, "bad_text"),
        (MoneyError::Overflow.into(), "amount_out_of_range"),
    ] {
        assert_eq!(error.code(), code);
        assert!(error.to_string().ends_with('.'), "{error}");
    }
    let words = BasketError::MoreThanSold { left }.to_string();
    assert!(words.contains("2 are left"), "{words}");
}
