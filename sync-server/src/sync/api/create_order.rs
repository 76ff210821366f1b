//! Another program's order: an entry of the register `api`, booked in the transaction that keeps its Idempotency-Key.

use super::new_order::{self, NewOrder, unusable};
use super::writer::{Happening, write};
use crate::modules::catalog::contract as catalog;
use crate::modules::identity::contract::{self as identity, ApiRegister, Staff, roles};
use crate::modules::ordering::contract::{self as ordering, WholeOrder};
use crate::modules::origin::day_of_calendar;
use crate::platform::api::answer::Answer;
use crate::platform::api::idempotency::Keyed;
use crate::platform::api::refuse;
use crate::platform::ids::new_id;
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::extract::State;
use jiff::Timestamp;
use pos_core::{Amount, Order};
use pos_protocol::Fact;
use pos_protocol::entry::StaffRef;
use pos_protocol::fact::{OrderCompleted, ShiftOpened};
use sqlx::PgConnection;
use uuid::Uuid;

/// Books an order at the catalogue's prices.
#[utoipa::path(post, path = "/v1/ordering/orders", tag = "ordering", request_body = NewOrder, responses(
    (status = 201, body = WholeOrder, headers(("Location" = String))), refuse::Staff, refuse::Keyed))]
pub(super) async fn create_order(
    State(state): State<AppState>,
    staff: Staff,
    asked: Keyed<NewOrder>,
) -> Result<Answer, ApiError> {
    staff.require(&[roles::ADMIN])?;
    let (now, who) = (state.clock.now(), who(&staff));
    asked
        .once(&state, &staff.sub, move |tx, new| {
            Box::pin(async move { create(tx, now, &who, &new).await })
        })
        .await
}

/// Whom the entry names.
pub(super) fn who(staff: &Staff) -> StaffRef {
    StaffRef {
        id: staff.sub.clone(),
        name: staff.name.clone(),
    }
}

async fn create(
    tx: &mut PgConnection,
    now: Timestamp,
    who: &StaffRef,
    new: &NewOrder,
) -> Result<Answer, ApiError> {
    day_of_calendar(&new.business_day).map_err(unusable)?;
    let own = identity::api_register(tx, now).await?;
    let shop = identity::shop(tx).await?;
    let version = catalog::head(tx).await?.version;
    let codes: Vec<String> = new.lines.iter().map(|line| line.code.clone()).collect();
    let products = catalog::on_sale(tx, &codes, now.as_second()).await?;
    let id = new_id(now);
    let order = new_order::order(new, id, &shop, version, &products)?;
    let basket = new_id(now);
    book(tx, now, &own, who, &new.business_day, basket, order).await?;
    answer(tx, id).await
}

/// Writes the order, and before it the shift of its day if it is the first.
pub(super) async fn book(
    tx: &mut PgConnection,
    now: Timestamp,
    own: &ApiRegister,
    who: &StaffRef,
    business_day: &str,
    basket: Uuid,
    order: Order,
) -> Result<(), ApiError> {
    let shift = new_order::shift_of(own.register, business_day);
    let happening = |fact| Happening {
        fact,
        business_day: business_day.to_owned(),
    };
    let mut happenings = Vec::new();
    if let Some(number) = ordering::day_shift(tx, own.register, shift).await? {
        happenings.push(happening(Fact::ShiftOpened(ShiftOpened {
            shift: shift.to_string(),
            number,
            float: Amount::ZERO,
            currency: order.currency().code().to_owned(),
        })));
    }
    let completed = OrderCompleted {
        shift: shift.to_string(),
        basket: basket.to_string(),
        order,
    };
    happenings.push(happening(Fact::OrderCompleted(Box::new(completed))));
    write(tx, now, own, who, &happenings).await
}

/// The order as the books now have it.
pub(super) async fn answer(tx: &mut PgConnection, id: Uuid) -> Result<Answer, ApiError> {
    let whole = ordering::whole(tx, id).await?;
    Answer::created(&whole, format!("/v1/ordering/orders/{id}"))
}
