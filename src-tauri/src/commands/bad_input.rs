//! What can't be done is refused with a code and with words that say what to do, and the basket is as it was.

use super::adjust::discount;
use super::basket::{price, quantity};
use super::payment::{TypedTender, read};
use crate::errors::{Answer, CommandError};
use crate::views::{BasketChange, BasketView, SaleDone, StaffView};
use pos_core::{Amount, Discount};
use pos_till::features::{self, AddLine, ChangeQuantity, CloseShift, OverridePrice, PayCash};
use pos_till::{Till, TillEnv};

/// A demo till with one line in its basket.
fn selling(folder: &std::path::Path) -> Till {
    let mut till = Till::open(folder, TillEnv::system(folder)).unwrap();
    features::demo_setup(&mut till).unwrap();
    let tile = features::tiles(&till, None).unwrap().remove(0);
    add(&mut till, &tile.code, 1000).unwrap();
    till
}

fn add(till: &mut Till, text: &str, thousandths: i64) -> Answer<BasketChange> {
    let text = text.to_owned();
    let quantity = quantity(thousandths)?;
    Ok(features::add_line(till, &AddLine { text, quantity })?.into())
}

fn change(till: &mut Till, number: u32, thousandths: i64) -> Answer<BasketChange> {
    let quantity = quantity(thousandths)?;
    Ok(features::change_quantity(till, &ChangeQuantity { number, quantity })?.into())
}

fn another_price(till: &mut Till, e4: i64, reason: &str) -> Answer<BasketChange> {
    let request = OverridePrice {
        number: 1,
        price: price(e4)?,
        reason: reason.to_owned(),
    };
    Ok(features::override_price(till, &request)?.into())
}

fn pay(till: &mut Till, given: i64) -> Answer<SaleDone> {
    let order_id = features::begin_payment(till, &Default::default())?.order_id;
    let given = Amount::from_minor(given);
    Ok(features::pay_cash(till, &PayCash { order_id, given })?.into())
}

fn by(till: &mut Till, tender: TypedTender) -> Answer<()> {
    let request = features::TakeTender {
        order_id: features::begin_payment(till, &Default::default())?.order_id,
        id: "0199f3a0-0000-7000-8000-000000000001".to_owned(),
        tender: read(tender)?,
    };
    Ok(features::take_tender(till, &request).map(drop)?)
}

fn card(reference: &str, last_four: &str) -> TypedTender {
    TypedTender::Card {
        amount: 1,
        reference: reference.to_owned(),
        brand: String::new(),
        last_four: last_four.to_owned(),
    }
}

fn off_the_line(till: &mut Till, discount: Option<Discount>) -> Answer<()> {
    let request = features::DiscountLine {
        number: 1,
        discount,
    };
    Ok(features::discount_line(till, request).map(drop)?)
}

fn closing(counted: Amount) -> CloseShift {
    CloseShift {
        counted,
        reason: None,
    }
}

fn by_pin(till: &mut Till, staff: &str, pin: &str) -> Answer<StaffView> {
    let who = features::Authorisation {
        staff: staff.to_owned(),
        pin: pin.to_owned(),
    };
    Ok(features::sign_in_by_pin(till, &who)?.into())
}

fn choose(till: &mut Till, pin: &str) -> Answer<()> {
    let request = features::SetPin {
        pin: pin.to_owned(),
        current: None,
    };
    Ok(features::set_pin(till, &request)?)
}

fn seen(till: &Till) -> Option<BasketView> {
    features::basket(till)
        .unwrap()
        .as_ref()
        .map(BasketView::from)
}

