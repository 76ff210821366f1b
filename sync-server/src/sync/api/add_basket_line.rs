//! Another program puts one more thing into a held basket.

use super::baskets::{Desk, answer};
use super::create_order::who;
use super::new_order::{MAX_LINES, NewLine, priced, unusable};
use crate::modules::basket::contract::BasketView;
use crate::modules::catalog::contract as catalog;
use crate::modules::identity::contract::{Staff, roles};
use crate::platform::api::answer::Answer;
use crate::platform::api::idempotency::Keyed;
use crate::platform::api::refuse;
use crate::platform::api::version::Conditions;
use crate::platform::json::Segment;
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::extract::State;
use axum::http::StatusCode;
use pos_core::BasketKind;
use serde::Deserialize;
use sqlx::PgConnection;
use utoipa::ToSchema;
use uuid::Uuid;

/// A line, and the day of the change.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AddedLine {
    /// The trading day that the change belongs to, `YYYY-MM-DD`. The server derives none from a clock.
    #[schema(format = Date)]
    business_day: String,
    /// The product's code.
    code: String,
    /// How much, in thousandths.
    #[schema(minimum = 1)]
    quantity: i64,
}

/// Adds a line at the catalogue's price of now. The other lines keep theirs.
#[utoipa::path(post, path = "/v1/baskets/{id}/lines", tag = "baskets", params(("id" = Uuid, Path)),
    request_body = AddedLine, responses(
        (status = 201, body = BasketView, headers(("ETag" = String), ("Location" = String))),
        refuse::Staff, refuse::Missing, refuse::VersionRequired, refuse::KeyedBasket))]
pub(super) async fn add_basket_line(
    State(state): State<AppState>,
    staff: Staff,
    known: Conditions,
    Segment(id): Segment<Uuid>,
    asked: Keyed<AddedLine>,
) -> Result<Answer, ApiError> {
    staff.require(&[roles::ADMIN])?;
    let (now, who) = (state.clock.now(), who(&staff));
    asked
        .once(&state, &staff.sub, move |tx, new| {
            Box::pin(async move {
                let desk = Desk::open(tx, now, who, &new.business_day).await?;
                add(tx, &desk, id, &known, new).await
            })
        })
        .await
}

async fn add(
    tx: &mut PgConnection,
    desk: &Desk,
    id: Uuid,
    known: &Conditions,
    new: AddedLine,
) -> Result<Answer, ApiError> {
    let found = desk.take(tx, id, known).await?;
    let (mut held, resumed) = (found.held.clone(), found.is_resumed());
    if held.basket.kind() == BasketKind::Refund {
        return Err(unusable("Goods that come back go through a till's hands."));
    }
    if held.lines.len() >= MAX_LINES {
        return Err(unusable(format!("A basket has at most {MAX_LINES} lines.")));
    }
    let version = catalog::head(tx).await?.version;
    let line = NewLine {
        code: new.code,
        quantity: new.quantity,
    };
    let code = std::slice::from_ref(&line.code);
    let products = catalog::on_sale(tx, code, desk.now.as_second()).await?;
    let lines = std::slice::from_ref(&line);
    let added = priced(&mut held.basket, lines, version, &products)?;
    held.lines.extend(added);
    desk.put_aside(tx, held, resumed).await?;
    answer(tx, id, StatusCode::CREATED).await
}
