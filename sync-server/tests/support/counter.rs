//! A counter where somebody sells: a real till with its runner, somebody signed in and the shift open.

use pos_core::{Amount, Quantity};
use pos_till::features::{self, AddLine, BeginPayment, HoldBasket, OpenShift, PayCash};
use pos_till::sync::{self, Bearer, Runner, RunnerHandle};
use pos_till::views::SaleDone;
use pos_till::{SharedTill, Till, TillEnv};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};

/// How long anything may take to come about.
const LONG: Duration = Duration::from_secs(60);

/// A till with its runner.
pub struct Counter {
    /// The till.
    pub till: SharedTill,
    runner: Option<RunnerHandle>,
    folder: tempfile::TempDir,
}

impl Counter {
    /// Enrolled, signed in, with the catalogue and an open shift. Blocks, as all here: not for an async thread.
    pub fn open(url: &str, code: &str, name: &str, access: &str) -> Counter {
        let folder = tempfile::tempdir().unwrap();
        let till = Till::open(folder.path(), TillEnv::system(folder.path())).unwrap();
        let till = Arc::new(Mutex::new(till));
        sync::enrol(&till, url, code, name).unwrap();
        sync::accept_access_token(&till, &Bearer::new(access)).unwrap();
        let mut counter = Counter {
            till,
            runner: None,
            folder,
        };
        counter.plug_in();
        counter.until("the catalogue is there", |till| {
            till.catalogue().unwrap().is_some()
        });
        counter.open_shift();
        counter
    }

    /// The till itself.
    pub fn hold(&self) -> MutexGuard<'_, Till> {
        self.till.lock().unwrap()
    }

    /// Its file.
    pub fn db(&self) -> PathBuf {
        self.folder.path().join("till.db")
    }

    /// Lets it sync.
    pub fn plug_in(&mut self) {
        self.runner = Some(Runner::start(Arc::clone(&self.till)).unwrap());
    }

    /// Pulls its cable.
    pub fn unplug(&mut self) {
        assert!(self.runner.take().unwrap().stop());
        self.hold().set_offline(true);
    }

    /// Its sync, while it is plugged in.
    pub fn runner(&self) -> &RunnerHandle {
        self.runner.as_ref().unwrap()
    }

    /// Waits until the till is as `wanted`.
    pub fn until(&self, what: &str, wanted: impl Fn(&Till) -> bool) {
        let until = Instant::now() + LONG;
        while !wanted(&self.hold()) {
            assert!(Instant::now() < until, "it never came about: {what}");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits until the server has everything and the till knows it.
    pub fn drained(&self) {
        assert!(self.runner().drain(LONG), "{:?}", self.runner().status());
        self.until("the cursor is kept", |till| {
            till.server_cursor().unwrap() == till.journal_len().unwrap()
        });
    }

    /// Opens a shift with 100.00 in the drawer.
    pub fn open_shift(&self) {
        let request = OpenShift {
            float: Amount::from_minor(10_000),
            business_day: self.hold().suggested_business_day(),
        };
        features::open_shift(&mut self.hold(), &request).unwrap();
    }

    /// Rings so many pieces up.
    pub fn ring(&self, code: &str, pieces: i64) {
        let request = AddLine {
            text: code.to_owned(),
            quantity: Quantity::pieces(pieces).unwrap(),
        };
        features::add_line(&mut self.hold(), &request).unwrap();
    }

    /// Rings two mugs up and puts them aside.
    pub fn hold_mugs(&self, name: &str) -> String {
        self.ring("A1", 2);
        let name = name.to_owned();
        let held = features::hold_basket(&mut self.hold(), &HoldBasket { name });
        held.unwrap().id
    }

    /// Takes what is due in cash.
    pub fn pay(&self) -> SaleDone {
        let mut till = self.hold();
        let payment = features::begin_payment(&mut till, &BeginPayment::default()).unwrap();
        let request = PayCash {
            order_id: payment.order_id,
            given: payment.due,
        };
        features::pay_cash(&mut till, &request).unwrap()
    }
}