#[test]
fn bad_input_is_refused_in_words_and_changes_nothing() {
    type Try = fn(&mut Till) -> Result<(), CommandError>;
    let rows: [(&str, &str, Try); 23] = [
        ("unknown_barcode", "5012345678900", |till| {
            add(till, "5012345678900", 1000).map(drop)
        }),
        ("bad_check_digit", "5012345678901", |till| {
            add(till, "5012345678901", 1000).map(drop)
        }),
        ("unknown_product", "Search", |till| {
            add(till, "no such code", 1000).map(drop)
        }),
        ("zero_quantity", "how many", |till| {
            change(till, 1, 0).map(drop)
        }),
        ("quantity_out_of_range", "9,999,999.999", |till| {
            change(till, 1, -1000).map(drop)
        }),
        ("quantity_out_of_range", "9,999,999.999", |till| {
            change(till, 1, 10_000_000_000).map(drop)
        }),
        ("unknown_line", "line 9", |till| {
            change(till, 9, 1000).map(drop)
        }),
        ("override_without_reason", "Choose or type one", |till| {
            another_price(till, 100, " ").map(drop)
        }),
        ("amount_out_of_range", "out of range", |till| {
            another_price(till, -1, "Damaged").map(drop)
        }),
        ("bad_discount", "0 to 100 per cent", |till| {
            discount(Some(1_000_001), None).and_then(|off| off_the_line(till, off))
        }),
        ("bad_discount", "0 to 100 per cent", |till| {
            discount(None, Some(-1)).and_then(|off| off_the_line(till, off))
        }),
        ("drawer_too_empty", "Count it", |till| {
            let request = features::MoveCash {
                amount: Amount::from_minor(10_001),
                reason: "Bank".to_owned(),
            };
            Ok(features::pay_out(till, &request).map(drop)?)
        }),
        ("payment_below_total", "Take the rest", |till| {
            pay(till, 1).map(drop)
        }),
        ("not_four_digits", "last four digits", |till| {
            by(till, card("", "42424"))
        }),
        ("card_number", "never kept", |till| {
            by(till, card("4242 4242 4242 4242", ""))
        }),
        ("bad_tender_text", "empty", |till| {
            let code = " ".to_owned();
            by(till, TypedTender::Voucher { amount: 1, code })
        }),
        ("pays_nothing", "Type the amount", |till| {
            by(till, TypedTender::Cash { amount: 0 })
        }),
        ("not_a_receipt", "foot of the receipt", |till| {
            Ok(features::find_receipt(till, "1842").map(drop)?)
        }),
        ("bad_pin", "4 to 8 digits", |till| {
            by_pin(till, "demo-eli", "123").map(drop)
        }),
        ("unknown_staff", "never signed in", |till| {
            by_pin(till, "nobody", "2580").map(drop)
        }),
        ("bad_pin", "4 to 8 digits", |till| choose(till, "12 4")),
        ("supervisor_required", "type a PIN", |till| {
            let leave = features::Authorisation {
                staff: "demo-eli".to_owned(),
                pin: "2580".to_owned(),
            };
            let begun = features::authorised(till, Some(&leave), features::start_refund);
            Ok(begun.map(drop)?)
        }),
        ("basket_open", "Take its payment", |till| {
            let counted = Amount::ZERO;
            Ok(features::close_shift(till, &closing(counted)).map(drop)?)
        }),
    ];
    let folder = tempfile::tempdir().unwrap();
    let mut till = selling(folder.path());
    let before = seen(&till);
    for (code, words, attempt) in rows {
        let refused = attempt(&mut till).unwrap_err();
        assert_eq!(refused.code, code, "{refused:?}");
        assert!(refused.message.contains(words), "{refused:?}");
        assert_eq!(seen(&till), before, "{code}");
    }
}

#[test]
fn a_closed_shift_sells_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut till = selling(folder.path());
    features::void_basket(&mut till).unwrap();
    let counted = Amount::from_minor(10_000);
    features::close_shift(&mut till, &closing(counted)).unwrap();
    let tile = features::tiles(&till, None).unwrap().remove(0);
    let refused = add(&mut till, &tile.code, 1000).unwrap_err();
    assert_eq!(refused.code, "shift_closed");
    assert!(refused.message.contains("Open a shift"), "{refused:?}");
    assert_eq!(seen(&till), None);
}

#[test]
fn what_is_missing_comes_along_as_a_figure() {
    let folder = tempfile::tempdir().unwrap();
    let mut till = selling(folder.path());
    let due = seen(&till).unwrap().totals.gross;
    let refused = pay(&mut till, due - 7).unwrap_err();
    assert_eq!(
        refused.details.get("missing").map(String::as_str),
        Some("7")
    );
}
