//! What an order comes to, wherever it was computed, and where two such answers differ.

use std::collections::{BTreeMap, BTreeSet};

use pos_core::{Amount, Currency, MoneyError, Tax, decimal};
use serde::Serialize;

/// The figures of a line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LineFigures {
    /// Without tax.
    pub net: Amount,
    /// Its taxes, in their order.
    pub taxes: Vec<Amount>,
    /// With tax.
    pub gross: Amount,
}

/// The figures of an order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figures {
    /// Line by line.
    pub lines: Vec<LineFigures>,
    /// Without tax.
    pub net: Amount,
    /// Each tax by name and value.
    pub taxes: BTreeMap<String, Amount>,
    /// With tax.
    pub gross: Amount,
    /// What rounding to the smallest coin adds.
    pub cash_rounding: Amount,
    /// Gross with that.
    pub to_pay: Amount,
}

/// One figure that is not what it must be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The case's name.
    pub case: String,
    /// `core`, `till` or `server`.
    pub place: String,
    /// Which figure, such as `lines[0].net`.
    pub field: String,
    /// What the file says.
    pub want: String,
    /// What was computed.
    pub got: String,
}

/// The key of a tax: its name and its value, however many zeros it was written with.
#[must_use]
pub fn tax_key(name: &str, rate_e4: i64) -> String {
    format!("{name} {}", decimal::format_short(i128::from(rate_e4), 4))
}

impl Figures {
    /// Adds to the sum of one tax.
    ///
    /// # Errors
    /// When the sum does not fit.
    pub fn add_tax(&mut self, key: String, amount: Amount) -> Result<(), MoneyError> {
        let sum = self.taxes.entry(key).or_default();
        *sum = sum.plus(amount)?;
        Ok(())
    }

    /// Adds to the sums of a line's taxes.
    ///
    /// # Errors
    /// When a sum does not fit.
    pub fn add_taxes(&mut self, taxes: &[Tax], amounts: &[Amount]) -> Result<(), MoneyError> {
        for (tax, amount) in taxes.iter().zip(amounts) {
            let key = format!("{} {}", tax.name, tax.rate_text());
            self.add_tax(key, *amount)?;
        }
        Ok(())
    }

    /// Where `self`, which must be, and `got` differ: field, wanted, found.
    #[must_use]
    pub fn differences(&self, got: &Figures, currency: Currency) -> Vec<[String; 3]> {
        let mut found = Vec::new();
        let mut check = |field: String, want: Option<Amount>, got: Option<Amount>| {
            if want != got {
                found.push([field, written(want, currency), written(got, currency)]);
            }
        };
        for at in 0..self.lines.len().max(got.lines.len()) {
            let (want, got) = (self.lines.get(at), got.lines.get(at));
            let mut of = |field: &str, pick: &dyn Fn(&LineFigures) -> Option<Amount>| {
                let name = format!("lines[{at}].{field}");
                check(name, want.and_then(pick), got.and_then(pick));
            };
            of("net", &|line| Some(line.net));
            of("gross", &|line| Some(line.gross));
            let taxes = [want, got].map(|line| line.map_or(0, |line| line.taxes.len()));
            for tax in 0..taxes[0].max(taxes[1]) {
                of(&format!("taxes[{tax}]"), &|line| {
                    line.taxes.get(tax).copied()
                });
            }
        }
        check("net".into(), Some(self.net), Some(got.net));
        // A tax that comes to nothing need not be named.
        let keys: BTreeSet<&String> = self.taxes.keys().chain(got.taxes.keys()).collect();
        for key in keys {
            let sum = |figures: &Figures| Some(figures.taxes.get(key).copied().unwrap_or_default());
            check(format!("taxes[{key}]"), sum(self), sum(got));
        }
        check("gross".into(), Some(self.gross), Some(got.gross));
        let rounding = [self, got].map(|figures| Some(figures.cash_rounding));
        check("cash_rounding".into(), rounding[0], rounding[1]);
        check("to_pay".into(), Some(self.to_pay), Some(got.to_pay));
        found
    }
}

fn written(amount: Option<Amount>, currency: Currency) -> String {
    let places = currency.exponent() as usize;
    amount.map_or_else(
        || "nothing".to_owned(),
        |amount| decimal::format(i128::from(amount.minor()), places),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_figure_can_differ() {
        let line = |net, tax, gross| LineFigures {
            net: Amount::from_minor(net),
            taxes: vec![Amount::from_minor(tax)],
            gross: Amount::from_minor(gross),
        };
        let mut want = Figures {
            lines: vec![line(100, 20, 120)],
            ..Figures::default()
        };
        want.add_tax(tax_key("VAT", 200_000), Amount::from_minor(20))
            .unwrap();
        want.add_tax("Nothing 1".to_owned(), Amount::ZERO).unwrap();
        let mut got = want.clone();
        got.taxes.remove("Nothing 1");
        assert_eq!(want.differences(&got, Currency::GBP).len(), 0);
        got.lines[0] = line(101, 21, 122);
        got.lines.push(line(1, 0, 1));
        got.net = Amount::from_minor(1);
        got.gross = Amount::from_minor(1);
        got.cash_rounding = Amount::from_minor(1);
        got.to_pay = Amount::from_minor(1);
        got.taxes.clear();
        let fields: Vec<String> = want
            .differences(&got, Currency::GBP)
            .into_iter()
            .map(|[field, want, got]| format!("{field} {want} {got}"))
            .collect();
        assert_eq!(
            fields,
            [
                "lines[0].net 1.00 1.01",
                "lines[0].gross 1.20 1.22",
                "lines[0].taxes[0] 0.20 0.21",
                "lines[1].net nothing 0.01",
                "lines[1].gross nothing 0.01",
                "lines[1].taxes[0] nothing 0.00",
                "net 0.00 0.01",
                "taxes[VAT 20] 0.20 0.00",
                "gross 0.00 0.01",
                "cash_rounding 0.00 0.01",
                "to_pay 0.00 0.01",
            ]
        );
    }
}
