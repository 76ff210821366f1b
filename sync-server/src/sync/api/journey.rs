//! An order's way: when its entry came in, when it was booked, when its event was queued and sent, and who dealt with it.

use crate::modules::identity::contract::{Staff, roles};
use crate::modules::ordering::contract::{self as ordering, OrderBasket};
use crate::platform::api::answer::Answer;
use crate::platform::api::refuse;
use crate::platform::ids::hashed_id;
use crate::platform::inbox::{self, Consumed};
use crate::platform::json::Segment;
use crate::platform::message_id::message_id;
use crate::platform::outbox::{self, Queued};
use crate::platform::state::AppState;
use crate::problem::ApiError;
use crate::sync::store::{self, Arrival};
use axum::extract::State;
use pos_protocol::Hash;
use pos_protocol::codes::Code;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// The way of an order. What has not happened yet is null or missing.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Journey {
    order: Uuid,
    /// The held basket that it was.
    basket: Option<OrderBasket>,
    /// Its entry in the journal.
    entry: Arrival,
    /// When it was booked, RFC 3339.
    booked_at: String,
    /// Its event on the way to the broker.
    event: Option<Queued>,
    /// Who has dealt with the event.
    consumed: Vec<Consumed>,
}

/// An order's way from its register into the books.
#[utoipa::path(get, path = "/v1/ordering/orders/{id}/journey", tag = "ordering", params(("id" = Uuid, Path)),
    responses((status = 200, body = Journey), refuse::Staff, refuse::Missing))]
pub(super) async fn journey(
    State(state): State<AppState>,
    staff: Staff,
    Segment(id): Segment<Uuid>,
) -> Result<Answer, ApiError> {
    staff.require(&[roles::ADMIN])?;
    let mut db = state.db.acquire().await?;
    let missing = || {
        ApiError::new(
            Code::NotFound,
            format!("There is no order {id} in the books."),
        )
    };
    let booked = ordering::booked(&mut db, id).await?.ok_or_else(missing)?;
    let hash = booked.entry.try_into().map(Hash);
    let hash = hash.map_err(|_| ApiError::internal(&"an order's entry has no hash"))?;
    let entry = store::arrival(&mut db, hash).await?.ok_or_else(missing)?;
    let mut message = message_id(id.into(), hash);
    let mut event = outbox::queued(&mut db, message).await?;
    if event.is_none() {
        // It may be from before migration 23.
        message = hashed_id(hash);
        event = outbox::queued(&mut db, message).await?;
    }
    Answer::ok(&Journey {
        order: id,
        basket: ordering::basket_of(&mut db, id).await?,
        entry,
        booked_at: booked.at,
        event,
        consumed: inbox::consumed(&mut db, message).await?,
    })
}
