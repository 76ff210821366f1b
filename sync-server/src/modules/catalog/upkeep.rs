//! What the catalogue does by itself, without anybody asking. Several processes may do it at once.

use super::features::forget_changes::forget_changes;
use super::features::start_prices::start_prices;
use crate::platform::state::AppState;
use crate::problem::ApiError;
use std::time::{Duration, Instant};
use tokio_util::sync::CancellationToken;

/// How often to look.
const EVERY: Duration = Duration::from_secs(5);

/// How often to look for what is so old that it is forgotten.
const SWEEP: Duration = Duration::from_secs(3600);

/// Works until `stop`; what fails is tried again next time.
pub async fn run(state: AppState, stop: CancellationToken) {
    let mut swept = None;
    while !stop.is_cancelled() {
        match work(&state, &mut swept).await {
            Ok(false) => {}
            Ok(true) => continue,
            Err(error) => tracing::debug!(%error, "the catalogue's upkeep waits"),
        }
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            () = stop.cancelled() => {}
        }
    }
}

/// Does some of what there is to do; whether there may be more.
async fn work(state: &AppState, swept: &mut Option<Instant>) -> Result<bool, ApiError> {
    if start_prices(state).await? {
        return Ok(true);
    }
    if swept.is_some_and(|last| last.elapsed() < SWEEP) {
        return Ok(false);
    }
    if forget_changes(state).await? {
        return Ok(true);
    }
    *swept = Some(Instant::now());
    Ok(false)
}
