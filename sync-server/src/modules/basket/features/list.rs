//! `GET /v1/baskets`: what is held anywhere in the shop, for whoever may go on with it; and, page by page, whatever else
//! has become of held baskets.

use crate::modules::basket::custody::State;
use crate::modules::basket::store::{BasketStore, Cached, Postgres, Waiting, Wanted};
use crate::modules::identity::contract::{Caller, RegisterName, register_names};
use crate::platform::api::page::{Page, Paging};
use crate::platform::api::refuse;
use crate::platform::json::Params;
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::Json;
use axum::extract::State as Given;
use pos_protocol::basket::HeldSummary;
use pos_protocol::codes::Code;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// Which baskets are asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// `held` when left out; a member of staff may also ask for `claimed`, `resumed`, `paid` or `voided` ones.
    state: Option<String>,
}

/// A held basket in a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct BasketRow {
    /// What it is.
    #[serde(flatten)]
    summary: HeldSummary,
    /// `held`, `claimed`, `resumed`, `paid` or `voided`.
    state: String,
    /// The register that has it, or had it last.
    had_by: Uuid,
    /// Some of its lines cost something else by now.
    prices_changed: bool,
}

/// Held baskets. A register gets all that wait at once, the newest first, and also sees what was handed out to itself and
/// never reached it. A member of staff gets pages, in the order of their ids, the highest first.
#[utoipa::path(get, path = "/v1/baskets", tag = "baskets", params(Asked, Paging),
    responses((status = 200, body = Page<BasketRow>), refuse::Caller, refuse::Query))]
pub(crate) async fn list(
    Given(state): Given<AppState>,
    caller: Caller,
    Params(asked): Params<Asked>,
    paging: Paging,
) -> Result<Json<Page<BasketRow>>, ApiError> {
    let wanted = wanted(asked.state.as_deref())?;
    let store = Cached::new(Postgres(state.db.clone()), state.cache.clone());
    let page = match caller {
        Caller::Device(_) if wanted != State::Held => {
            let what = "state: a register's list knows baskets that are `held`.";
            return Err(ApiError::new(Code::InvalidRequest, what));
        }
        Caller::Device(device) => {
            let mut items = store.waiting().await?;
            let own = Some(device.register);
            items.retain(|row| row.claimed_by().is_none() || row.claimed_by() == own);
            Page { items, next: None }
        }
        Caller::Staff(_) => {
            let wanted = Wanted {
                state: wanted,
                before: paging.after()?,
                most: paging.rows(),
            };
            paging.page(store.page(&wanted).await?, |row| row.id)?
        }
    };
    let mut registers: Vec<Uuid> = page.items.iter().map(|basket| basket.held_by).collect();
    registers.sort_unstable();
    registers.dedup();
    // Names are not in the cache: a register may be given another one.
    let names = register_names(&mut *state.db.acquire().await?, &registers).await?;
    let rows = page.items.into_iter().map(|basket| row(basket, &names));
    Ok(Json(Page {
        items: rows.collect(),
        next: page.next,
    }))
}

fn wanted(state: Option<&str>) -> Result<State, ApiError> {
    let Some(text) = state else {
        return Ok(State::Held);
    };
    State::read(text).ok_or_else(|| {
        let what = "state: a basket is `held`, `claimed`, `resumed`, `paid` or `voided`.";
        ApiError::new(Code::InvalidRequest, what)
    })
}

fn row(basket: Waiting, names: &HashMap<Uuid, RegisterName>) -> BasketRow {
    let name = names.get(&basket.held_by);
    BasketRow {
        state: basket.state,
        had_by: basket.register,
        prices_changed: basket.prices_changed,
        summary: HeldSummary {
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
        },
    }
}
