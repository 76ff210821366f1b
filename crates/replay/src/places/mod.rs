//! The four places where the same trade is counted, each by a reader of its own.

pub mod booked;
pub mod compare;
pub mod consumer;
pub mod days;
pub mod file;
pub mod journals;
pub mod postgres;
pub mod sql;
pub mod tally;
pub mod tills;

pub use booked::{Booked, LineSums};
pub use compare::{Difference, compare};
pub use days::DaySums;
pub use tally::{Place, Places, Tally};

use crate::error::ReplayError;
use crate::layout::Layout;
use crate::sheet::Sheet;

/// Counts in all four places.
///
/// # Errors
/// When a place can't be read.
pub fn count(
    layout: &Layout,
    sheet: &Sheet,
    database: &str,
) -> Result<(Places, Vec<Difference>), ReplayError> {
    let mut differences = Vec::new();
    let (booked, days) = tills::read(layout, sheet)?;
    let tills = compare("tills", sheet, &booked, &mut differences);
    days::compare("tills", "shifts", sheet, &days, &mut differences);
    journals::check(layout, sheet.registers.len(), &mut differences)?;

    let mut database = sql::Database::open(database)?;
    let (booked, days) = postgres::read(&mut database)?;
    let postgres = compare("postgres", sheet, &booked, &mut differences);
    days::compare("postgres", "shift_closings", sheet, &days, &mut differences);

    let (booked, days) = consumer::read(&mut database)?;
    let consumer = compare("consumer", sheet, &booked, &mut differences);
    days::compare("consumer", "daily_sales", sheet, &days, &mut differences);

    Ok((
        Places {
            file: file::tally(sheet),
            tills,
            postgres,
            consumer,
        },
        differences,
    ))
}
