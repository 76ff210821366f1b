//! The payment, what it ended in, and the receipt.

use super::{Kind, LineView, TotalsView};
use pos_core::{Paid, PaymentError, Receipt};
use pos_till::TillError;
use serde::Serialize;

/// A payment that has begun.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PaymentView {
    /// The order's id: the same payment handed in twice is one order.
    pub order_id: String,
    /// What is to be paid.
    pub due: i64,
    /// What customers are likely to hand over.
    pub quick_cash: Vec<i64>,
}

/// What a sum that is being typed would come to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct ChangeView {
    /// What would go back to the customer.
    pub change: i64,
    /// What would still be missing.
    pub missing: i64,
}

/// A receipt, ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ReceiptView {
    /// Unique for ever.
    pub number: String,
    /// The shop's name.
    pub shop_name: String,
    /// The shop's address.
    pub address: String,
    /// The VAT number, when there is one.
    pub vat_number: Option<String>,
    /// The register's name.
    pub register_name: String,
    /// Who served.
    pub staff: String,
    /// When it was paid, RFC 3339.
    pub paid_at: String,
    /// The trading day, `YYYY-MM-DD`.
    pub business_day: String,
    /// Which way the goods went.
    pub kind: Kind,
    /// The lines.
    pub lines: Vec<LineView>,
    /// What they come to.
    pub totals: TotalsView,
    /// What rounding to the smallest coin added to what was paid.
    pub rounding: i64,
}

/// A finished sale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SaleDone {
    /// What goes back to the customer.
    pub change: i64,
    /// What the customer gave.
    pub given: i64,
    /// What was to be paid.
    pub due: i64,
    /// The receipt.
    pub receipt: ReceiptView,
}

impl From<pos_till::views::PaymentView> for PaymentView {
    fn from(payment: pos_till::views::PaymentView) -> PaymentView {
        PaymentView {
            order_id: payment.order_id,
            due: payment.due.minor(),
            quick_cash: payment.quick_cash.iter().map(|sum| sum.minor()).collect(),
        }
    }
}

impl ChangeView {
    /// The view of a payment that was tried on paper.
    pub fn of(paid: Result<Paid, PaymentError>) -> Result<ChangeView, TillError> {
        match paid {
            Ok(paid) => Ok(ChangeView {
                change: paid.change().minor(),
                missing: 0,
            }),
            Err(PaymentError::BelowTotal { missing }) => Ok(ChangeView {
                change: 0,
                missing: missing.minor(),
            }),
            Err(error) => Err(error.into()),
        }
    }
}

impl From<&Receipt> for ReceiptView {
    fn from(receipt: &Receipt) -> ReceiptView {
        let order = &receipt.order;
        ReceiptView {
            number: receipt.number.clone(),
            shop_name: receipt.shop.name.clone(),
            address: receipt.shop.address.clone(),
            vat_number: receipt.shop.vat_number.clone(),
            register_name: receipt.register.clone(),
            staff: receipt.staff.clone(),
            paid_at: receipt.paid_at.clone(),
            business_day: receipt.business_day.clone(),
            kind: order.kind().into(),
            lines: order.lines().iter().map(LineView::from).collect(),
            totals: TotalsView::from(order.totals()),
            rounding: order
                .paid()
                .rounding()
                .map_or(0, |by| by.difference.minor()),
        }
    }
}

impl From<pos_till::views::SaleDone> for SaleDone {
    fn from(done: pos_till::views::SaleDone) -> SaleDone {
        let order = &done.receipt.order;
        let tenders = order.paid().tenders();
        let receipt = ReceiptView::from(&done.receipt);
        SaleDone {
            change: done.change.minor(),
            given: tenders.iter().map(|tender| tender.amount().minor()).sum(),
            due: receipt.totals.gross + receipt.rounding,
            receipt,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ChangeView;
    use pos_core::{Amount, Paid};

    #[test]
    fn a_sum_is_too_little_enough_or_absurd() {
        let tried = |due, given| {
            let paid = Paid::cash(Amount::from_minor(due), Amount::from_minor(given));
            ChangeView::of(paid)
                .map(|view| (view.change, view.missing))
                .map_err(|error| error.code())
        };
        assert_eq!(tried(1234, 2000), Ok((766, 0)));
        assert_eq!(tried(1234, 1234), Ok((0, 0)));
        assert_eq!(tried(1234, 1000), Ok((0, 234)));
        assert_eq!(tried(1234, 5_012_345_678_900), Err("given_too_large"));
        assert_eq!(tried(-500, -400), Err("refund_mismatch"));
    }
}
