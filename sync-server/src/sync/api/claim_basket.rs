//! Somebody asks for a held basket, and one of all who ask gets it: a register, or the server's own register on behalf of
//! another program.

use super::baskets::{Desk, answer};
use super::create_order::who;
use crate::modules::basket::contract as basket;
use crate::modules::identity::contract::{Caller, Staff, roles};
use crate::platform::api::answer::Answer;
use crate::platform::api::idempotency::Keyed;
use crate::platform::api::refuse;
use crate::platform::json::{Body, Segment};
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::Json;
use axum::extract::{FromRequest, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use pos_protocol::basket::ClaimRequest;
use serde::Deserialize;
use sqlx::PgConnection;
use utoipa::ToSchema;
use uuid::Uuid;

/// What the caller knows of the basket that it wants.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Claim {
    /// The fence that it saw; none takes the basket as it is.
    fence: Option<u64>,
    /// The trading day that the claim belongs to, `YYYY-MM-DD`. A register says it in its journal; a member of staff has
    /// to say it here.
    #[schema(format = Date)]
    business_day: Option<String>,
}

/// Hands a held basket out. A register that asks again is given it again; a member of staff sends an Idempotency-Key, and
/// the basket is then in the hands of the server's own register, which all other programs of the shop share.
#[utoipa::path(post, path = "/v1/baskets/{id}/claim", tag = "baskets", params(("id" = Uuid, Path)),
    request_body = Claim, responses(
        (status = 200, body = serde_json::Value, description = "For a register `{basket}`, as it was put aside; for a \
            member of staff the basket as GET has it, with its ETag"),
        refuse::Claimer, refuse::Missing, refuse::KeyedBasket))]
pub(super) async fn claim_basket(
    State(state): State<AppState>,
    caller: Caller,
    Segment(id): Segment<Uuid>,
    request: Request,
) -> Result<Response, ApiError> {
    match caller {
        Caller::Device(device) => {
            let Body(asked) = Body::<ClaimRequest>::from_request(request, &state).await?;
            let given = basket::claim_for_register(&state, device.register, id, asked).await?;
            Ok(Json(given).into_response())
        }
        Caller::Staff(staff) => {
            staff.require(&[roles::ADMIN])?;
            let asked = Keyed::<Claim>::from_request(request, &state).await?;
            let answer = claim_for_program(&state, &staff, id, asked).await?;
            Ok(answer.into_response())
        }
    }
}

async fn claim_for_program(
    state: &AppState,
    staff: &Staff,
    id: Uuid,
    asked: Keyed<Claim>,
) -> Result<Answer, ApiError> {
    let (now, who) = (state.clock.now(), who(staff));
    asked
        .once(state, &staff.sub, move |tx, asked| {
            Box::pin(async move {
                let day = asked.business_day.as_deref().unwrap_or_default();
                let desk = Desk::open(tx, now, who, day).await?;
                claim(tx, &desk, id, asked.fence).await
            })
        })
        .await
}

/// The programs are one register, so to hand the basket to it would hand it to all of them. That it goes on with the
/// basket is written at once, and whoever of them comes second finds it taken.
async fn claim(
    tx: &mut PgConnection,
    desk: &Desk,
    id: Uuid,
    seen: Option<u64>,
) -> Result<Answer, ApiError> {
    let held = basket::claim(tx, id, desk.own.register, seen).await?;
    desk.write(tx, vec![desk.going_on(&held)]).await?;
    answer(tx, id, StatusCode::OK).await
}
