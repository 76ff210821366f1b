//! `replay open`: the services and the server of an earlier run, on their old ports, for anyone to look at or tamper with.

use std::time::Instant;

use pos_stack::Service;

use crate::error::ReplayError;
use crate::interrupt;
use crate::layout::Layout;
use crate::progress::say;
use crate::report::{OpenReport, VERSION, ms};
use crate::server;
use crate::services::Services;
use crate::sheet::Sheet;

/// Brings them up, hands `ready` what there is, and ends them when Ctrl-C comes.
///
/// # Errors
/// When they don't come up, or are open already.
pub fn open(
    layout: &Layout,
    ready: impl FnOnce(&OpenReport) -> Result<(), ReplayError>,
) -> Result<(), ReplayError> {
    let begun = Instant::now();
    Sheet::load(layout)?;
    server::program()?;
    let services = Services::of_run(layout, &Service::ALL)?;
    if services.are_open_elsewhere() {
        let dir = layout.dir().display();
        return Err(ReplayError::Unusable(format!("{dir} is open already")));
    }
    let server = services.server_site(layout)?.start()?;
    ready(&OpenReport {
        schema: "evertill.replay.open.v1",
        version: VERSION,
        duration_ms: ms(begun),
        env: layout.env(),
        urls: services.env.clone(),
    })?;
    say("open until Ctrl-C");
    interrupt::wait_gently();
    say("closing");
    server.stop()?;
    services.stop()?;
    Ok(())
}
