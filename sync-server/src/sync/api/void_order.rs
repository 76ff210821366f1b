//! Another program voids a sale: all of it comes back, in an order of its own.

use super::create_order::{answer, book, who};
use super::new_order::{paid, text, unusable};
use crate::modules::identity::contract::{self as identity, Staff, roles};
use crate::modules::ordering::contract::{self as ordering, WholeOrder};
use crate::modules::origin::day_of_calendar;
use crate::platform::api::answer::Answer;
use crate::platform::api::idempotency::Keyed;
use crate::platform::api::refuse;
use crate::platform::ids::new_id;
use crate::platform::json::Segment;
use crate::platform::state::AppState;
use crate::problem::ApiError;
use crate::sync::store;
use axum::extract::State;
use jiff::Timestamp;
use pos_core::order::OrderDetails;
use pos_core::{Amount, Basket, BasketKind, Card, Due, Line, Order, SoldLine, SoldReceipt, Tender};
use pos_protocol::codes::Code;
use pos_protocol::entry::{EntryBody, StaffRef};
use pos_protocol::{Fact, Hash};
use serde::Deserialize;
use sqlx::PgConnection;
use utoipa::ToSchema;
use uuid::Uuid;

/// What a void says besides the order.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Void {
    /// The trading day that the refund belongs to, `YYYY-MM-DD`.
    #[schema(format = Date)]
    business_day: String,
    /// Why.
    reason: Option<String>,
}

/// Takes a whole sale back, the way it was paid. What already came back in part can't be voided.
#[utoipa::path(post, path = "/v1/ordering/orders/{id}/void", tag = "ordering", params(("id" = Uuid, Path)),
    request_body = Void, responses((status = 201, body = WholeOrder, headers(("Location" = String))),
        refuse::Staff, refuse::Missing, refuse::Void))]
pub(super) async fn void_order(
    State(state): State<AppState>,
    staff: Staff,
    Segment(id): Segment<Uuid>,
    asked: Keyed<Void>,
) -> Result<Answer, ApiError> {
    staff.require(&[roles::ADMIN])?;
    let (now, who) = (state.clock.now(), who(&staff));
    asked
        .once(&state, &staff.sub, move |tx, asked| {
            Box::pin(async move { void(tx, now, &who, id, &asked).await })
        })
        .await
}

async fn void(
    tx: &mut PgConnection,
    now: Timestamp,
    who: &StaffRef,
    id: Uuid,
    asked: &Void,
) -> Result<Answer, ApiError> {
    day_of_calendar(&asked.business_day).map_err(unusable)?;
    let reason = text("reason", asked.reason.as_deref())?;
    let (sold, receipt) = sold(tx, id).await?;
    let own = identity::api_register(tx, now).await?;
    let coin = identity::shop(tx).await?.smallest_coin;
    let refund = new_id(now);
    let details = OrderDetails {
        id: refund.to_string(),
        external_reference: sold.external_reference().map(str::to_owned),
        note: reason,
        authorised_by: Some(who.id.clone()),
    };
    let order = mirrored(&sold, &receipt, coin, details)?;
    let basket = new_id(now);
    book(tx, now, &own, who, &asked.business_day, basket, order).await?;
    answer(tx, refund).await
}

/// The sale `id` as its register wrote it, if all of it can still come back.
async fn sold(tx: &mut PgConnection, id: Uuid) -> Result<(Order, SoldReceipt), ApiError> {
    let found = ordering::lock_for_void(tx, id).await?;
    let found = found.ok_or_else(|| {
        let why = format!("There is no order {id} in the books.");
        ApiError::new(Code::NotFound, why)
    })?;
    if found.kind != "sale" || found.came_back {
        let why = "Only a sale of which nothing came back yet can be voided.";
        return Err(ApiError::new(Code::NotVoidable, why));
    }
    let unreadable = || ApiError::internal(&"the entry of a booked order can't be read");
    let hash: [u8; 32] = found.entry.try_into().map_err(|_| unreadable())?;
    let body = store::body(tx, Hash(hash)).await?.ok_or_else(unreadable)?;
    let entry: EntryBody = serde_json::from_slice(&body).map_err(|_| unreadable())?;
    let Ok(Fact::OrderCompleted(fact)) = Fact::read(&entry.kind, entry.payload.get()) else {
        return Err(unreadable());
    };
    let order = fact.order;
    let receipt = SoldReceipt {
        order: id.to_string(),
        number: found.receipt_number,
        business_day: found.business_day,
        paid_at: found.paid_at,
        currency: order.currency().code().to_owned(),
        lines: order.lines().iter().map(SoldLine::of).collect(),
    };
    Ok((order, receipt))
}

/// The refund that brings all of `sold` back against its receipt: to the penny what it cost, the way it was paid.
fn mirrored(
    sold: &Order,
    receipt: &SoldReceipt,
    coin: Amount,
    details: OrderDetails,
) -> Result<Order, ApiError> {
    let mut basket = Basket::new(BasketKind::Refund, sold.currency());
    let back = receipt
        .lines
        .iter()
        .map(|line| basket.bring_back(receipt, line, line.quantity));
    let lines: Vec<Line> = back.collect::<Result<_, _>>().map_err(unusable)?;
    let due = Due::new(basket.totals().gross, coin);
    let tender = match sold.paid().tenders() {
        [Tender::Card(card)] => Tender::Card(Card {
            amount: due.total(),
            ..card.clone()
        }),
        [Tender::Voucher { code, .. }] => Tender::Voucher {
            amount: due.total(),
            code: code.clone(),
        },
        _ => Tender::Cash {
            given: due.left(&[]).map_err(unusable)?.cash,
        },
    };
    Order::complete(&basket, lines, paid(due, tender)?, details).map_err(unusable)
}
