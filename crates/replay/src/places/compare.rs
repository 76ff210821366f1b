//! Where a place says something else than the file: which invoice, which figure, and by how much.

use std::collections::HashMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Booked, Place};
use crate::sheet::{Sheet, SheetRow};

/// One figure of one place that is not what the file says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// `tills`, `postgres` or `consumer`.
    pub place: String,
    /// The invoice; for sums of a day, the day and the register.
    pub invoice: String,
    /// Which figure.
    pub field: String,
    /// What the file says.
    pub want: i64,
    /// What the place says.
    pub got: i64,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Difference {
            place,
            invoice,
            field,
            want,
            got,
        } = self;
        let by = i128::from(*got) - i128::from(*want);
        write!(
            f,
            "{place}: invoice {invoice}: {field} is {got}, the file says {want} (difference {by:+})"
        )
    }
}

/// Tallies the orders of `place` and notes where they are not those of the sheet.
pub fn compare(
    place: &str,
    sheet: &Sheet,
    booked: &[Booked],
    differences: &mut Vec<Difference>,
) -> Place {
    let mut note = |invoice: &str, field: &str, want: i64, got: i64| {
        if want != got {
            let (place, invoice, field) = (place.to_owned(), invoice.to_owned(), field.to_owned());
            differences.push(Difference {
                place,
                invoice,
                field,
                want,
                got,
            });
        }
    };
    let mut by_invoice: HashMap<&str, Vec<&Booked>> = HashMap::new();
    let mut total = Place::default();
    for order in booked {
        let lines = order.rows.map_or(order.lines, |rows| rows.count);
        total.of(order.kind).add(lines, order.gross, order.tax);
        by_invoice.entry(&order.invoice).or_default().push(order);
    }
    for row in &sheet.rows {
        let found = by_invoice.remove(row.invoice.as_str()).unwrap_or_default();
        note(&row.invoice, "orders", 1, count(found.len()));
        for order in found {
            let fields = fields(row, order, sheet);
            fields
                .into_iter()
                .for_each(|(field, want, got)| note(&row.invoice, field, want, got));
        }
    }
    let mut strangers: Vec<_> = by_invoice.into_iter().collect();
    strangers.sort_unstable_by_key(|(invoice, _)| *invoice);
    for (invoice, found) in strangers {
        note(invoice, "orders", 0, count(found.len()));
    }
    total
}

fn fields(row: &SheetRow, order: &Booked, sheet: &Sheet) -> Vec<(&'static str, i64, i64)> {
    let register = sheet.registers.iter().position(|id| *id == order.register);
    let mut fields = vec![
        (
            "is_refund",
            i64::from(row.kind == crate::file::Kind::Refund),
            i64::from(order.kind == crate::file::Kind::Refund),
        ),
        (
            "register",
            count(row.register) + 1,
            register.map_or(0, |place| count(place) + 1),
        ),
        (
            "business_day",
            day(&row.business_day),
            day(&order.business_day),
        ),
        ("lines", row.lines, order.lines),
        ("gross", row.gross, order.gross),
        ("tax", row.tax, order.tax),
    ];
    let net = row.gross.saturating_sub(row.tax);
    fields.extend(order.net.map(|got| ("net", net, got)));
    fields.extend(order.paid.map(|got| ("paid", row.gross, got)));
    if let Some(rows) = order.rows {
        fields.extend([
            ("order_lines.count", row.lines, rows.count),
            ("order_lines.gross", row.gross, rows.gross),
            ("order_lines.tax", row.tax, rows.tax),
            ("order_lines.net", net, rows.net),
            ("order_lines.price_times_quantity", row.gross, rows.value),
        ]);
    }
    fields
}

/// A day as the number that it looks like, so that it stands beside figures: 20101201.
fn day(text: &str) -> i64 {
    text.replace('-', "").parse().unwrap_or_default()
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
