//! Which till work a row is. The rules stand in the order in which they are tried; the first that fits counts.

use serde::{Deserialize, Serialize};

/// Which way the goods of an invoice went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Out of the shop.
    Sale,
    /// Back into it, without a receipt.
    Refund,
}

impl Kind {
    /// As the tables of tills and server spell it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Kind::Sale => "sale",
            Kind::Refund => "refund",
        }
    }
}

/// Why a row is no till work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// The stock was put right.
    StockCorrection,
    /// Goods at no price.
    ZeroPrice,
    /// Whatever else can be read.
    NotASaleOrRefund,
    /// It can't be read.
    Malformed,
}

impl Refusal {
    /// The reason as `refused.csv` and `result.json` spell it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Refusal::StockCorrection => "stock_correction",
            Refusal::ZeroPrice => "zero_price",
            Refusal::NotASaleOrRefund => "not_a_sale_or_refund",
            Refusal::Malformed => "malformed",
        }
    }
}

/// What the row of an invoice number, a quantity and a price is.
///
/// # Errors
/// The reason for which it is refused.
pub fn classify(invoice: &str, quantity: i64, price_e4: i64) -> Result<Kind, Refusal> {
    let digit = invoice.starts_with(|c: char| c.is_ascii_digit());
    if digit && quantity > 0 && price_e4 > 0 {
        Ok(Kind::Sale)
    } else if invoice.starts_with('C') && quantity < 0 && price_e4 > 0 {
        Ok(Kind::Refund)
    } else if digit && quantity <= 0 {
        Err(Refusal::StockCorrection)
    } else if digit && price_e4 == 0 {
        Err(Refusal::ZeroPrice)
    } else {
        Err(Refusal::NotASaleOrRefund)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_fitting_rule_counts() {
        use Refusal::{NotASaleOrRefund, StockCorrection, ZeroPrice};
        let cases = [
            ("536365", 6, 25_500, Ok(Kind::Sale)),
            ("C536379", -1, 275_000, Ok(Kind::Refund)),
            ("536589", -10, 0, Err(StockCorrection)),
            ("536589", -10, 100, Err(StockCorrection)),
            ("536589", 0, 0, Err(StockCorrection)),
            ("536589", -1, -100, Err(StockCorrection)),
            ("536414", 56, 0, Err(ZeroPrice)),
            ("536414", 1, -100, Err(NotASaleOrRefund)),
            ("C536379", 1, 100, Err(NotASaleOrRefund)),
            ("C536379", -1, 0, Err(NotASaleOrRefund)),
            ("C536379", -1, -5, Err(NotASaleOrRefund)),
            ("c536379", -1, 100, Err(NotASaleOrRefund)),
            ("A563185", 1, 100, Err(NotASaleOrRefund)),
            ("٣536365", 1, 100, Err(NotASaleOrRefund)),
        ];
        for (invoice, quantity, price, want) in cases {
            assert_eq!(
                classify(invoice, quantity, price),
                want,
                "{invoice} {quantity} {price}"
            );
        }
    }
}
