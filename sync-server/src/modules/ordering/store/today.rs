//! What the admins' page shows of trading: the sales of days by half-hours, and the shifts that are open.

use serde::Serialize;
use sqlx::PgPool;
use uuid::Uuid;

/// The orders of one register on one business day that were paid in one half-hour.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SalesOfDays {
    /// `YYYY-MM-DD`.
    pub business_day: String,
    /// The register.
    pub register: Uuid,
    /// Which half-hour of the shop's day, from 0.
    pub half_hour: i32,
    /// How many orders.
    pub orders: i64,
    /// What they came to without taxes, in minor units.
    pub net: i64,
}

/// An open shift.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OpenShift {
    /// The register.
    pub register: Uuid,
    /// The shift's number.
    pub number: i32,
    /// When it opened, as the till wrote it.
    pub opened_at: String,
}

/// The sales of `days` in the shop's currency, by register and half-hour of the till's own clock; an order whose clock
/// can't be read counts where it was booked.
pub async fn sales_of_days(
    pool: &PgPool,
    days: &[String],
    currency: &str,
    time_zone: &str,
) -> Result<Vec<SalesOfDays>, sqlx::Error> {
    sqlx::query_as!(
        SalesOfDays,
        r#"select business_day::text as "business_day!", register_id as register, half_hour as "half_hour!",
           count(*) as "orders!", sum(net)::bigint as "net!"
           from (select business_day, register_id, net,
               (extract(hour from paid) * 2 + floor(extract(minute from paid) / 30))::int as half_hour
               from (select business_day, register_id, net,
                   (case when pg_input_is_valid(paid_at, 'timestamptz') then paid_at::timestamptz else booked_at end)
                       at time zone $3 as paid
                   from ordering.orders where business_day = any($1::text[]::date[]) and currency = $2) timed) halved
           group by business_day, register_id, half_hour order by business_day, register_id, half_hour"#,
        days,
        currency,
        time_zone,
    )
    .fetch_all(pool)
    .await
}

/// The newest shift of each register that has an open one.
pub async fn open_shifts(pool: &PgPool) -> Result<Vec<OpenShift>, sqlx::Error> {
    sqlx::query_as!(
        OpenShift,
        "select register_id as register, number, opened_at from (
             select distinct on (register_id) register_id, id, number, opened_at
             from ordering.shifts order by register_id, booked_at desc, number desc) newest
         where not exists (select from ordering.shift_closings c where c.shift_id = newest.id)"
    )
    .fetch_all(pool)
    .await
}
