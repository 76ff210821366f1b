//! The file as people write it: decimals are strings.

use std::collections::BTreeMap;

use pos_core::TaxRounding;
use serde::Deserialize;

/// What a file of golden cases says that it is.
pub const SCHEMA: &str = "evertill.vectors.v1";

/// A whole file.
#[derive(Debug, Deserialize)]
pub struct VectorFile {
    /// [`SCHEMA`].
    pub schema: String,
    /// The cases, each an order.
    pub cases: Vec<CaseText>,
}

/// One order and what it must come to.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseText {
    /// What people call it.
    pub name: String,
    /// ISO 4217 code.
    pub currency: String,
    /// Where taxes are rounded.
    pub tax_rounding: TaxRounding,
    /// The lines; negative quantities come back.
    pub lines: Vec<LineText>,
    /// What is taken off the whole basket.
    #[serde(default)]
    pub basket_discount: Option<DiscountText>,
    /// The smallest coin.
    #[serde(default)]
    pub cash_rounding: Option<String>,
    /// What it must come to.
    pub want: WantText,
}

/// One line.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LineText {
    /// Up to four decimals.
    pub unit_price: String,
    /// Up to three decimals.
    pub quantity: String,
    /// What is taken off it.
    #[serde(default)]
    pub discount: Option<DiscountText>,
    /// Its taxes, in their order.
    #[serde(default)]
    pub taxes: Vec<TaxText>,
}

/// A discount.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DiscountText {
    /// `percent` or `amount`.
    pub kind: DiscountKind,
    /// Per cent, or a sum.
    pub value: String,
}

/// What a discount's value means.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DiscountKind {
    /// Per cent.
    Percent,
    /// A sum of the currency.
    Amount,
}

/// A tax.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaxText {
    /// Its name.
    pub name: String,
    /// `percent`, or `fixed` for each unit of quantity.
    pub kind: pos_core::TaxKind,
    /// Per cent, or a sum for each unit, of up to four decimals.
    pub value: String,
    /// Whether the price contains it.
    pub included: bool,
    /// Whether it is taken of the taxes before it too.
    #[serde(default)]
    pub on_top_of_previous: bool,
}

/// What an order must come to.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WantText {
    /// Line by line.
    pub lines: Vec<WantLine>,
    /// Without tax.
    pub net: String,
    /// Each tax by name and value, such as `VAT 20`.
    pub taxes: BTreeMap<String, String>,
    /// With tax.
    pub gross: String,
    /// What rounding to the smallest coin adds.
    pub cash_rounding: String,
    /// Gross with that.
    pub to_pay: String,
}

/// What a line must come to.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WantLine {
    /// Without tax.
    pub net: String,
    /// Its taxes, in their order.
    pub taxes: Vec<String>,
    /// With tax.
    pub gross: String,
}
