//! A case that was read: every decimal a checked number. What can't be read is the input's fault, not a difference.

use pos_core::calc::v1::Terms;
use pos_core::{
    Amount, BasketKind, Currency, Discount, MoneyError, Quantity, Tax, TaxRounding, UnitPrice,
    decimal,
};
use pos_replay::error::ReplayError;

use crate::figures::{Figures, LineFigures, tax_key};
use crate::file::{CaseText, DiscountKind, DiscountText, LineText, SCHEMA, VectorFile, WantText};

/// What the shop decides, and a till is enrolled with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShopRules {
    /// The currency of all amounts.
    pub currency: Currency,
    /// Where taxes are rounded.
    pub tax_rounding: TaxRounding,
    /// The smallest coin; zero for none.
    pub smallest_coin: Amount,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseLine {
    /// What one unit costs.
    pub unit_price: UnitPrice,
    /// How many; negative when goods come back.
    pub quantity: Quantity,
    /// What is taken off it.
    pub discount: Option<Discount>,
    /// Its taxes.
    pub taxes: Vec<Tax>,
}

impl CaseLine {
    /// What its figures depend on.
    #[must_use]
    pub fn terms(&self) -> Terms<'_> {
        Terms {
            unit_price: self.unit_price,
            quantity: self.quantity,
            discount: self.discount,
            taxes: &self.taxes,
        }
    }
}

/// One order and what it must come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// What people call it.
    pub name: String,
    /// The shop that it happens in.
    pub rules: ShopRules,
    /// Its lines, at least one.
    pub lines: Vec<CaseLine>,
    /// What is taken off the whole basket.
    pub discount: Option<Discount>,
    /// What it must come to.
    pub want: Figures,
}

impl Case {
    /// Which way the goods go.
    #[must_use]
    pub fn kind(&self) -> BasketKind {
        let back = |line: &CaseLine| line.quantity.is_negative();
        match (self.lines.iter().any(back), self.lines.iter().all(back)) {
            (false, _) => BasketKind::Sale,
            (true, true) => BasketKind::Refund,
            (true, false) => BasketKind::Exchange,
        }
    }
}

/// Reads a whole file.
///
/// # Errors
/// [`ReplayError::Unusable`] with the case and the field that can't be read.
pub fn read(text: &str) -> Result<Vec<Case>, ReplayError> {
    let unusable = |why: String| ReplayError::Unusable(why);
    let file: VectorFile =
        serde_json::from_str(text).map_err(|error| unusable(format!("the file: {error}")))?;
    if file.schema != SCHEMA {
        return Err(unusable(format!(
            "the file says that it is {}; only {SCHEMA} can be read",
            file.schema
        )));
    }
    let read = |(at, text): (usize, &CaseText)| {
        case(text).map_err(|why| unusable(format!("case {} ({}): {why}", at + 1, text.name)))
    };
    file.cases.iter().enumerate().map(read).collect()
}

fn case(text: &CaseText) -> Result<Case, String> {
    let currency = Currency::from_code(&text.currency).map_err(|e| told("currency", e))?;
    let coin = text.cash_rounding.as_deref().unwrap_or("0");
    let smallest_coin = amount("cash_rounding", coin, currency)?;
    if smallest_coin < Amount::ZERO {
        return Err(format!("cash_rounding {coin} is less than nothing"));
    }
    if text.lines.is_empty() {
        return Err("it has no lines".to_owned());
    }
    let lines = text
        .lines
        .iter()
        .map(|text| line(text, currency))
        .collect::<Result<_, _>>()?;
    Ok(Case {
        name: text.name.clone(),
        rules: ShopRules {
            currency,
            tax_rounding: text.tax_rounding,
            smallest_coin,
        },
        lines,
        discount: discount(text.basket_discount.as_ref(), currency)?,
        want: want(&text.want, currency)?,
    })
}

fn line(text: &LineText, currency: Currency) -> Result<CaseLine, String> {
    let quantity = Quantity::parse(&text.quantity).map_err(|e| told("quantity", e))?;
    if quantity.is_zero() {
        return Err("a quantity of 0 sells nothing".to_owned());
    }
    let tax = |text: &crate::file::TaxText| {
        let tax = Tax::new(&text.name, text.kind, &text.value, text.included)
            .map_err(|e| told("tax", e))?;
        Ok::<_, String>(Tax {
            on_top_of_previous: text.on_top_of_previous,
            ..tax
        })
    };
    Ok(CaseLine {
        unit_price: UnitPrice::parse(&text.unit_price).map_err(|e| told("unit_price", e))?,
        quantity,
        discount: discount(text.discount.as_ref(), currency)?,
        taxes: text.taxes.iter().map(tax).collect::<Result<_, _>>()?,
    })
}

fn discount(text: Option<&DiscountText>, currency: Currency) -> Result<Option<Discount>, String> {
    let Some(text) = text else {
        return Ok(None);
    };
    let discount = match text.kind {
        DiscountKind::Percent => Discount::percent(&text.value),
        DiscountKind::Amount => Discount::amount(amount("discount", &text.value, currency)?),
    };
    discount.map(Some).map_err(|e| told("discount", e))
}

fn want(text: &WantText, currency: Currency) -> Result<Figures, String> {
    let read = |field: &str, text: &str| amount(field, text, currency);
    let line = |line: &crate::file::WantLine| {
        Ok::<_, String>(LineFigures {
            net: read("want.net", &line.net)?,
            taxes: line
                .taxes
                .iter()
                .map(|tax| read("want.taxes", tax))
                .collect::<Result<_, _>>()?,
            gross: read("want.gross", &line.gross)?,
        })
    };
    let mut figures = Figures {
        lines: text.lines.iter().map(line).collect::<Result<_, _>>()?,
        net: read("want.net", &text.net)?,
        gross: read("want.gross", &text.gross)?,
        cash_rounding: read("want.cash_rounding", &text.cash_rounding)?,
        to_pay: read("want.to_pay", &text.to_pay)?,
        ..Figures::default()
    };
    for (key, sum) in &text.taxes {
        let sum = read("want.taxes", sum)?;
        let (name, value) = key
            .rsplit_once(' ')
            .ok_or_else(|| format!("want.taxes: {key} is no name and value"))?;
        let rate = decimal::parse(value, 4).map_err(|e| told("want.taxes", e))?;
        figures
            .add_tax(tax_key(name, rate), sum)
            .map_err(|e| told("want.taxes", e))?;
    }
    Ok(figures)
}

fn amount(field: &str, text: &str, currency: Currency) -> Result<Amount, String> {
    let minor = decimal::parse(text, currency.exponent() as usize)
        .map_err(|error| format!("{field} {text}: {error}"))?;
    Ok(Amount::from_minor(minor))
}

fn told(field: &str, error: MoneyError) -> String {
    format!("{field}: {error}")
}
