//! A real till with its sync runner, enrolled at the server over HTTP.

use super::register::code;
use super::shop::Shop;
use pos_core::Product;
use pos_till::sync::{Runner, RunnerHandle, enrol};
use pos_till::{SharedTill, Till, TillEnv, features};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// How long anything may take to come about.
const PATIENCE: Duration = Duration::from_secs(30);

/// The till; its folder goes with it.
pub struct RealTill {
    /// The till.
    pub till: SharedTill,
    /// Its sync.
    pub runner: RunnerHandle,
    /// Its folder.
    pub dir: TempDir,
}

impl RealTill {
    /// Opens one and enrols it, on what `env` makes of its folder. Blocks: not for an async thread.
    pub fn open(url: &str, code: &str, env: impl FnOnce(TillEnv) -> TillEnv) -> RealTill {
        let dir = tempfile::tempdir().unwrap();
        let till = Till::open(dir.path(), env(TillEnv::system(dir.path()))).unwrap();
        let till = Arc::new(Mutex::new(till));
        enrol(&till, url, code, "Front door").unwrap();
        let runner = Runner::start(till.clone()).unwrap();
        RealTill { till, runner, dir }
    }

    /// The product, if the till sells it.
    pub fn product(&self, code: &str) -> Option<Product> {
        features::find_product(&self.till.lock().unwrap(), code).ok()
    }

    /// Waits until the till's product `code` is as `wanted`, and says how long that took.
    pub fn until(&self, code: &str, wanted: impl Fn(Option<&Product>) -> bool) -> Duration {
        let begun = Instant::now();
        while !wanted(self.product(code).as_ref()) {
            assert!(
                begun.elapsed() < PATIENCE,
                "{code} is still {:?}; {:?}",
                self.product(code),
                self.runner.status()
            );
            std::thread::sleep(Duration::from_millis(1));
        }
        begun.elapsed()
    }
}

/// A till of this shop, on the machine's own clock.
pub async fn till(shop: &Shop) -> RealTill {
    let (url, code) = (shop.url.clone(), code(shop).await);
    blocking(move || RealTill::open(&url, &code, |env| env)).await
}

/// Does what blocks where it may.
pub async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    tokio::task::spawn_blocking(work).await.unwrap()
}
