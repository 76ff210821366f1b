//! `GET /v1/baskets?state=held`: what is held anywhere in the shop, for whoever may go on with it.

use crate::modules::basket::store::{BasketStore, Cached, Postgres, Waiting};
use crate::modules::identity::contract::{Caller, RegisterName, register_names};
use crate::platform::api::refuse;
use crate::platform::json::Params;
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::Json;
use axum::extract::State;
use pos_protocol::basket::{HeldList, HeldSummary};
use pos_protocol::codes::Code;
use serde::Deserialize;
use std::collections::HashMap;
use uuid::Uuid;

/// Which baskets are asked for.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// `held`, or nothing.
    state: Option<String>,
}

/// What is held anywhere in the shop. A register also sees what was handed out to itself and never reached it.
#[utoipa::path(get, path = "/v1/baskets", tag = "baskets", params(Asked),
    responses((status = 200, body = HeldList), refuse::Caller, refuse::Query))]
pub(crate) async fn list(
    State(state): State<AppState>,
    caller: Caller,
    Params(asked): Params<Asked>,
) -> Result<Json<HeldList>, ApiError> {
    if asked.state.is_some_and(|state| state != "held") {
        let what = "state: this list knows baskets that are `held`.";
        return Err(ApiError::new(Code::InvalidRequest, what));
    }
    let register = match &caller {
        Caller::Device(device) => Some(device.register),
        Caller::Staff(_) => None,
    };
    let store = Cached::new(Postgres(state.db.clone()), state.cache.clone());
    let mut waiting = store.waiting().await?.baskets;
    waiting.retain(|basket| basket.claimed_by.is_none() || basket.claimed_by == register);
    let mut registers: Vec<Uuid> = waiting.iter().map(|basket| basket.held_by).collect();
    registers.sort_unstable();
    registers.dedup();
    // Names are not in the cache: a register may be given another one.
    let names = register_names(&mut *state.db.acquire().await?, &registers).await?;
    let baskets = waiting.into_iter().map(|basket| summary(basket, &names));
    Ok(Json(HeldList {
        baskets: baskets.collect(),
    }))
}

fn summary(basket: Waiting, names: &HashMap<Uuid, RegisterName>) -> HeldSummary {
    let name = names.get(&basket.held_by);
    HeldSummary {
        id: basket.id,
        fence: basket.fence,
        name: basket.name,
        register: basket.held_by,
        register_name: name.map(|named| named.name.clone()).unwrap_or_default(),
        kind: basket.kind,
        currency: basket.currency,
        lines: basket.lines,
        gross: basket.gross,
        held_at: basket.held_at,
        held_by: basket.staff_name,
        forked: basket.forked,
    }
}
