//! What the customer takes home: the order, the shop and where to find it again.

use crate::order::Order;
use serde::{Deserialize, Serialize};

/// The shop as a receipt names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shop {
    /// The trading name.
    pub name: String,
    /// One line of address.
    pub address: String,
    /// The VAT number, when there is one.
    pub vat_number: Option<String>,
}

/// A receipt, ready to be shown or printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Register, branch and sequence: unique for ever.
    pub number: String,
    /// The shop.
    pub shop: Shop,
    /// The register's name.
    pub register: String,
    /// Who served.
    pub staff: String,
    /// The trading day that it belongs to, `YYYY-MM-DD`.
    pub business_day: String,
    /// The wall clock when it was paid, RFC 3339.
    pub paid_at: String,
    /// What was sold or came back.
    pub order: Order,
}

/// The number as it is printed, of one that was typed or scanned, perhaps in small letters and without the zeros. None
/// where the text is no receipt number.
pub fn read_number(text: &str) -> Option<String> {
    let mut parts = text.trim().rsplitn(3, '-');
    let seq = parts.next()?;
    let digits = seq.bytes().all(|byte| byte.is_ascii_digit());
    let seq = seq.parse().ok().filter(|seq| digits && *seq > 0)?;
    let branch = parts.next()?;
    let code = parts.next()?;
    let hex = !branch.is_empty() && branch.bytes().all(|byte| byte.is_ascii_hexdigit());
    (hex && !code.is_empty()).then(|| number(code, branch, seq))
}

/// The receipt number of a journal entry: `2-9F3A-001842` for register 2, branch 9f3a…, entry 1842.
pub fn number(register_code: &str, branch: &str, seq: u64) -> String {
    format!("{register_code}-{}-{seq:06}", branch.to_uppercase())
}
