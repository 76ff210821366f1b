//! The shift and what it comes to.

use super::TaxView;
use serde::Serialize;

/// The open shift.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ShiftView {
    /// Its number on this register.
    pub number: u32,
    /// When it opened, RFC 3339.
    pub opened_at: String,
    /// The trading day, `YYYY-MM-DD`.
    pub business_day: String,
    /// Cash in the drawer at the start.
    pub float: i64,
}

/// What a shift comes to. Refunds are negative.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ShiftReport {
    /// The shift's number.
    pub number: u32,
    /// The trading day, `YYYY-MM-DD`.
    pub business_day: String,
    /// When it opened, RFC 3339.
    pub opened_at: String,
    /// When it closed, RFC 3339.
    pub closed_at: Option<String>,
    /// How many sales.
    pub sales: u32,
    /// How many refunds.
    pub refunds: u32,
    /// What the sales come to.
    pub sales_gross: i64,
    /// What the refunds come to.
    pub refunds_gross: i64,
    /// All tax.
    pub tax: i64,
    /// The taxes one by one.
    pub taxes: Vec<TaxView>,
    /// What discounts took off sales.
    pub discounts: i64,
    /// How many baskets were given up.
    pub voids: u32,
    /// What those came to.
    pub voids_gross: i64,
    /// What cash was rounded by. Turnover and this are what the tenders come to.
    pub cash_rounding: i64,
    /// Cash taken less change and cash paid out, without the float.
    pub cash: i64,
    /// Cash of a basket that is not paid in full yet: it is in the drawer, and in no order.
    pub part_paid_cash: i64,
    /// Taken by card, paid out taken off.
    pub card: i64,
    /// Taken in vouchers, paid out taken off.
    pub voucher: i64,
    /// Cash put in without a sale.
    pub paid_in: i64,
    /// Cash taken out without a refund, negative.
    pub paid_out: i64,
    /// What happened to the drawer between two sales.
    pub movements: Vec<CashMovement>,
    /// Cash in the drawer at the start.
    pub float: i64,
    /// What should be in the drawer.
    pub expected_cash: i64,
    /// What was counted, once it is closed.
    pub counted_cash: Option<i64>,
    /// Counted less expected, once it is closed.
    pub difference: Option<i64>,
    /// Why there is a difference.
    pub difference_reason: Option<String>,
    /// The number of the closing, once it is closed.
    pub z_number: Option<u32>,
    /// The gross of all sales of this register ever.
    pub perpetual: i64,
}

/// Cash in or out without a sale, or a drawer that was only opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct CashMovement {
    /// How much, negative when it went out; none where the drawer was only opened.
    pub amount: Option<i64>,
    /// Why.
    pub reason: String,
    /// When, RFC 3339.
    pub at: String,
    /// Who.
    pub staff: String,
}

impl From<pos_till::views::CashMovement> for CashMovement {
    fn from(movement: pos_till::views::CashMovement) -> CashMovement {
        CashMovement {
            amount: movement.amount.map(|amount| amount.minor()),
            reason: movement.reason,
            at: movement.at,
            staff: movement.staff,
        }
    }
}

impl From<pos_till::views::ShiftView> for ShiftView {
    fn from(shift: pos_till::views::ShiftView) -> ShiftView {
        ShiftView {
            number: shift.number,
            opened_at: shift.opened_at,
            business_day: shift.business_day,
            float: shift.float.minor(),
        }
    }
}

impl From<pos_till::views::ShiftReport> for ShiftReport {
    fn from(report: pos_till::views::ShiftReport) -> ShiftReport {
        ShiftReport {
            number: report.number,
            business_day: report.business_day,
            opened_at: report.opened_at,
            closed_at: report.closed_at,
            sales: report.sales,
            refunds: report.refunds,
            sales_gross: report.sales_gross.minor(),
            refunds_gross: report.refunds_gross.minor(),
            tax: report.tax.minor(),
            taxes: report.taxes.iter().map(TaxView::from).collect(),
            discounts: report.discounts.minor(),
            voids: report.voids,
            voids_gross: report.voids_gross.minor(),
            cash_rounding: report.cash_rounding.minor(),
            cash: report.cash.minor(),
            part_paid_cash: report.part_paid_cash.minor(),
            card: report.card.minor(),
            voucher: report.voucher.minor(),
            paid_in: report.paid_in.minor(),
            paid_out: report.paid_out.minor(),
            movements: report
                .movements
                .into_iter()
                .map(CashMovement::from)
                .collect(),
            float: report.float.minor(),
            expected_cash: report.expected_cash.minor(),
            counted_cash: report.counted_cash.map(|counted| counted.minor()),
            difference: report.difference.map(|difference| difference.minor()),
            difference_reason: report.difference_reason,
            z_number: report.z_number,
            perpetual: report.perpetual.minor(),
        }
    }
}
