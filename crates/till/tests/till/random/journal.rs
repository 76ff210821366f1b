//! What is left at the end of the day: every fact of the model is in the journal, once, in its order, and the tables beside
//! it have the same sums.

use super::basket::Kind;
use super::model::Model;
use pos_till::verify::verify_journal;
use rusqlite::{Connection, Row};
use serde_json::Value;
use std::path::Path;

/// Reads the file with plain SQL and holds it against the model.
pub fn holds(model: &Model, path: &Path) {
    let verified = verify_journal(path).unwrap();
    assert_eq!(verified.entries, model.facts.len() as u64);
    let db = Connection::open(path).unwrap();
    facts(model, &db);
    orders(model, &db);
    shifts(model, &db);
}

fn rows<T>(
    db: &Connection,
    sql: &str,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Vec<T> {
    let mut rows = db.prepare(sql).unwrap();
    let rows = rows.query_map([], read).unwrap();
    rows.map(Result::unwrap).collect()
}

fn facts(model: &Model, db: &Connection) {
    let sql = "SELECT kind, body FROM journal ORDER BY n";
    let entries: Vec<(String, String)> = rows(db, sql, |row| Ok((row.get(0)?, row.get(1)?)));
    let kinds: Vec<&str> = entries.iter().map(|(kind, _)| kind.as_str()).collect();
    let told: Vec<&str> = model.facts.iter().map(|told| told.kind).collect();
    assert_eq!(kinds, told);
    for ((kind, body), told) in entries.iter().zip(&model.facts) {
        let body: Value = serde_json::from_str(body).unwrap();
        for (at, want) in &told.says {
            assert_eq!(body["payload"].pointer(at), Some(want), "{kind} {at}");
        }
    }
}

fn orders(model: &Model, db: &Connection) {
    let sql = "SELECT o.id, o.kind, o.receipt_number, o.lines, o.net, o.tax, o.gross,
                      count(*), sum(l.net), sum(l.tax), sum(l.gross)
               FROM orders o JOIN order_lines l ON l.order_id = o.id GROUP BY o.id ORDER BY o.n";
    let got = rows(db, sql, |row| {
        let texts: [String; 3] = [row.get(0)?, row.get(1)?, row.get(2)?];
        let sums: [i64; 4] = [row.get(3)?, row.get(4)?, row.get(5)?, row.get(6)?];
        let of_lines: [i64; 4] = [row.get(7)?, row.get(8)?, row.get(9)?, row.get(10)?];
        Ok((texts, sums, of_lines))
    });
    let want = model.orders.iter().map(|order| {
        let kind = match order.kind() {
            Kind::Sale => "sale",
            Kind::Refund => "refund",
            Kind::Exchange => "exchange",
        };
        let lines = i64::try_from(order.lines.len()).unwrap();
        let sums = [lines, order.net(), order.tax(), order.gross()];
        assert_eq!(order.net() + order.tax(), order.gross());
        (
            [order.id.clone(), kind.to_owned(), order.receipt.clone()],
            sums,
            sums,
        )
    });
    assert_eq!(got, want.collect::<Vec<_>>());
}

/// All shifts together: what the orders come to, what was paid of them, and what lies in the drawers.
fn shifts(model: &Model, db: &Connection) {
    let sum = |of: &str| {
        let sql = format!("SELECT ifnull(sum({of}), 0) FROM shifts");
        db.query_row(&sql, [], |row| row.get::<_, i64>(0)).unwrap()
    };
    let total = |name: &str| sum(&format!("json_extract(totals, '$.{name}')"));
    let gross: i64 = model.orders.iter().map(|order| order.gross()).sum();
    let rounding: i64 = model.orders.iter().map(|order| order.rounding).sum();
    assert_eq!(total("sales_gross") + total("refunds_gross"), gross);
    assert_eq!(total("sales_gross"), model.perpetual());
    assert_eq!(
        total("cash") + total("card") + total("voucher"),
        gross + rounding
    );
    let tax: i64 = model.orders.iter().map(|order| order.tax()).sum();
    assert_eq!(total("tax"), tax);
    let moved: i64 = db
        .query_row(
            "SELECT ifnull(sum(amount), 0) FROM cash_movements",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(total("paid_in") + total("paid_out"), moved);
    let off =
        "SELECT count(*) FROM shifts WHERE closed_at IS NOT NULL AND expected_cash <> \"float\"
        + json_extract(totals, '$.cash') + ifnull(json_extract(totals, '$.paid_in'), 0)
        + ifnull(json_extract(totals, '$.paid_out'), 0)";
    assert_eq!(
        db.query_row(off, [], |row| row.get::<_, i64>(0)).unwrap(),
        0,
        "a drawer is off"
    );
}
