//! A held basket as programs read it. Its version covers all that is in it, the new prices included: who decides on what
//! it showed is told when a price has changed since.

use crate::modules::basket::store::{PriceNow, Whole};
use crate::platform::api::version::Version;
use crate::problem::ApiError;
use pos_core::{Amount, BasketKind, Line};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A held basket with its lines. Money is in minor units, unit prices in ten-thousandths of the major unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BasketView {
    /// Its id.
    pub id: Uuid,
    /// `held`, `claimed`, `resumed`, `paid` or `voided`.
    pub state: &'static str,
    /// Grows whenever the server hands the basket out.
    pub fence: u64,
    /// The register that has it, or had it last.
    pub had_by: Uuid,
    /// The register that put it aside last.
    pub register: Uuid,
    /// Who did, if anybody was signed in.
    pub held_by: Option<String>,
    /// When, by that register's wall clock, RFC 3339.
    pub held_at: String,
    /// Somebody also wrote to it who no longer had it.
    pub forked: bool,
    /// What people call it; may be empty.
    pub name: String,
    /// Which way the goods go.
    pub kind: BasketKind,
    /// ISO 4217 code.
    pub currency: String,
    /// The number that another system knows it by.
    pub external_reference: Option<String>,
    /// A note.
    pub note: Option<String>,
    /// Its lines, by number.
    pub lines: Vec<LineView>,
    /// Without tax.
    pub net: Amount,
    /// The tax.
    pub tax: Amount,
    /// What is to be paid.
    pub gross: Amount,
    /// What all discounts take off.
    pub discounts: Amount,
    /// Some of its lines cost something else by now.
    pub prices_changed: bool,
}

/// A line of a held basket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct LineView {
    /// Its number, never used twice in one basket.
    pub number: u32,
    /// The product's code.
    pub code: String,
    /// The product's name.
    pub name: String,
    /// What it is sold by.
    pub unit: String,
    /// Thousandths; negative when goods come back.
    pub quantity: i64,
    /// The price that it was rung up at, and keeps.
    pub unit_price: i64,
    /// Which price of the catalogue that is.
    pub price_id: String,
    /// The catalogue's version then; 0 where a receipt's price was taken.
    pub catalogue_version: u64,
    /// It is another price than the catalogue's was.
    pub overridden: bool,
    /// What was written beside it.
    pub note: Option<String>,
    /// What the line's own discount takes off.
    pub discount: Amount,
    /// Its share of the basket's discount.
    pub basket_discount: Amount,
    /// Without tax.
    pub net: Amount,
    /// The tax.
    pub tax: Amount,
    /// With tax.
    pub gross: Amount,
    /// What the product costs by now, where that is something else.
    pub price_now: Option<PriceNow>,
}

impl BasketView {
    /// `whole`, as programs read it.
    pub(super) fn of(whole: &Whole) -> Result<BasketView, ApiError> {
        let broken = |cause: &dyn std::fmt::Display| ApiError::internal(cause);
        let held = &whole.held;
        let settled = held.basket.settle(held.lines.clone());
        let settled = settled.map_err(|cause| broken(&cause))?;
        let prices = |number: u32| whole.prices.iter().find(|price| price.line == number);
        let lines = settled.lines.iter().map(|line| {
            let now = prices(line.number).map(|price| price.now.clone());
            LineView::of(line, now)
        });
        Ok(BasketView {
            id: held
                .id
                .parse()
                .map_err(|cause: uuid::Error| broken(&cause))?,
            state: whole.custody.state.text(),
            fence: whole.custody.fence.cast_unsigned(),
            had_by: whole.custody.register,
            register: whole.held_by,
            held_by: whole.staff_name.clone(),
            held_at: whole.held_at.clone(),
            forked: whole.forked,
            name: held.name.clone(),
            kind: held.basket.kind(),
            currency: held.basket.currency().code().to_owned(),
            external_reference: held.external_reference.clone(),
            note: held.note.clone(),
            lines: lines.collect::<Result<_, _>>()?,
            net: settled.totals.net,
            tax: settled.totals.tax,
            gross: settled.totals.gross,
            discounts: settled.totals.discounts,
            prices_changed: !whole.prices.is_empty(),
        })
    }

    /// The version of all that it says.
    pub fn version(&self) -> Result<Version, ApiError> {
        let bytes = serde_json::to_vec(self).map_err(|cause| ApiError::internal(&cause))?;
        Ok(Version::of(&bytes))
    }
}

impl LineView {
    fn of(line: &Line, price_now: Option<PriceNow>) -> Result<LineView, ApiError> {
        let figures = &line.figures;
        let tax = figures.gross.minus(figures.net);
        Ok(LineView {
            number: line.number,
            code: line.code.clone(),
            name: line.name.clone(),
            unit: line.unit.clone(),
            quantity: line.quantity.thousandths(),
            unit_price: line.unit_price.e4(),
            price_id: line.price_id.clone(),
            catalogue_version: line.catalogue_version,
            overridden: line.price_override.is_some(),
            note: line.note.clone(),
            discount: figures.discount,
            basket_discount: figures.basket_discount,
            net: figures.net,
            tax: tax.map_err(|cause| ApiError::internal(&cause))?,
            gross: figures.gross,
            price_now,
        })
    }
}
