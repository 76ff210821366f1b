//! One order with all that belongs to it.

use crate::modules::identity::contract::{Staff, roles};
use crate::modules::ordering::store::reading::{self, LineRow, OrderRow, PaymentRow, Wanted};
use crate::platform::api::answer::Answer;
use crate::platform::api::refuse;
use crate::platform::json::Segment;
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::extract::State;
use pos_protocol::codes::Code;
use serde::Serialize;
use sqlx::PgConnection;
use utoipa::ToSchema;
use uuid::Uuid;

/// An order with its lines and payments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct WholeOrder {
    /// The order.
    #[serde(flatten)]
    pub order: OrderRow,
    /// Its lines.
    pub lines: Vec<LineRow>,
    /// Its payments.
    pub payments: Vec<PaymentRow>,
}

/// One order with its lines, taxes and payments.
#[utoipa::path(get, path = "/v1/ordering/orders/{id}", tag = "ordering", params(("id" = Uuid, Path)),
    responses((status = 200, body = WholeOrder), refuse::Staff, refuse::Missing))]
pub(super) async fn order(
    State(state): State<AppState>,
    staff: Staff,
    Segment(id): Segment<Uuid>,
) -> Result<Answer, ApiError> {
    staff.require(&[roles::ADMIN])?;
    Answer::ok(&whole(&mut *state.db.acquire().await?, id).await?)
}

/// The order `id` as the books have it.
pub async fn whole(db: &mut PgConnection, id: Uuid) -> Result<WholeOrder, ApiError> {
    let wanted = Wanted {
        id: Some(id),
        most: 1,
        ..Wanted::default()
    };
    let order = reading::list(db, &wanted).await?.pop().ok_or_else(|| {
        ApiError::new(
            Code::NotFound,
            format!("There is no order {id} in the books."),
        )
    })?;
    Ok(WholeOrder {
        order,
        lines: reading::lines(db, id).await?,
        payments: reading::payments(db, id).await?,
    })
}
