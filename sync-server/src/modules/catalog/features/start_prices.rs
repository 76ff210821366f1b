//! Takes scheduled prices over once they have started, so that whoever comes new to the catalogue sees them as plain
//! prices. Tills don't wait for this: each has the price and its instant already.

use crate::modules::catalog::publish::publish;
use crate::modules::catalog::store;
use crate::modules::catalog::wish::Wish;
use crate::platform::state::AppState;
use crate::problem::ApiError;

/// Takes over some of the prices that have started; whether there were any.
pub async fn start_prices(state: &AppState) -> Result<bool, ApiError> {
    let (db, now) = (state.db.clone(), state.clock.now());
    state
        .writes
        .run(async move {
            // Nobody has to wait at the counter when nothing has started.
            let codes = store::started(&mut *db.acquire().await?, now.as_second()).await?;
            if codes.is_empty() {
                return Ok(false);
            }
            let mut tx = db.begin().await?;
            publish(&mut tx, codes.into_iter().map(Wish::Renew).collect(), now).await?;
            tx.commit().await?;
            Ok(true)
        })
        .await
}
