//! Makes an order out of what a program asked for: priced by the catalogue, computed by the same code as on a till.

use crate::platform::ids::hashed_id;
use crate::problem::ApiError;
use pos_core::order::OrderDetails;
use pos_core::{
    Amount, Basket, BasketKind, Card, Currency, Due, LastFour, Line, Order, Paid, Product,
    Quantity, Tender, TenderText,
};
use pos_protocol::Hash;
use pos_protocol::codes::Code;
use pos_protocol::device::Store;
use serde::Deserialize;
use std::collections::HashMap;
use std::fmt::Display;
use utoipa::ToSchema;
use uuid::Uuid;

/// The most lines of one order.
pub(super) const MAX_LINES: usize = 1_000;

/// The longest note and the longest reference, in characters.
const MAX_TEXT: usize = 200;

/// An order that another program took.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewOrder {
    /// The trading day that it belongs to, `YYYY-MM-DD`. The server derives none from a clock.
    #[schema(format = Date)]
    pub business_day: String,
    /// The number that the other program knows it by.
    pub external_reference: Option<String>,
    /// A note.
    pub note: Option<String>,
    /// What was sold.
    #[schema(min_items = 1, max_items = 1000)]
    pub lines: Vec<NewLine>,
    /// How it was paid.
    pub tender: NewTender,
}

/// A line of it. The catalogue has its price and its taxes.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewLine {
    /// The product's code.
    pub code: String,
    /// How much, in thousandths.
    #[schema(minimum = 1)]
    pub quantity: i64,
}

/// How it was paid.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum NewTender {
    /// In cash.
    Cash {
        /// What was handed over, in minor units; what is due when left out.
        given: Option<Amount>,
    },
    /// By card, all of it, on a terminal or at a provider that is not ours.
    Card {
        /// The provider's own number for it.
        #[schema(value_type = Option<String>, max_length = 64)]
        reference: Option<TenderText>,
        /// The scheme, such as `Visa`.
        #[schema(value_type = Option<String>, max_length = 64)]
        brand: Option<TenderText>,
        /// The last four digits of the card's number, and never more of it.
        #[schema(value_type = Option<String>)]
        last_four: Option<LastFour>,
    },
}

/// A field of the request that can't be used.
pub(super) fn unusable(why: impl Display) -> ApiError {
    ApiError::new(Code::InvalidRequest, why.to_string())
}

/// A text that the books can keep.
pub(super) fn text(field: &str, text: Option<&str>) -> Result<Option<String>, ApiError> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    if text.chars().count() > MAX_TEXT || text.chars().any(char::is_control) {
        let why = format!("{field} has more than {MAX_TEXT} or unprintable characters.");
        return Err(unusable(why));
    }
    Ok(Some(text.to_owned()))
}

/// The shift that the register's orders of a day belong to. It has no drawer, so it is never counted and never closed.
pub(super) fn shift_of(register: Uuid, business_day: &str) -> Uuid {
    let name = format!("{register} {business_day}");
    hashed_id(Hash::of(name.as_bytes()))
}

/// The order that `asked` is, as `id`.
pub(super) fn order(
    asked: &NewOrder,
    id: Uuid,
    shop: &Store,
    catalogue_version: u64,
    products: &HashMap<String, Product>,
) -> Result<Order, ApiError> {
    let details = OrderDetails {
        id: id.to_string(),
        external_reference: text("external_reference", asked.external_reference.as_deref())?,
        note: text("note", asked.note.as_deref())?,
        ..OrderDetails::default()
    };
    let currency = Currency::from_code(&shop.currency).map_err(|c| ApiError::internal(&c))?;
    let mut basket = Basket::new(BasketKind::Sale, currency).rounding_taxes(shop.tax_rounding);
    let lines = priced(&mut basket, &asked.lines, catalogue_version, products)?;
    let settled = basket.settle(lines.clone()).map_err(unusable)?;
    let due = Due::new(settled.totals.gross, shop.smallest_coin);
    let paid = paid(due, asked.tender.of(due)?)?;
    Order::complete(&basket, lines, paid, details).map_err(unusable)
}

/// Puts `asked` into `basket` at the catalogue's prices, and answers with the lines that it makes.
pub(super) fn priced(
    basket: &mut Basket,
    asked: &[NewLine],
    catalogue_version: u64,
    products: &HashMap<String, Product>,
) -> Result<Vec<Line>, ApiError> {
    if !(1..=MAX_LINES).contains(&asked.len()) {
        return Err(unusable(format!("lines: there are 1 to {MAX_LINES}.")));
    }
    let mut lines: Vec<Line> = Vec::new();
    for (number, line) in asked.iter().enumerate() {
        let field = |why: &dyn Display| unusable(format!("lines[{number}]: {why}"));
        let product = products
            .get(&line.code)
            .ok_or_else(|| field(&format!("nothing with the code {} is on sale.", line.code)))?;
        let quantity = Quantity::from_thousandths(line.quantity).map_err(|cause| field(&cause))?;
        let added = basket.add(product, catalogue_version, quantity);
        lines.push(added.map_err(|cause| field(&cause))?);
    }
    Ok(lines)
}

/// What pays `due` with this one tender.
pub(super) fn paid(due: Due, tender: Tender) -> Result<Paid, ApiError> {
    due.take(Vec::new(), tender)
        .and_then(|step| step.paid(due))
        .map_err(|cause| unusable(format!("{}: {cause}", cause.code())))
}

impl NewTender {
    pub(super) fn of(&self, due: Due) -> Result<Tender, ApiError> {
        Ok(match self {
            NewTender::Cash { given: Some(given) } => Tender::Cash { given: *given },
            NewTender::Cash { given: None } => Tender::Cash {
                given: due.left(&[]).map_err(unusable)?.cash,
            },
            NewTender::Card {
                reference,
                brand,
                last_four,
            } => Tender::Card(Card {
                amount: due.total(),
                reference: reference.clone(),
                brand: brand.clone(),
                last_four: last_four.clone(),
            }),
        })
    }
}
