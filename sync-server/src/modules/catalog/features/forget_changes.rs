//! Forgets how the catalogue once changed. A till that was away for longer takes the whole catalogue instead.

use crate::modules::catalog::store;
use crate::platform::state::AppState;
use crate::problem::ApiError;

/// Forgets some of the changes from before the horizon; whether there were any.
pub async fn forget_changes(state: &AppState) -> Result<bool, ApiError> {
    let (db, days) = (state.db.clone(), state.settings.catalog_horizon_days);
    let horizon = state.clock.now().as_second() - i64::from(days) * 24 * 3600;
    state
        .writes
        .run(async move {
            let mut db = db.acquire().await?;
            Ok(store::forget_changes(&mut db, horizon).await?)
        })
        .await
}
