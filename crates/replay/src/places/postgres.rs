//! The third place: SQL on the tables that the journal's door books. Orders, their lines and their payments are each
//! summed, so that a change in any of them shows.

use sqlx::Row;
use sqlx::postgres::PgRow;

use super::booked::{Booked, LineSums, kind};
use super::days::{DaySums, Days};
use super::sql::Database;
use crate::error::{ReplayError, during};

const ORDERS: &str = "
    select coalesce(o.external_reference, o.id::text) as invoice, o.kind, o.register_id::text as register,
           o.business_day::text as business_day, o.lines::bigint as lines, o.gross, o.tax, o.net,
           (p.amount - o.change)::bigint as paid,
           l.count, l.net as l_net, l.tax as l_tax, l.gross as l_gross, l.value as l_value
      from ordering.orders o
      left join (select order_id, count(*) as count, sum(net)::bigint as net, sum(tax)::bigint as tax,
                        sum(gross)::bigint as gross,
                        sum(round(unit_price::numeric * quantity / 100000))::bigint as value
                   from ordering.order_lines group by order_id) l on l.order_id = o.id
      left join (select order_id, sum(amount) as amount from ordering.payments group by order_id) p
             on p.order_id = o.id";

const SHIFTS: &str = "
    select s.business_day::text as business_day, c.register_id::text as register, sum(c.sales)::bigint as sales,
           sum(c.refunds)::bigint as refunds, sum(c.sales_gross)::bigint as sales_gross,
           sum(c.refunds_gross)::bigint as refunds_gross, sum(c.tax)::bigint as tax, sum(c.cash)::bigint as cash
      from ordering.shift_closings c join ordering.shifts s on s.id = c.shift_id
     group by 1, 2";

/// Reads every order, and the shifts by day and register.
///
/// # Errors
/// When the tables can't be read.
pub fn read(database: &mut Database) -> Result<(Vec<Booked>, Days), ReplayError> {
    let orders = database
        .rows(ORDERS)?
        .iter()
        .map(order)
        .collect::<Result<_, _>>()
        .map_err(during("reading the orders"))?;
    let mut days = Days::new();
    for row in database.rows(SHIFTS)? {
        let (key, sums) = day(&row).map_err(during("reading the shifts"))?;
        days.insert(key, sums);
    }
    Ok((orders, days))
}

fn order(row: &PgRow) -> Result<Booked, sqlx::Error> {
    let sum = |name: &str| {
        Ok::<i64, sqlx::Error>(row.try_get::<Option<i64>, _>(name)?.unwrap_or_default())
    };
    Ok(Booked {
        invoice: row.try_get("invoice")?,
        kind: kind(row.try_get("kind")?)
            .ok_or_else(|| sqlx::Error::Decode("an order of an unknown kind".into()))?,
        register: row.try_get("register")?,
        business_day: row.try_get("business_day")?,
        lines: row.try_get("lines")?,
        gross: row.try_get("gross")?,
        tax: row.try_get("tax")?,
        net: Some(row.try_get("net")?),
        paid: Some(sum("paid")?),
        rows: Some(LineSums {
            count: sum("count")?,
            net: sum("l_net")?,
            tax: sum("l_tax")?,
            gross: sum("l_gross")?,
            value: sum("l_value")?,
        }),
    })
}

fn day(row: &PgRow) -> Result<((String, String), DaySums), sqlx::Error> {
    let sums = DaySums {
        sales: row.try_get("sales")?,
        refunds: row.try_get("refunds")?,
        sales_gross: row.try_get("sales_gross")?,
        refunds_gross: row.try_get("refunds_gross")?,
        tax: row.try_get("tax")?,
        cash: Some(row.try_get("cash")?),
    };
    Ok((
        (row.try_get("business_day")?, row.try_get("register")?),
        sums,
    ))
}
