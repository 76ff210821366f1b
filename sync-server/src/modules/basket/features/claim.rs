//! `POST /v1/baskets/{id}/claim`: a register asks for a held basket, and one of all who ask gets it.

use crate::modules::basket::custody::{Custody, Refusal, State};
use crate::modules::basket::store::claim::{Claim, hand_out};
use crate::modules::identity::contract::{Device, RegisterName, register_names};
use crate::platform::api::refuse;
use crate::platform::json::{Body, Segment};
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::Json;
use axum::extract::State as Given;
use pos_protocol::basket::{ClaimRequest, Claimed};
use pos_protocol::codes::Code;
use uuid::Uuid;

/// Hands a held basket out to the register that asks.
#[utoipa::path(post, path = "/v1/baskets/{id}/claim", tag = "baskets", params(("id" = Uuid, Path)),
    request_body = ClaimRequest,
    responses((status = 200, body = serde_json::Value, description = "The basket with its lines"), refuse::Device,
        refuse::Missing, refuse::Taken, refuse::Body))]
pub(crate) async fn claim(
    Given(state): Given<AppState>,
    device: Device,
    Segment(id): Segment<Uuid>,
    Body(request): Body<ClaimRequest>,
) -> Result<Json<Claimed>, ApiError> {
    let seen = request.fence.map(|fence| i64::try_from(fence).ok());
    let seen = match seen {
        Some(None) => {
            let what = "fence: it is larger than any that this server gives out.";
            return Err(ApiError::new(Code::InvalidRequest, what));
        }
        seen => seen.flatten(),
    };
    let own = state.clone();
    let work = async move { hand_out(&own.db, id, device.register, seen).await };
    match state.writes.run(work).await? {
        Claim::Granted(basket) => Ok(Json(Claimed { basket: *basket })),
        Claim::Unknown => Err(unknown()),
        Claim::Refused(refusal, now) => {
            let mut names =
                register_names(&mut *state.db.acquire().await?, &[now.register]).await?;
            let has = names.remove(&now.register).unwrap_or_default();
            Err(refused(refusal, now, &has))
        }
    }
}

fn unknown() -> ApiError {
    ApiError::new(
        Code::NotFound,
        "No basket with this id was put aside, as far as this server has heard.",
    )
}

fn refused(refusal: Refusal, now: Custody, has: &RegisterName) -> ApiError {
    let name = &has.name;
    let (code, detail) = match (refusal, now.state) {
        (Refusal::Stale, _) => (
            Code::BasketStale,
            format!("The basket has gone through other hands since; it is now held at {name}."),
        ),
        (Refusal::Taken, State::Paid) => {
            let detail = format!("The basket was already paid at {name}.");
            (Code::BasketTaken, detail)
        }
        (Refusal::Taken, State::Voided) => {
            let detail = format!("The basket was given up at {name}.");
            (Code::BasketTaken, detail)
        }
        (Refusal::Taken, _) => {
            let detail = format!("The basket was already taken at {name}.");
            (Code::BasketTaken, detail)
        }
    };
    ApiError::new(code, detail)
        .naming("register", name)
        .naming("state", now.state.text())
}
