//! Another program is paid for a held basket: the order is an entry of the register `api`, and the basket is gone with it,
//! in one transaction.
//!
//! A basket that was paid is refused. A till that was paid for it while it heard nothing of this one's payment is booked
//! all the same when it comes back, and both orders are flagged `double_sale`.

use super::baskets::Desk;
use super::create_order::{answer, book, who};
use super::new_order::{NewTender, paid, text, unusable};
use crate::modules::identity::contract::{self as identity, Staff, roles};
use crate::modules::ordering::contract::WholeOrder;
use crate::platform::api::answer::Answer;
use crate::platform::api::idempotency::Keyed;
use crate::platform::api::refuse;
use crate::platform::api::version::Conditions;
use crate::platform::ids::new_id;
use crate::platform::json::Segment;
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::extract::State;
use pos_core::order::OrderDetails;
use pos_core::{Due, Order};
use pos_protocol::basket::HeldBasket;
use pos_protocol::device::Store;
use serde::Deserialize;
use sqlx::PgConnection;
use utoipa::ToSchema;
use uuid::Uuid;

/// How a basket was paid.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Checkout {
    /// The trading day that the order belongs to, `YYYY-MM-DD`. The server derives none from a clock.
    #[schema(format = Date)]
    business_day: String,
    /// The number that another system knows the order by; the basket's when left out.
    external_reference: Option<String>,
    /// A note; the basket's when left out.
    note: Option<String>,
    /// How it was paid.
    tender: NewTender,
}

/// Makes an order of a held basket, at the prices that its lines have. If-Match names what the caller saw, the prices
/// included: if one has changed since, the basket has another ETag, and nothing is booked.
#[utoipa::path(post, path = "/v1/baskets/{id}/checkout", tag = "baskets", params(("id" = Uuid, Path)),
    request_body = Checkout, responses(
        (status = 201, body = WholeOrder, headers(("Location" = String))),
        refuse::Staff, refuse::Missing, refuse::VersionRequired, refuse::KeyedBasket))]
pub(super) async fn checkout_basket(
    State(state): State<AppState>,
    staff: Staff,
    known: Conditions,
    Segment(id): Segment<Uuid>,
    asked: Keyed<Checkout>,
) -> Result<Answer, ApiError> {
    staff.require(&[roles::ADMIN])?;
    let (now, who) = (state.clock.now(), who(&staff));
    asked
        .once(&state, &staff.sub, move |tx, asked| {
            Box::pin(async move {
                let desk = Desk::open(tx, now, who, &asked.business_day).await?;
                check_out(tx, &desk, id, &known, &asked).await
            })
        })
        .await
}

async fn check_out(
    tx: &mut PgConnection,
    desk: &Desk,
    id: Uuid,
    known: &Conditions,
    asked: &Checkout,
) -> Result<Answer, ApiError> {
    let found = desk.take(tx, id, known).await?;
    let shop = identity::shop(tx).await?;
    let order_id = new_id(desk.now);
    let order = order(found.held, order_id, &shop, asked)?;
    let (now, day) = (desk.now, &desk.business_day);
    book(tx, now, &desk.own, &desk.who, day, id, order).await?;
    answer(tx, order_id).await
}

/// The order that `held` becomes, as `id`.
fn order(held: HeldBasket, id: Uuid, shop: &Store, asked: &Checkout) -> Result<Order, ApiError> {
    if held.basket.currency().code() != shop.currency {
        return Err(unusable("The basket is not in the shop's own currency."));
    }
    let reference = text("external_reference", asked.external_reference.as_deref())?;
    let details = OrderDetails {
        id: id.to_string(),
        external_reference: reference.or(held.external_reference),
        note: text("note", asked.note.as_deref())?.or(held.note),
        authorised_by: held.authorised_by,
    };
    let settled = held.basket.settle(held.lines.clone()).map_err(unusable)?;
    let due = Due::new(settled.totals.gross, shop.smallest_coin);
    let paid = paid(due, asked.tender.of(due)?)?;
    Order::complete(&held.basket, held.lines, paid, details).map_err(unusable)
}
