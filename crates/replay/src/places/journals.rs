//! The proof beside the tills' tables: a change that only the journal shows is told as well, with the invoice that it touches.

use pos_till::verify::{Broken, VerifyError, verify_journal};
use rusqlite::OptionalExtension;

use super::{Difference, tills};
use crate::error::{ReplayError, during};
use crate::layout::Layout;
use crate::progress::say;

/// Notes the first entry of each of the `count` tills that does not hold.
///
/// # Errors
/// When a till's file can't be read.
pub fn check(
    layout: &Layout,
    count: usize,
    differences: &mut Vec<Difference>,
) -> Result<(), ReplayError> {
    for number in 1..=count {
        match verify_journal(&layout.till_db(number)) {
            Ok(_) => {}
            Err(VerifyError::Unreadable(reason)) => return Err(ReplayError::Unusable(reason)),
            Err(VerifyError::Broken(broken)) => {
                say(format!("till {number}: {broken}"));
                differences.push(difference(layout, number, &broken)?);
            }
        }
    }
    Ok(())
}

fn difference(layout: &Layout, number: usize, broken: &Broken) -> Result<Difference, ReplayError> {
    let db = tills::open(&layout.till_db(number))?;
    let seq = i64::try_from(broken.seq).unwrap_or(i64::MAX);
    let invoice: Option<String> = db
        .query_row(
            "SELECT coalesce(o.external_reference, o.id) FROM orders o JOIN journal j ON j.n = o.n
             WHERE j.branch = ?1 AND j.seq = ?2",
            (&broken.branch, seq),
            |row| row.get(0),
        )
        .optional()
        .map_err(during(format!("reading till {number}")))?;
    let entry = || format!("(entry {seq} of till {number})");
    Ok(Difference {
        place: "tills".to_owned(),
        invoice: invoice.unwrap_or_else(entry),
        field: "journal_entry_holds".to_owned(),
        want: 1,
        got: 0,
    })
}
