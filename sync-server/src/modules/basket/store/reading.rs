//! The SQL that reads held baskets: lists, pages, and one with what its lines cost by now.

use super::{NewPrice, PriceNow, Waiting, Wanted, Whole};
use crate::modules::basket::custody::{Custody, State};
use crate::problem::ApiError;
use pos_core::{Amount, BasketKind};
use pos_protocol::basket::HeldBasket;
use sqlx::PgConnection;
use uuid::Uuid;

/// A row of a list.
struct Row {
    id: Uuid,
    register_id: Uuid,
    fence: i64,
    state: String,
    forked: bool,
    held_by: Uuid,
    staff_name: Option<String>,
    held_at: String,
    name: String,
    kind: String,
    currency: String,
    lines: i32,
    gross: i64,
    prices_changed: bool,
}

/// The stamp of now.
pub async fn stamp(db: &mut PgConnection) -> Result<Uuid, sqlx::Error> {
    sqlx::query_scalar!("select stamp from basket.stamp")
        .fetch_one(db)
        .await
}

/// At most so many of those that one of `states` has become of, the newest first.
pub async fn newest(
    db: &mut PgConnection,
    states: &[State],
    most: i64,
) -> Result<Vec<Waiting>, sqlx::Error> {
    list(db, states, None, true, most).await
}

/// A page.
pub async fn page(db: &mut PgConnection, wanted: &Wanted) -> Result<Vec<Waiting>, sqlx::Error> {
    list(db, &[wanted.state], wanted.before, false, wanted.most).await
}

async fn list(
    db: &mut PgConnection,
    states: &[State],
    before: Option<Uuid>,
    newest: bool,
    most: i64,
) -> Result<Vec<Waiting>, sqlx::Error> {
    let states: Vec<String> = states.iter().map(|state| state.text().to_owned()).collect();
    let rows = sqlx::query_as!(
        Row,
        r#"select id, register_id, fence, state, forked, held_by, staff_name, held_at, name, kind, currency, lines,
               gross, exists (select from basket.held_line l join basket.price p on p.code = l.code
                   where l.basket_id = h.id and p.catalogue_version > l.catalogue_version
                       and p.unit_price <> l.unit_price) as "prices_changed!"
           from basket.held h
           where state = any($1) and ($2::uuid is null or id < $2)
           order by case when $3::bool then changed_at end desc, id desc limit $4"#,
        &states,
        before,
        newest,
        most
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(waiting).collect())
}

fn waiting(row: Row) -> Waiting {
    Waiting {
        id: row.id,
        fence: row.fence.cast_unsigned(),
        state: row.state,
        register: row.register_id,
        held_by: row.held_by,
        staff_name: row.staff_name,
        held_at: row.held_at,
        name: row.name,
        kind: kind_of(&row.kind),
        currency: row.currency,
        lines: row.lines.cast_unsigned(),
        gross: Amount::from_minor(row.gross),
        forked: row.forked,
        prices_changed: row.prices_changed,
    }
}

/// Locks a basket until the transaction ends; whether there is one.
pub async fn lock(tx: &mut PgConnection, id: Uuid) -> Result<bool, sqlx::Error> {
    let found = sqlx::query!("select id from basket.held where id = $1 for update", id)
        .fetch_optional(tx)
        .await?;
    Ok(found.is_some())
}

/// One basket.
pub async fn one(db: &mut PgConnection, id: Uuid) -> Result<Option<Whole>, ApiError> {
    let found = sqlx::query!(
        "select register_id, fence, state, forked, held_by, staff_name, held_at, body from basket.held where id = $1",
        id
    )
    .fetch_optional(&mut *db)
    .await?;
    let Some(row) = found else {
        return Ok(None);
    };
    let mut held: HeldBasket =
        serde_json::from_str(&row.body).map_err(|cause| ApiError::internal(&cause))?;
    held.fence = row.fence.cast_unsigned();
    Ok(Some(Whole {
        held,
        custody: Custody {
            register: row.register_id,
            fence: row.fence,
            state: State::read(&row.state).unwrap_or(State::Voided),
        },
        forked: row.forked,
        held_by: row.held_by,
        staff_name: row.staff_name,
        held_at: row.held_at,
        prices: prices(db, id).await?,
    }))
}

/// The lines of a basket that cost something else by now.
async fn prices(db: &mut PgConnection, id: Uuid) -> Result<Vec<NewPrice>, sqlx::Error> {
    let rows = sqlx::query!(
        "select l.number, p.unit_price, p.price_id, p.catalogue_version
         from basket.held_line l join basket.price p on p.code = l.code
         where l.basket_id = $1 and p.catalogue_version > l.catalogue_version and p.unit_price <> l.unit_price
         order by l.number",
        id
    )
    .fetch_all(db)
    .await?;
    let prices = rows.into_iter().map(|row| NewPrice {
        line: u32::try_from(row.number).unwrap_or_default(),
        now: PriceNow {
            unit_price: row.unit_price,
            price_id: row.price_id,
            catalogue_version: row.catalogue_version.cast_unsigned(),
        },
    });
    Ok(prices.collect())
}

/// How a kind is written in the table.
pub(super) fn kind_text(kind: BasketKind) -> &'static str {
    match kind {
        BasketKind::Sale => "sale",
        BasketKind::Refund => "refund",
        BasketKind::Exchange => "exchange",
    }
}

fn kind_of(text: &str) -> BasketKind {
    match text {
        "refund" => BasketKind::Refund,
        "exchange" => BasketKind::Exchange,
        _ => BasketKind::Sale,
    }
}
