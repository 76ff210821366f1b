//! Another program voids a sale: all of it comes back, in an order of its own.

use super::create_order::{answer, book, who};
use super::entry::order_of;
use super::new_order::{text, unusable};
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
use axum::extract::State;
use jiff::Timestamp;
use pos_core::order::OrderDetails;
use pos_core::payment::{PaymentError, Step};
use pos_core::{
    Amount, Basket, BasketKind, Card, Due, Line, Order, Paid, SoldLine, SoldReceipt, Tender,
};
use pos_protocol::codes::Code;
use pos_protocol::entry::StaffRef;
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
    let order = order_of(tx, found.entry).await?;
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
    Order::complete(&basket, lines, paid_back(sold, due)?, details).map_err(unusable)
}

/// Each card and each voucher gets back what it paid; the rest goes out in cash.
fn paid_back(sold: &Order, due: Due) -> Result<Paid, ApiError> {
    let refused = |cause: PaymentError| unusable(format!("{}: {cause}", cause.code()));
    let mut taken = Vec::new();
    for tender in sold.paid().tenders() {
        let back = match tender {
            Tender::Cash { .. } => continue,
            Tender::Card(card) => Tender::Card(Card {
                amount: card.amount.negated().map_err(unusable)?,
                ..card.clone()
            }),
            Tender::Voucher { amount, code } => Tender::Voucher {
                amount: amount.negated().map_err(unusable)?,
                code: code.clone(),
            },
        };
        match due.take(taken, back).map_err(refused)? {
            Step::Paid(paid) => return Ok(paid),
            Step::Open(so_far) => taken = so_far,
        }
    }
    let given = due.left(&taken).map_err(unusable)?.cash;
    let step = due.take(taken, Tender::Cash { given }).map_err(refused)?;
    step.paid(due).map_err(refused)
}
