//! The shift and what it comes to.

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
    /// Cash taken less change and cash paid out, without the float.
    pub cash: i64,
    /// Cash in the drawer at the start.
    pub float: i64,
    /// What should be in the drawer.
    pub expected_cash: i64,
    /// What was counted, once it is closed.
    pub counted_cash: Option<i64>,
    /// Counted less expected, once it is closed.
    pub difference: Option<i64>,
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
            sales: report.sales,
            refunds: report.refunds,
            sales_gross: report.sales_gross.minor(),
            refunds_gross: report.refunds_gross.minor(),
            tax: report.tax.minor(),
            cash: report.cash.minor(),
            float: report.float.minor(),
            expected_cash: report.expected_cash.minor(),
            counted_cash: report.counted_cash.map(|counted| counted.minor()),
            difference: report.difference.map(|difference| difference.minor()),
        }
    }
}
