//! Another program takes a line out of a held basket.

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
use pos_protocol::codes::Code;
use sqlx::PgConnection;
use uuid::Uuid;

/// Takes a line out. The last one can't be: give the basket up instead.
#[utoipa::path(delete, path = "/v1/baskets/{id}/lines/{number}", tag = "baskets",
    params(("id" = Uuid, Path), ("number" = u32, Path), Day),
    responses((status = 200, body = BasketView, headers(("ETag" = String))), refuse::Staff, refuse::Missing,
        refuse::Taken, refuse::VersionRequired, refuse::Query))]
pub(super) async fn remove_basket_line(
    State(state): State<AppState>,
    staff: Staff,
    known: Conditions,
    Segment((id, number)): Segment<(Uuid, u32)>,
    Params(day): Params<Day>,
) -> Result<Answer, ApiError> {
    staff.require(&[roles::ADMIN])?;
    let (now, who) = (state.clock.now(), who(&staff));
    changed(&state, move |tx| {
        Box::pin(async move {
            let desk = Desk::open(tx, now, who, &day.business_day).await?;
            remove(tx, &desk, id, number, &known).await
        })
    })
    .await
}

async fn remove(
    tx: &mut PgConnection,
    desk: &Desk,
    id: Uuid,
    number: u32,
    known: &Conditions,
) -> Result<Answer, ApiError> {
    let found = desk.take(tx, id, known).await?;
    let (mut held, resumed) = (found.held.clone(), found.is_resumed());
    let at = held.lines.iter().position(|line| line.number == number);
    let at = at.ok_or_else(|| {
        let why = format!("The basket has no line {number}.");
        ApiError::new(Code::NotFound, why)
    })?;
    if held.lines.len() == 1 {
        return Err(unusable("It is the last line. Give the basket up instead."));
    }
    let line = held.lines.remove(at);
    held.basket.remove(&line).map_err(unusable)?;
    desk.put_aside(tx, held, resumed).await?;
    answer(tx, id, StatusCode::OK).await
}
