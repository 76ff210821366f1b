//! `replay verify`: counts an earlier run again, in the same four places.

use std::time::Instant;

use pos_stack::Service;

use crate::error::ReplayError;
use crate::layout::Layout;
use crate::places;
use crate::report::{VERSION, VerifyReport, ms};
use crate::services::Services;
use crate::sheet::Sheet;

/// Counts the run in `layout`.
///
/// # Errors
/// When the folder is no run, or a place can't be read.
pub fn verify(layout: &Layout) -> Result<VerifyReport, ReplayError> {
    let begun = Instant::now();
    let sheet = Sheet::load(layout)?;
    // The database is all that two of the places are in; what the others hold was said in it already.
    let services = Services::of_run(layout, &[Service::Postgres])?;
    let counted = places::count(layout, &sheet, services.url("DATABASE_URL")?);
    services.stop()?;
    let (places, differences) = counted?;
    Ok(VerifyReport {
        schema: "evertill.replay.verify.v1",
        version: VERSION,
        duration_ms: ms(begun),
        places,
        differences,
    })
}
