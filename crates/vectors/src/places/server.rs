//! The running server: what it booked of the tills' entries, and whether its own computation came to the same.

use std::collections::BTreeMap;

use pos_core::Amount;
use pos_replay::error::{ReplayError, during};
use pos_replay::places::sql::Database;
use serde::Deserialize;
use sqlx::Row;

use crate::figures::{Figures, LineFigures, tax_key};

/// What was booked of one case.
pub struct Booked {
    /// Its figures.
    pub figures: Figures,
    /// The server computed the entry again and came to something else.
    pub figures_differ: bool,
}

#[derive(Deserialize)]
struct TaxRow {
    name: String,
    rate: String,
    amount: Amount,
}

const SELECT: &str = "
    select o.external_reference as number, o.net, o.gross, o.cash_rounding,
           (select sum(p.amount) from ordering.payments p where p.order_id = o.id)::bigint - o.change as to_pay,
           'figures_differ' = any (o.flags) as figures_differ,
           l.net as line_net, l.gross as line_gross, l.taxes::text as taxes
    from ordering.orders o join ordering.order_lines l on l.order_id = o.id
    order by o.id, l.number";

/// What the server booked, by the number of the case.
///
/// # Errors
/// When the tables can't be read.
pub fn read(database: &mut Database) -> Result<BTreeMap<usize, Booked>, ReplayError> {
    const DOING: &str = "reading the ordering tables";
    let mut booked: BTreeMap<usize, Booked> = BTreeMap::new();
    for row in database.rows(SELECT)? {
        let sum = |column: &str| {
            let minor = row.try_get::<i64, _>(column).map_err(during(DOING))?;
            Ok::<_, ReplayError>(Amount::from_minor(minor))
        };
        let text = |column: &str| row.try_get::<String, _>(column).map_err(during(DOING));
        let number: usize = text("number")?.parse().map_err(during(DOING))?;
        let of = booked.entry(number).or_insert(Booked {
            figures: Figures {
                net: sum("net")?,
                gross: sum("gross")?,
                cash_rounding: sum("cash_rounding")?,
                to_pay: sum("to_pay")?,
                ..Figures::default()
            },
            figures_differ: row.try_get("figures_differ").map_err(during(DOING))?,
        });
        let taxes: Vec<TaxRow> = serde_json::from_str(&text("taxes")?).map_err(during(DOING))?;
        for tax in &taxes {
            let rate = pos_core::decimal::parse(&tax.rate, 4).map_err(during(DOING))?;
            of.figures
                .add_tax(tax_key(&tax.name, rate), tax.amount)
                .map_err(during(DOING))?;
        }
        of.figures.lines.push(LineFigures {
            net: sum("line_net")?,
            taxes: taxes.into_iter().map(|tax| tax.amount).collect(),
            gross: sum("line_gross")?,
        });
    }
    Ok(booked)
}
