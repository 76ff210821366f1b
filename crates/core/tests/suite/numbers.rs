//! Sums, quantities, prices and rates: their limits, and how they are written.

use crate::given::sum;
use pos_core::{
    Amount, Currency, Discount, MoneyError, Quantity, Tax, TaxKind, UnitPrice, decimal,
    labelled::LabelledError,
};

fn currency(code: &str) -> Currency {
    Currency::from_code(code).unwrap()
}

#[test]
fn a_sum_is_written_with_the_decimals_of_its_currency() {
    for (minor, code, text) in [
        (12_34, "GBP", "12.34"),
        (-5, "GBP", "-0.05"),
        (0, "GBP", "0.00"),
        (1744, "JPY", "1744"),
        (-1_005, "KWD", "-1.005"),
    ] {
        let decimals = currency(code).exponent() as usize;
        let written = decimal::format(sum(minor).minor().into(), decimals);
        assert_eq!(written, text);
    }
}

#[test]
fn a_currency_is_known_by_its_code_its_number_and_its_decimals() {
    for (code, number, decimals) in [
        ("GBP", 826, 2),
        ("EUR", 978, 2),
        ("JPY", 392, 0),
        ("KWD", 414, 3),
    ] {
        let currency = currency(code);
        assert_eq!(currency.code(), code);
        assert_eq!((currency.number(), currency.exponent()), (number, decimals));
        assert_eq!(format!("{currency} {currency:?}"), format!("{code} {code}"));
        let text = serde_json::to_string(&currency).unwrap();
        assert_eq!(text, format!("{code:?}"));
        assert_eq!(serde_json::from_str::<Currency>(&text).unwrap(), currency);
    }
    assert_eq!(currency("GBP"), Currency::GBP);
    assert!(serde_json::from_str::<Currency>(r#""XXZ""#).is_err());
}

#[test]
fn sums_that_do_not_fit_are_errors() {
    let (least, most) = (sum(i64::MIN), sum(i64::MAX));
    let overflow = Err(MoneyError::Overflow);
    assert_eq!(sum(5).plus(sum(-7)), Ok(sum(-2)));
    assert_eq!(sum(5).minus(sum(-7)), Ok(sum(12)));
    assert_eq!(sum(5).negated(), Ok(sum(-5)));
    assert_eq!(Amount::sum([sum(1), sum(2), sum(-7)]), Ok(sum(-4)));
    assert_eq!(most.plus(sum(1)), overflow);
    assert_eq!(least.minus(sum(1)), overflow);
    assert_eq!(least.negated(), overflow);
    assert_eq!(Amount::sum([most, sum(1), sum(-1)]), overflow);
    assert!(Amount::ZERO.is_zero() && !sum(1).is_zero() && !sum(-1).is_zero());
}

#[test]
fn a_quantity_reaches_as_far_on_both_sides() {
    let most = 9_999_999_999;
    for end in [most, -most] {
        let quantity = Quantity::from_thousandths(end).unwrap();
        assert_eq!((quantity.thousandths(), i64::from(quantity)), (end, end));
        let beyond = end + end.signum();
        assert_eq!(
            Quantity::from_thousandths(beyond),
            Err(MoneyError::OutOfRange)
        );
        assert_eq!(Quantity::try_from(beyond), Err(MoneyError::OutOfRange));
    }
    assert_eq!(
        Quantity::pieces(9_999_999).unwrap().thousandths(),
        9_999_999_000
    );
    assert_eq!(Quantity::pieces(10_000_000), Err(MoneyError::OutOfRange));
    assert_eq!(Quantity::pieces(i64::MAX), Err(MoneyError::OutOfRange));
    assert_eq!(
        Quantity::from_thousandths(i64::MIN),
        Err(MoneyError::OutOfRange)
    );
}

#[test]
fn nothing_goes_neither_way() {
    let (some, back) = (Quantity::ONE, Quantity::ONE.negated());
    let signs = |quantity: Quantity| (quantity.is_zero(), quantity.is_negative());
    assert_eq!(signs(Quantity::NOTHING), (true, false));
    assert_eq!(signs(some), (false, false));
    assert_eq!(signs(back), (false, true));
    assert_eq!((some.magnitude(), back.magnitude()), (some, some));
    assert_eq!(some.plus(back), Ok(Quantity::NOTHING));
    assert_eq!(some.plus(some), Quantity::pieces(2));
}

#[test]
fn quantities_and_prices_are_written_as_people_read_them() {
    for (thousandths, text) in [
        (1000, "1"),
        (1500, "1.5"),
        (-1, "-0.001"),
        (0, "0"),
        (10_000, "10"),
    ] {
        let quantity = Quantity::from_thousandths(thousandths).unwrap();
        assert_eq!(quantity.to_string(), text);
        assert_eq!(Quantity::parse(text), Ok(quantity));
    }
    let price = UnitPrice::parse("12.75").unwrap();
    assert_eq!(price.to_string(), "12.7500");
    assert_eq!((price.e4(), i64::from(price)), (127_500, 127_500));
}

#[test]
fn a_price_is_from_nothing_to_ten_million_less_its_smallest_part() {
    for good in [0, 99_999_999_999] {
        assert_eq!(UnitPrice::from_e4(good).unwrap().e4(), good);
        assert_eq!(UnitPrice::try_from(good).unwrap().e4(), good);
    }
    for bad in [-1, 100_000_000_000] {
        assert_eq!(UnitPrice::from_e4(bad), Err(MoneyError::OutOfRange));
        assert_eq!(UnitPrice::try_from(bad), Err(MoneyError::OutOfRange));
    }
}

#[test]
fn rates_have_their_limits_and_their_text() {
    let percent = |text: &str| Tax::percent("VAT", text, true);
    let fixed = |text: &str| Tax::new("Deposit", TaxKind::Fixed, text, true);
    for (tax, rate_e4, text) in [
        (percent("17.5"), 175_000, "17.5"),
        (percent("20"), 200_000, "20"),
        (percent("0"), 0, "0"),
        (percent("1000"), 10_000_000, "1000"),
        (fixed("0.25"), 2_500, "0.25"),
        (fixed("9999999.9999"), 99_999_999_999, "9999999.9999"),
    ] {
        let tax = tax.unwrap();
        assert_eq!((tax.rate_e4, &*tax.rate_text()), (rate_e4, text));
    }
    for bad in [percent("1000.0001"), percent("-1"), fixed("10000000")] {
        assert_eq!(bad, Err(MoneyError::OutOfRange));
    }
}

#[test]
fn a_discount_is_from_nothing_to_all_of_it() {
    for good in [
        Discount::percent("0"),
        Discount::percent("100"),
        Discount::amount(sum(0)),
    ] {
        assert!(good.is_ok(), "{good:?}");
    }
    for bad in [
        Discount::percent("100.0001"),
        Discount::percent("-0.0001"),
        Discount::amount(sum(-1)),
    ] {
        assert_eq!(bad, Err(MoneyError::OutOfRange));
    }
    let off = |discount: Result<Discount, MoneyError>| discount.unwrap().of(sum(999));
    assert_eq!(off(Discount::percent("50")), Ok(sum(500)));
    assert_eq!(off(Discount::amount(sum(1000))), Ok(sum(999)));
}

#[test]
fn a_decimal_may_have_a_sign_and_zeros_that_say_nothing() {
    for (text, places, value) in [
        ("+1.5", 2, 150),
        ("-1.5", 2, -150),
        ("+.5", 1, 5),
        ("7.", 1, 70),
        ("1.2500", 2, 125),
        ("0009", 0, 9),
    ] {
        assert_eq!(decimal::parse(text, places), Ok(value), "{text}");
    }
    for bad in ["+", "+-1", "1+", "1.2501", "1.2.3", "1 "] {
        assert_eq!(decimal::parse(bad, 2), Err(MoneyError::Malformed), "{bad}");
    }
    for (value, places, exact, short) in [
        (0, 2, "0.00", "0"),
        (100, 0, "100", "100"),
        (1_050, 2, "10.50", "10.5"),
        (-100, 1, "-10.0", "-10"),
    ] {
        assert_eq!(decimal::format(value, places), exact);
        assert_eq!(decimal::format_short(value, places), short);
    }
}

#[test]
fn errors_of_sums_tell_what_to_do() {
    for error in [
        MoneyError::Overflow,
        MoneyError::Malformed,
        MoneyError::OutOfRange,
        MoneyError::UnknownCurrency,
    ] {
        let words = error.to_string();
        assert!(words.ends_with('.') && words.contains(". "), "{words}");
        assert_eq!(LabelledError::from(error).to_string(), words);
    }
}
