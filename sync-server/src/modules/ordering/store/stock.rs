//! The stock of each product, and how people changed it.

use crate::platform::audit::By;
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use utoipa::ToSchema;
use uuid::Uuid;

/// How much there is of a product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct StockLevel {
    /// The product's code.
    pub code: String,
    /// Thousandths of its unit; below zero when more was sold than came in.
    pub quantity: i64,
}

/// What somebody did to the stock of a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum MovementKind {
    /// So much was counted on the shelf.
    Counted,
    /// So much came in.
    Delivered,
    /// So much was lost or spoilt.
    WrittenOff,
}

impl MovementKind {
    fn as_str(self) -> &'static str {
        match self {
            MovementKind::Counted => "counted",
            MovementKind::Delivered => "delivered",
            MovementKind::WrittenOff => "written_off",
        }
    }

    /// By how much this changes `before`.
    fn difference(self, before: i64, quantity: i64) -> i64 {
        match self {
            MovementKind::Counted => quantity - before,
            MovementKind::Delivered => quantity,
            MovementKind::WrittenOff => -quantity,
        }
    }
}

/// A change of the stock, as it is read again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct StockMovement {
    /// Its number.
    pub id: i64,
    /// `counted`, `delivered` or `written_off`.
    pub kind: String,
    /// What it changed the stock by, in thousandths.
    pub difference: i64,
    /// The stock afterwards, in thousandths.
    pub quantity: i64,
    /// Why.
    pub reason: String,
    /// Who, by name.
    pub staff_name: String,
    /// RFC 3339.
    pub moved_at: String,
}

/// Takes what `orders` sold out of the stock. An order counts once, whatever message tells of it, and not before it is here.
pub(crate) async fn take(tx: &mut PgConnection, orders: &[Uuid]) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "with fresh as (
             insert into ordering.stock_order (order_id)
             select distinct id from ordering.orders where id = any($1) order by id
             on conflict (order_id) do nothing
             returning order_id
         )
         insert into ordering.stock as s (code, quantity)
         select l.code, -sum(l.quantity)::bigint from ordering.order_lines l
         where l.order_id = any(array(select order_id from fresh))
         group by l.code order by l.code
         on conflict (code) do update set quantity = s.quantity + excluded.quantity",
        orders
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// The stock in the codes' order, those after `after`.
pub(crate) async fn list(
    db: &mut PgConnection,
    after: Option<&str>,
    most: i64,
) -> Result<Vec<StockLevel>, sqlx::Error> {
    sqlx::query_as!(
        StockLevel,
        "select code, quantity from ordering.stock where $1::text is null or code > $1 order by code limit $2",
        after,
        most
    )
    .fetch_all(db)
    .await
}

/// What people did to the stock of `code`, the last first, those before `before`.
pub(crate) async fn movements(
    db: &mut PgConnection,
    code: &str,
    before: Option<i64>,
    most: i64,
) -> Result<Vec<StockMovement>, sqlx::Error> {
    sqlx::query_as!(
        StockMovement,
        r#"select id, kind, difference, quantity, reason, staff_name,
               to_char(moved_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "moved_at!"
           from ordering.stock_movement
           where code = $1 and ($2::bigint is null or id < $2) order by id desc limit $3"#,
        code,
        before,
        most
    )
    .fetch_all(db)
    .await
}

/// Changes the stock of `code` by hand, at `now` (RFC 3339), and gives what there is then. `quantity` is in thousandths.
pub(crate) async fn move_by_hand(
    tx: &mut PgConnection,
    code: &str,
    kind: MovementKind,
    quantity: i64,
    by: &By,
    now: &str,
) -> Result<StockLevel, sqlx::Error> {
    // Written to lock it, so that a count and a sale can't pass each other.
    let before = sqlx::query_scalar!(
        "insert into ordering.stock as s (code, quantity) values ($1, 0)
         on conflict (code) do update set quantity = s.quantity returning quantity",
        code
    )
    .fetch_one(&mut *tx)
    .await?;
    let difference = kind.difference(before, quantity);
    let after = before + difference;
    sqlx::query!(
        "update ordering.stock set quantity = $2 where code = $1",
        code,
        after
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        "insert into ordering.stock_movement (code, kind, difference, quantity, reason, staff_id, staff_name, moved_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8::text::timestamptz)",
        code,
        kind.as_str(),
        difference,
        after,
        by.reason,
        by.who,
        by.name,
        now
    )
    .execute(tx)
    .await?;
    Ok(StockLevel {
        code: code.to_owned(),
        quantity: after,
    })
}
