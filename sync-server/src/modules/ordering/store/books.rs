//! The consumer's tables: one row per order, and from these the sales by business day and register.

use crate::modules::ordering::store::order_rows::kind_text;
use crate::platform::rows::column;
use pos_protocol::event::OrderCompletedEvent;
use serde::Serialize;
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

/// The sales of one register on one business day. Money is in minor units; refunds are negative.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub(crate) struct DailySales {
    /// `YYYY-MM-DD`.
    pub business_day: String,
    /// The register.
    pub register: Uuid,
    /// How many sales.
    pub sales: i64,
    /// How many refunds.
    pub refunds: i64,
    /// What the sales came to.
    pub sales_gross: i64,
    /// What the refunds came to.
    pub refunds_gross: i64,
    /// The tax in both.
    pub tax: i64,
}

/// Takes orders into the books. One that is there already changes nothing, whatever message told of it.
pub(crate) async fn take(
    tx: &mut PgConnection,
    orders: &[OrderCompletedEvent],
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "with fresh as (
             insert into ordering.books (order_id, external_reference, business_day, register_id, kind, currency,
                 lines, gross, tax, returned_gross)
             select order_id, external_reference, business_day::date, register_id, kind, currency, lines::int, gross,
                 tax, returned_gross
             from unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::text[], $6::text[], $7::bigint[],
                 $8::bigint[], $9::bigint[], $10::bigint[])
             as o(order_id, external_reference, business_day, register_id, kind, currency, lines, gross, tax,
                 returned_gross)
             order by order_id
             on conflict (order_id) do nothing
             returning business_day, register_id, kind, gross, tax, returned_gross
         )
         insert into ordering.daily_sales as day (business_day, register_id, sales, refunds, sales_gross,
             refunds_gross, tax)
         select business_day, register_id,
             count(*) filter (where kind <> 'refund'), count(*) filter (where kind <> 'sale'),
             sum(gross - returned_gross)::bigint, sum(returned_gross)::bigint, sum(tax)::bigint
         from fresh group by business_day, register_id order by business_day, register_id
         on conflict (business_day, register_id) do update set
             sales = day.sales + excluded.sales,
             refunds = day.refunds + excluded.refunds,
             sales_gross = day.sales_gross + excluded.sales_gross,
             refunds_gross = day.refunds_gross + excluded.refunds_gross,
             tax = day.tax + excluded.tax",
        &column(orders, |o| o.order) as _,
        &column(orders, |o| o.external_reference.as_deref()) as _,
        &column(orders, |o| o.business_day.as_str()) as _,
        &column(orders, |o| o.register) as _,
        &column(orders, |o| kind_text(o.kind)) as _,
        &column(orders, |o| o.currency.as_str()) as _,
        &column(orders, |o| i64::from(o.lines)) as _,
        &column(orders, |o| o.gross.minor()) as _,
        &column(orders, |o| o.tax.minor()) as _,
        &column(orders, |o| o.returned().minor()) as _,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// The sales from one business day to another, both included.
pub(crate) async fn sales(
    pool: &PgPool,
    from: &str,
    to: &str,
) -> Result<Vec<DailySales>, sqlx::Error> {
    sqlx::query_as!(
        DailySales,
        r#"select business_day::text as "business_day!", register_id as register, sales, refunds, sales_gross,
           refunds_gross, tax from ordering.daily_sales
           where business_day between $1::text::date and $2::text::date
           order by business_day, register_id"#,
        from,
        to
    )
    .fetch_all(pool)
    .await
}
