//! The orders table stands beside the journal; here it is held against it.

use crate::store::{int, orders as table};
use pos_core::Order;
use pos_protocol::fact::FactError;
use pos_protocol::{EntryBody, Fact};
use rusqlite::{Connection, OptionalExtension, Row};

/// How many entries were orders.
#[derive(Debug, Default)]
pub(super) struct Orders {
    found: u64,
}

/// The figures of an order, wherever they were read.
#[derive(Debug, PartialEq, Eq)]
struct Figures {
    id: String,
    kind: String,
    reference: Option<String>,
    day: Option<String>,
    paid_at: String,
    sums: [i64; 4],
    line_sums: [i64; 4],
}

impl Figures {
    fn of(order: &Order, body: &EntryBody) -> Figures {
        let totals = order.totals();
        let sums = [totals.net, totals.tax, totals.gross].map(|sum| sum.minor());
        let sums = [i64::from(totals.lines), sums[0], sums[1], sums[2]];
        Figures {
            id: order.id().to_owned(),
            kind: table::kind(order.kind()).to_owned(),
            reference: order.external_reference().map(str::to_owned),
            day: body.business_day.clone(),
            paid_at: body.wall_time.clone(),
            sums,
            line_sums: sums,
        }
    }

    fn read(row: &Row<'_>) -> rusqlite::Result<Figures> {
        Ok(Figures {
            id: row.get(0)?,
            kind: row.get(1)?,
            reference: row.get(2)?,
            day: row.get(3)?,
            paid_at: row.get(4)?,
            sums: [row.get(5)?, row.get(6)?, row.get(7)?, row.get(8)?],
            line_sums: [row.get(9)?, row.get(10)?, row.get(11)?, row.get(12)?],
        })
    }
}

const SELECT: &str = "
    SELECT o.id, o.kind, o.external_reference, o.business_day, o.paid_at, o.lines, o.net, o.tax, o.gross,
           count(*), sum(l.net), sum(l.tax), sum(l.gross)
    FROM orders o JOIN order_lines l ON l.order_id = o.id WHERE o.n = ?1 GROUP BY o.id";

impl Orders {
    /// Holds entry `n` against the table, if it is an order.
    pub fn check(&mut self, db: &Connection, n: u64, body: &EntryBody) -> Result<(), String> {
        let order = match Fact::read(&body.kind, body.payload.get()) {
            Ok(Fact::OrderCompleted(fact)) => fact.order,
            // A kind of a newer program is none of our business.
            Ok(_) | Err(FactError::UnknownKind(_)) => return Ok(()),
            Err(error) => return Err(error.to_string()),
        };
        self.found += 1;
        let read = |sql: &str| -> rusqlite::Result<Option<Figures>> {
            let mut statement = db.prepare_cached(sql)?;
            statement.query_row([int(n)], Figures::read).optional()
        };
        let found = read(SELECT).map_err(|error| error.to_string())?;
        let Some(found) = found else {
            return Err("its order is not in the orders table".to_owned());
        };
        if found != Figures::of(&order, body) {
            return Err("the orders table has other figures than it".to_owned());
        }
        Ok(())
    }

    /// Whether the table has no orders besides.
    pub fn counted(&self, db: &Connection) -> Result<(), String> {
        let rows = db.query_row("SELECT count(*) FROM orders", [], |row| row.get(0));
        let rows: i64 = rows.map_err(|error| error.to_string())?;
        if rows != int(self.found) {
            return Err("the orders table has orders that the journal has not".to_owned());
        }
        Ok(())
    }
}
