//! What a till needs from its machine, handed in so that tests and replays can bring their own.

use crate::clock::{Clock, SystemClock};
use crate::ids::{Ids, SystemIds};
use crate::keys::{FileKeyStore, KeyStore};
use crate::pin::PinCost;
use std::path::Path;
use std::sync::Arc;

/// Clock, ids, key store and the cost of a PIN of a till.
#[derive(Clone)]
pub struct TillEnv {
    /// Where it reads the time.
    pub clock: Arc<dyn Clock>,
    /// Where it draws ids.
    pub ids: Arc<dyn Ids>,
    /// Where its private key rests.
    pub keys: Arc<dyn KeyStore>,
    /// What a guess at a PIN costs.
    pub pin_cost: PinCost,
}

impl TillEnv {
    /// The machine's own, with the key in a file of `dir`.
    pub fn system(dir: &Path) -> TillEnv {
        TillEnv {
            clock: Arc::new(SystemClock::new()),
            ids: Arc::new(SystemIds),
            keys: Arc::new(FileKeyStore::in_dir(dir)),
            pin_cost: PinCost::REGISTER,
        }
    }
}
