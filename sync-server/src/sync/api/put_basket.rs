//! Another program puts a basket aside, whole: at the catalogue's prices, computed by the same code as on a till.

use super::baskets::{Desk, answer, changed, name};
use super::create_order::who;
use super::new_order::{NewLine, priced, text, unusable};
use crate::modules::basket::contract::{self as basket, BasketView};
use crate::modules::catalog::contract as catalog;
use crate::modules::identity::contract::{self as identity, Staff, roles};
use crate::platform::api::answer::Answer;
use crate::platform::api::refuse;
use crate::platform::api::version::Conditions;
use crate::platform::json::{Body, Segment};
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::extract::State;
use axum::http::StatusCode;
use pos_core::{Basket, BasketKind, Currency};
use pos_protocol::basket::HeldBasket;
use pos_protocol::device::Store;
use serde::Deserialize;
use sqlx::PgConnection;
use utoipa::ToSchema;
use uuid::Uuid;

/// A basket of goods to be sold.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewBasket {
    /// The trading day that the change belongs to, `YYYY-MM-DD`. The server derives none from a clock.
    #[schema(format = Date)]
    business_day: String,
    /// What people call it.
    #[serde(default)]
    #[schema(max_length = 60)]
    name: String,
    /// The number that another system knows it by.
    external_reference: Option<String>,
    /// A note.
    note: Option<String>,
    /// What is in it.
    #[schema(min_items = 1, max_items = 1000)]
    lines: Vec<NewLine>,
}

/// Puts a basket aside under an id (UUID) that the caller chooses, for any register to go on with; or puts other goods,
/// at the prices of now, into one that the caller has read.
#[utoipa::path(put, path = "/v1/baskets/{id}", tag = "baskets", params(("id" = Uuid, Path)),
    request_body = NewBasket, responses(
        (status = 200, body = BasketView, description = "It was there", headers(("ETag" = String))),
        (status = 201, body = BasketView, description = "It is new",
            headers(("ETag" = String), ("Location" = String))),
        refuse::Staff, refuse::Missing, refuse::Taken, refuse::VersionRequired, refuse::Body))]
pub(super) async fn put_basket(
    State(state): State<AppState>,
    staff: Staff,
    asked: Conditions,
    Segment(id): Segment<Uuid>,
    Body(new): Body<NewBasket>,
) -> Result<Answer, ApiError> {
    staff.require(&[roles::ADMIN])?;
    let (now, who) = (state.clock.now(), who(&staff));
    changed(&state, move |tx| {
        Box::pin(async move {
            let desk = Desk::open(tx, now, who, &new.business_day).await?;
            put(tx, &desk, id, &asked, &new).await
        })
    })
    .await
}

async fn put(
    tx: &mut PgConnection,
    desk: &Desk,
    id: Uuid,
    asked: &Conditions,
    new: &NewBasket,
) -> Result<Answer, ApiError> {
    let shop = identity::shop(tx).await?;
    let there = basket::find(tx, id).await?;
    match &there {
        Some(found) => found.require(tx, desk.own.register, asked).await?,
        None => asked.check(None)?,
    }
    let status = match there {
        Some(_) => StatusCode::OK,
        None => StatusCode::CREATED,
    };
    let mut held = HeldBasket {
        id: id.to_string(),
        fence: there.as_ref().map_or(1, |found| found.held.fence),
        name: name(&new.name)?,
        basket: emptied(there.map(|found| found.held), &shop)?,
        lines: Vec::new(),
        authorised_by: None,
        external_reference: text("external_reference", new.external_reference.as_deref())?,
        note: text("note", new.note.as_deref())?,
    };
    let version = catalog::head(tx).await?.version;
    let codes: Vec<String> = new.lines.iter().map(|line| line.code.clone()).collect();
    let products = catalog::on_sale(tx, &codes, desk.now.as_second()).await?;
    held.lines = priced(&mut held.basket, &new.lines, version, &products)?;
    desk.put_aside(tx, held, false).await?;
    answer(tx, id, status).await
}

/// The basket without its lines and its discount. Its numbers go on where they were, so that none is used twice.
fn emptied(there: Option<HeldBasket>, shop: &Store) -> Result<Basket, ApiError> {
    let currency = Currency::from_code(&shop.currency).map_err(|c| ApiError::internal(&c))?;
    let Some(held) = there else {
        return Ok(Basket::new(BasketKind::Sale, currency).rounding_taxes(shop.tax_rounding));
    };
    let mut basket = held.basket;
    if basket.kind() != BasketKind::Sale || basket.currency() != currency {
        let why = "Only a sale in the shop's own currency can be put together anew.";
        return Err(unusable(why));
    }
    for line in &held.lines {
        basket.remove(line).map_err(unusable)?;
    }
    basket.set_discount(None).map_err(unusable)?;
    Ok(basket.rounding_taxes(shop.tax_rounding))
}
