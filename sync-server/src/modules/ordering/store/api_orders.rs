//! The SQL behind orders that other programs make and void: the shift of a trading day, and what may still be voided.

use sqlx::PgConnection;
use uuid::Uuid;

/// Where an order is in journal and books.
#[derive(Debug, Clone)]
pub struct Booked {
    /// The entry that carries it.
    pub entry: Vec<u8>,
    /// When it was booked, RFC 3339.
    pub at: String,
}

/// An order that somebody wants to void.
#[derive(Debug, Clone)]
pub struct Voidable {
    /// The entry that carries it.
    pub entry: Vec<u8>,
    /// `sale`, `refund` or `exchange`.
    pub kind: String,
    /// As its receipt prints it.
    pub receipt_number: String,
    /// The trading day, `YYYY-MM-DD`.
    pub business_day: String,
    /// The register's wall clock when it was paid.
    pub paid_at: String,
    /// Goods of it came back before; a void is nothing else.
    pub came_back: bool,
}

/// Where the order `id` is, if it is in the books.
pub async fn booked(db: &mut PgConnection, id: Uuid) -> Result<Option<Booked>, sqlx::Error> {
    sqlx::query_as!(
        Booked,
        r#"select entry_hash as entry,
               to_char(booked_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "at!"
           from ordering.orders where id = $1"#,
        id
    )
    .fetch_optional(db)
    .await
}

/// Whether the register's shift `shift` is in the books; if not, the number that it gets.
pub async fn day_shift(
    tx: &mut PgConnection,
    register: Uuid,
    shift: Uuid,
) -> Result<Option<u32>, sqlx::Error> {
    let row = sqlx::query!(
        r#"select coalesce(bool_or(id = $2), false) as "known!", count(*) as "shifts!"
           from ordering.shifts where register_id = $1"#,
        register,
        shift
    )
    .fetch_one(tx)
    .await?;
    let next = u32::try_from(row.shifts + 1).unwrap_or(u32::MAX);
    Ok((!row.known).then_some(next))
}

/// The order `id`, locked until the transaction ends: two who void it take turns.
pub async fn lock_for_void(
    tx: &mut PgConnection,
    id: Uuid,
) -> Result<Option<Voidable>, sqlx::Error> {
    // A statement of its own: only the next one sees what whoever had the lock before has booked.
    sqlx::query_scalar!(
        "select id from ordering.orders where id = $1 for update",
        id
    )
    .fetch_optional(&mut *tx)
    .await?;
    sqlx::query_as!(
        Voidable,
        r#"select entry_hash as entry, kind,
               coalesce(receipt_number, '') as "receipt_number!", business_day::text as "business_day!", paid_at,
               exists (select from ordering.order_lines l where l.returns_order = o.id) as "came_back!"
           from ordering.orders o where id = $1"#,
        id
    )
    .fetch_optional(tx)
    .await
}
