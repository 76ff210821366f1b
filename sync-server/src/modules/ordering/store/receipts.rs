//! Receipts: what an order sold, how much of it came back at any register, and where more came back than was sold.

use pos_core::money::MoneyError;
use pos_core::{Amount, LineFigures, Quantity, SoldLine, SoldReceipt, Tax, TaxKind, UnitPrice};
use serde::Deserialize;
use sqlx::{PgConnection, PgPool};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A tax of a line as the table keeps it.
#[derive(Debug, Deserialize)]
struct TaxCell {
    name: String,
    #[serde(default = "percent")]
    kind: TaxKind,
    rate: String,
    included: bool,
    #[serde(default)]
    on_top_of_previous: bool,
    amount: Amount,
}

fn percent() -> TaxKind {
    TaxKind::Percent
}

/// A row of a sold line, with what came back of it.
struct Row {
    number: i32,
    code: String,
    name: String,
    price_id: String,
    unit: String,
    quantity: i64,
    unit_price: i64,
    net: i64,
    gross: i64,
    discount: i64,
    basket_discount: i64,
    taxes: Option<String>,
    returned: i64,
}

/// What a receipt sold, as far as the books know.
#[derive(Debug, Clone)]
pub struct SoldBefore {
    /// The receipt; without lines where only the journal has their taxes, as of orders that were booked long ago.
    pub receipt: SoldReceipt,
    /// The entry that has the lines, where the receipt here has none.
    pub entry: Option<Vec<u8>>,
    /// How much came back of each line, by its number.
    pub returned: BTreeMap<u32, Quantity>,
}

/// The receipt with this number, whichever register printed it. Where a fork printed it twice, the one that was booked first.
pub async fn find(pool: &PgPool, number: &str) -> Result<Option<SoldBefore>, sqlx::Error> {
    let order = sqlx::query!(
        r#"select id, entry_hash, business_day::text as "business_day!", paid_at, currency from ordering.orders
           where receipt_number = $1 order by booked_at, id limit 1"#,
        number
    )
    .fetch_optional(pool)
    .await?;
    let Some(order) = order else { return Ok(None) };
    let rows = sqlx::query_as!(
        Row,
        r#"select s.number, s.code, s.name, s.price_id, s.unit, s.quantity, s.unit_price, s.net, s.gross, s.discount,
               s.basket_discount, s.taxes::text as "taxes?",
               coalesce((select -sum(r.quantity) from ordering.order_lines r
                   where r.returns_order = s.order_id and r.returns_line = s.number), 0)::bigint as "returned!"
           from ordering.order_lines s
           where s.order_id = $1 and s.quantity > 0 order by s.number"#,
        order.id
    )
    .fetch_all(pool)
    .await?;
    let undecodable = |error: MoneyError| sqlx::Error::Decode(Box::new(error));
    let returned = |row: &Row| {
        let back = Quantity::from_thousandths(row.returned)?;
        Ok((row.number.cast_unsigned(), back))
    };
    let returned: Result<BTreeMap<u32, Quantity>, MoneyError> = rows.iter().map(returned).collect();
    let whole = rows.iter().all(|row| row.taxes.is_some());
    let rows = if whole { rows } else { Vec::new() };
    let lines: Result<Vec<SoldLine>, MoneyError> = rows.into_iter().map(sold_line).collect();
    let receipt = SoldReceipt {
        order: order.id.to_string(),
        number: number.to_owned(),
        business_day: order.business_day,
        paid_at: order.paid_at,
        currency: order.currency,
        lines: lines.map_err(undecodable)?,
    };
    Ok(Some(SoldBefore {
        receipt,
        entry: (!whole).then_some(order.entry_hash),
        returned: returned.map_err(undecodable)?,
    }))
}

fn sold_line(row: Row) -> Result<SoldLine, MoneyError> {
    let taxes = row.taxes.as_deref().unwrap_or_default();
    let cells: Vec<TaxCell> = serde_json::from_str(taxes).map_err(|_| MoneyError::Malformed)?;
    let amounts: Vec<Amount> = cells.iter().map(|cell| cell.amount).collect();
    let included = cells.iter().filter(|cell| cell.included);
    let included = Amount::sum(included.map(|cell| cell.amount))?;
    let sum = Amount::from_minor;
    let (discount, basket_discount) = (sum(row.discount), sum(row.basket_discount));
    let taxed = sum(row.net).plus(included)?;
    let tax = |cell: TaxCell| -> Result<Tax, MoneyError> {
        let tax = Tax::new(&cell.name, cell.kind, &cell.rate, cell.included)?;
        Ok(Tax {
            on_top_of_previous: cell.on_top_of_previous,
            ..tax
        })
    };
    Ok(SoldLine {
        number: row.number.cast_unsigned(),
        code: row.code,
        name: row.name,
        unit: row.unit,
        price_id: row.price_id,
        unit_price: UnitPrice::from_e4(row.unit_price)?,
        quantity: Quantity::from_thousandths(row.quantity)?,
        taxes: cells.into_iter().map(tax).collect::<Result<_, _>>()?,
        figures: LineFigures {
            amount: taxed.plus(discount)?.plus(basket_discount)?,
            discount,
            basket_discount,
            net: sum(row.net),
            taxes: amounts,
            gross: sum(row.gross),
        },
        returned: Quantity::from_thousandths(row.returned)?,
    })
}

/// Flags every order that brought back of a line more than was sold, when one of `orders` sold it or brought it back. It
/// comes to the same in whatever order the orders are judged: the last one of them sees all.
pub(crate) async fn judge(tx: &mut PgConnection, orders: &[Uuid]) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "with touched as (
             select returns_order as sold, returns_line as line from ordering.order_lines
             where order_id = any($1) and returns_order is not null
             union
             select returns_order, returns_line from ordering.order_lines where returns_order = any($1)
         ), overdrawn as (
             select t.sold, t.line from touched t
             where (select s.quantity from ordering.order_lines s where s.order_id = t.sold and s.number = t.line) < (select -sum(r.quantity) from ordering.order_lines r
                 where r.returns_order = t.sold and r.returns_line = t.line)
         ), named as (
             select id from ordering.orders
             where id = any(array(select r.order_id from ordering.order_lines r
                     where r.returns_order = any(array(select sold from overdrawn))
                         and (r.returns_order, r.returns_line) in (select sold, line from overdrawn)))
                 and not 'over_refunded' = any(flags)
             order by id for update
         )
         update ordering.orders o set flags = array_append(o.flags, 'over_refunded')
         where o.id = any(array(select id from named)) and not 'over_refunded' = any(o.flags)",
        orders
    )
    .execute(tx)
    .await?;
    Ok(())
}
