//! Another program gives a held basket up: nobody goes on with it any more.

use super::baskets::{Day, Desk, answer, changed};
use super::create_order::who;
use super::new_order::unusable;
use crate::modules::basket::contract::BasketView;
use crate::modules::identity::contract::{Staff, roles};
use crate::platform::api::answer::Answer;
use crate::platform::api::refuse;
use crate::platform::api::version::Conditions;
use crate::platform::json::{Params, Segment};
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::extract::State;
use axum::http::StatusCode;
use pos_protocol::Fact;
use pos_protocol::fact::BasketVoided;
use sqlx::PgConnection;
use uuid::Uuid;

/// Gives a basket up. It stays readable, as `voided`, and whoever looks into losses sees it.
#[utoipa::path(delete, path = "/v1/baskets/{id}", tag = "baskets", params(("id" = Uuid, Path), Day),
    responses((status = 200, body = BasketView, headers(("ETag" = String))), refuse::Staff, refuse::Missing,
        refuse::Taken, refuse::VersionRequired, refuse::Query))]
pub(super) async fn void_basket(
    State(state): State<AppState>,
    staff: Staff,
    known: Conditions,
    Segment(id): Segment<Uuid>,
    Params(day): Params<Day>,
) -> Result<Answer, ApiError> {
    staff.require(&[roles::ADMIN])?;
    let (now, who) = (state.clock.now(), who(&staff));
    changed(&state, move |tx| {
        Box::pin(async move {
            let desk = Desk::open(tx, now, who, &day.business_day).await?;
            void(tx, &desk, id, &known).await
        })
    })
    .await
}

async fn void(
    tx: &mut PgConnection,
    desk: &Desk,
    id: Uuid,
    known: &Conditions,
) -> Result<Answer, ApiError> {
    let held = desk.take(tx, id, known).await?.held;
    let fact = Fact::BasketVoided(BasketVoided {
        basket: id.to_string(),
        shift: desk.shift(),
        lines: held.basket.totals().lines,
        gross: held.gross().map_err(unusable)?,
        currency: held.basket.currency().code().to_owned(),
        fence: Some(held.fence),
    });
    desk.write(tx, vec![fact]).await?;
    answer(tx, id, StatusCode::OK).await
}
