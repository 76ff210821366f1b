//! The way to the server: the till's sync runner, and the word to the window whenever something changed.

use crate::events::{CatalogueChanged, PeopleChanged, SyncChanged};
use crate::traces;
use crate::views::SyncView;
use pos_till::SharedTill;
use pos_till::sync::{Runner, RunnerHandle, SyncStatus};
use pos_traces::Traces;
use std::cell::Cell;
use std::io;
use tauri::AppHandle;
use tauri_specta::Event;

/// The runner of this till. It waits while the register belongs to no shop, and does nothing for the demo.
pub struct SyncLink {
    runner: RunnerHandle,
}

impl SyncLink {
    /// Starts the runner of `till`.
    pub fn start(till: SharedTill, traces: &Traces) -> io::Result<SyncLink> {
        let runner = Runner::start(till)?;
        if traces.are_on() {
            let traces = traces.clone();
            runner.watch_pushes(move |pushed| traces::pushed(&traces, pushed));
        }
        Ok(SyncLink { runner })
    }

    /// Tells the window of every change from now on.
    pub fn tell(&self, window: AppHandle) {
        let prices = |status: &SyncStatus| (status.catalogue_version, status.prices_since);
        let status = self.runner.status();
        let known = Cell::new(prices(&status));
        let people = Cell::new(status.people_changed);
        self.runner.subscribe(move |status| {
            let mut told = SyncChanged(SyncView::from(status)).emit(&window);
            let now = prices(status);
            if known.replace(now) != now {
                told = told.and(CatalogueChanged.emit(&window));
            }
            if people.replace(status.people_changed) != status.people_changed {
                told = told.and(PeopleChanged.emit(&window));
            }
            if let Err(error) = told {
                tracing::warn!(%error, "the window did not hear of the sync");
            }
        });
    }

    /// How things stand.
    pub fn status(&self) -> SyncStatus {
        self.runner.status()
    }

    /// Something was written: it is sent now.
    pub fn wake(&self) {
        self.runner.wake();
    }

    /// Ends the runner with the window. What wasn't sent waits on the disk.
    pub fn stop(&self) {
        self.runner.stop();
    }
}
