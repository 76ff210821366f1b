//! What every command shares: the till, the sync runner and the sign-in that may be under way.

use crate::errors::{Answer, CommandError};
use crate::profile::Profile;
use crate::sign_in::SignIn;
use crate::sync::SyncLink;
use crate::traces::{self, Deed};
use pos_till::{SharedTill, Till};
use pos_traces::Traces;
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// The shell's state.
pub struct Shell {
    till: SharedTill,
    profile: Profile,
    ready_file: Option<PathBuf>,
    sync: SyncLink,
    sign_in: SignIn,
    traces: Traces,
}

impl Shell {
    /// A shell around `till`, whose sync runs from now on.
    pub fn new(
        till: Till,
        profile: Profile,
        ready_file: Option<PathBuf>,
        traces: Traces,
    ) -> io::Result<Shell> {
        let till = Arc::new(Mutex::new(till));
        let sync = SyncLink::start(till.clone(), &traces)?;
        Ok(Shell {
            till,
            profile,
            ready_file,
            sync,
            sign_in: SignIn::default(),
            traces,
        })
    }

    /// Does `work` on the till, off the thread that draws the window.
    pub async fn on_till<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Till) -> Answer<T> + Send + 'static,
    ) -> Answer<T> {
        let till = self.till.clone();
        off_the_window(move || {
            // What the till knows lies on disk, written in transactions: a panic elsewhere left nothing half done.
            let mut till = till.lock().unwrap_or_else(PoisonError::into_inner);
            work(&mut till)
        })
        .await
    }

    /// As [`Shell::on_till`], for what is done to the open basket: it has a span in the basket's trace.
    pub async fn on_basket<T: Send + 'static>(
        &self,
        deed: Deed,
        work: impl FnOnce(&mut Till) -> Answer<T> + Send + 'static,
    ) -> Answer<T> {
        let traces = self.traces.clone();
        self.on_till(move |till| traces::traced(&traces, deed, till, work))
            .await
    }

    /// Where spans are handed in.
    pub fn traces(&self) -> &Traces {
        &self.traces
    }

    /// The till itself, for work that must not hold it while it waits for a network.
    pub fn till(&self) -> &SharedTill {
        &self.till
    }

    /// Which shop this is.
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// The file that says that the register can scan.
    pub fn ready_file(&self) -> Option<&PathBuf> {
        self.ready_file.as_ref()
    }

    /// The way to the server.
    pub fn sync(&self) -> &SyncLink {
        &self.sync
    }

    /// The sign-in that may be under way.
    pub fn sign_in(&self) -> &SignIn {
        &self.sign_in
    }
}

/// Runs `work` where it may block.
pub async fn off_the_window<T: Send + 'static>(
    work: impl FnOnce() -> Answer<T> + Send + 'static,
) -> Answer<T> {
    tauri::async_runtime::spawn_blocking(work)
        .await
        .unwrap_or_else(|error| {
            tracing::error!(%error, "a command ended early");
            Err(CommandError::new(
                "internal",
                "The register could not finish this. Try again; if it stays, close and open the register: nothing paid is lost.",
            ))
        })
}
