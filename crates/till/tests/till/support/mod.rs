//! A shop to test with: a register in its own folder, a server's key, a catalogue, and a clock that stands still.

pub mod server;
pub mod stream;

use ed25519_dalek::SigningKey;
use jiff::Timestamp;
use pos_core::{Amount, Quantity, UnitPrice};
use pos_protocol::device::{Enrolled, Store};
use pos_protocol::entry::StaffRef;
use pos_protocol::grant::{Grant, SignedGrant};
use pos_till::catalogue::build_full;
use pos_till::features::{
    AddLine, BeginPayment, CloseShift, OpenShift, PayCash, accept_grant, add_line,
};
use pos_till::features::{Authorisation, SetPin, set_pin, sign_in_by_pin};
use pos_till::features::{begin_payment, enrol, open_shift, pay_cash};
use pos_till::views::SaleDone;
use pos_till::{Clock, Enrolment, FileKeyStore, Ids, PinCost, SystemIds, Till, TillEnv};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use uuid::Uuid;

/// A clock that goes only when it is told to.
pub struct StandingClock(pub Mutex<Timestamp>, pub AtomicU64);

impl Clock for StandingClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }
    fn monotonic_ms(&self) -> u64 {
        self.1.load(Ordering::Relaxed)
    }
}

/// A shop with one register.
pub struct Shop {
    pub folder: tempfile::TempDir,
    pub clock: Arc<StandingClock>,
    pub server: SigningKey,
}

pub const CASHIER: &[&str] = &["cashier"];
pub const SUPERVISOR: &[&str] = &["cashier", "supervisor"];

impl Shop {
    pub fn new() -> Shop {
        Shop {
            folder: tempfile::tempdir().unwrap(),
            clock: Arc::new(StandingClock(
                Mutex::new("2026-11-02T09:30:00Z".parse().unwrap()),
                AtomicU64::new(7),
            )),
            server: SigningKey::from_bytes(&[9; 32]),
        }
    }

    pub fn dir(&self) -> &Path {
        self.folder.path()
    }

    pub fn db(&self) -> PathBuf {
        self.dir().join("till.db")
    }

    pub fn open(&self) -> Till {
        self.open_in(self.dir())
    }

    pub fn open_in(&self, dir: &Path) -> Till {
        Till::open(dir, self.env(dir)).unwrap()
    }

    pub fn env(&self, dir: &Path) -> TillEnv {
        let ids: Arc<dyn Ids> = Arc::new(SystemIds);
        TillEnv {
            clock: self.clock.clone(),
            ids,
            keys: Arc::new(FileKeyStore::in_dir(dir)),
            pin_cost: PinCost::OPEN,
        }
    }

    pub fn set_clock(&self, time: &str) {
        *self.clock.0.lock().unwrap() = time.parse().unwrap();
    }

    /// Seconds go by on both clocks.
    pub fn pass(&self, seconds: u32) {
        *self.clock.0.lock().unwrap() += jiff::SignedDuration::from_secs(seconds.into());
        self.clock
            .1
            .fetch_add(u64::from(seconds) * 1_000, Ordering::Relaxed);
    }

    pub fn enrolment(&self, register: Uuid) -> Enrolment {
        Enrolment {
            enrolled: Enrolled {
                register,
                register_code: "2".into(),
                register_name: "Till 2".into(),
                store: Store {
                    id: Uuid::from_u128(1),
                    name: "Test Gifts".into(),
                    address: "2 High Street".into(),
                    vat_number: Some("GB 000 0000 00".into()),
                    currency: "GBP".into(),
                    time_zone: "Europe/London".into(),
                    tax_rounding: Default::default(),
                    smallest_coin: Default::default(),
                    barcode_patterns: Vec::new(),
                },
                server_key: self.server.verifying_key().to_bytes().to_vec(),
                oidc_issuer: "https://id.example/realms/evertill".into(),
                oidc_client: "evertill-register".into(),
            },
            server_url: "https://sync.example".into(),
        }
    }

    /// A grant that ends in 30 days.
    pub fn grant(&self, register: Uuid, name: &str, roles: &[&str]) -> SignedGrant {
        let grant = Grant {
            staff: StaffRef {
                id: format!("id-{name}"),
                name: name.to_owned(),
            },
            register,
            roles: roles.iter().map(|role| (*role).to_owned()).collect(),
            issued_at: "2026-11-02T09:00:00Z".into(),
            expires_at: "2026-12-02T09:00:00Z".into(),
        };
        SignedGrant::sign(&grant, &self.server).unwrap()
    }

    pub fn sign_in(&self, till: &mut Till, name: &str, roles: &[&str]) {
        let grant = self.grant(till.register(), name, roles);
        accept_grant(till, &grant).unwrap();
    }

    /// Signs somebody in with the browser, who then chooses a PIN.
    pub fn hire(&self, till: &mut Till, name: &str, roles: &[&str], pin: &str) {
        self.sign_in(till, name, roles);
        let pin = pin.to_owned();
        set_pin(till, &SetPin { pin, current: None }).unwrap();
    }

    /// A till that can sell, with Sam (supervisor, 2580) and Cass (cashier, 1470), who is there.
    pub fn staffed(&self) -> Till {
        let mut till = self.enrolled();
        self.hire(&mut till, "Sam", SUPERVISOR, "2580");
        self.hire(&mut till, "Cass", CASHIER, "1470");
        open(&mut till, 10_000).unwrap();
        till
    }

    /// The till as it was left, which somebody with a PIN opens.
    pub fn unlocked(&self, name: &str, pin: &str) -> Till {
        let mut till = self.open();
        sign_in_by_pin(&mut till, &with_pin(name, pin)).unwrap();
        till
    }

    /// An enrolled till with the test catalogue; nobody is signed in.
    pub fn enrolled(&self) -> Till {
        let mut till = self.open();
        let enrolment = self.enrolment(till.register());
        enrol(&mut till, enrolment).unwrap();
        let bytes = stream::full(&stream::products());
        let new = build_full(self.dir(), bytes.as_slice(), |_, _| {}).unwrap();
        till.switch_catalogue(&new).unwrap();
        till
    }

    /// A till that can sell: Sam, a supervisor, is signed in and the shift is open.
    pub fn selling(&self) -> Till {
        let mut till = self.enrolled();
        self.sign_in(&mut till, "Sam", SUPERVISOR);
        open(&mut till, 10_000).unwrap();
        till
    }
}

/// Who, by name, and a PIN.
pub fn with_pin(name: &str, pin: &str) -> Authorisation {
    Authorisation {
        staff: format!("id-{name}"),
        pin: pin.to_owned(),
    }
}

/// The code of what a PIN comes to; `ok` when it opens the register.
pub fn try_pin(till: &mut Till, name: &str, pin: &str) -> &'static str {
    match sign_in_by_pin(till, &with_pin(name, pin)) {
        Ok(_) => "ok",
        Err(error) => error.code(),
    }
}

/// The kinds of the journal's newest entries, oldest first, and who wrote each.
pub fn newest(till: &Till, count: u64) -> Vec<(String, Option<String>)> {
    let after = till.journal_len().unwrap() - count;
    let entries = till.entries_after(after, 100, usize::MAX).unwrap();
    let read = |sealed: &pos_protocol::Sealed| {
        let body = sealed.open().unwrap();
        (body.kind, body.staff.map(|staff| staff.name))
    };
    entries.iter().map(read).collect()
}

pub fn open(till: &mut Till, float: i64) -> Result<(), pos_till::TillError> {
    let request = OpenShift {
        float: Amount::from_minor(float),
        business_day: "2026-11-02".into(),
    };
    open_shift(till, &request).map(|_| ())
}

pub fn amount(minor: i64) -> Amount {
    Amount::from_minor(minor)
}

/// A closing with so much counted, and with a reason in case that is not what should be there.
pub fn closing(counted: Amount) -> CloseShift {
    CloseShift {
        counted,
        reason: Some("Miscounted".to_owned()),
    }
}

pub fn quantity(text: &str) -> Quantity {
    Quantity::parse(text).unwrap()
}

pub fn price(text: &str) -> UnitPrice {
    UnitPrice::parse(text).unwrap()
}

pub fn line(text: &str, count: &str) -> AddLine {
    AddLine {
        text: text.to_owned(),
        quantity: quantity(count),
    }
}

/// Sells `codes`, one each, for the exact sum or more.
pub fn sell(till: &mut Till, codes: &[&str], given: Option<i64>) -> SaleDone {
    for code in codes {
        add_line(till, &line(code, "1")).unwrap();
    }
    let payment = begin_payment(till, &BeginPayment::default()).unwrap();
    let request = PayCash {
        given: given.map_or(payment.due, Amount::from_minor),
        order_id: payment.order_id,
    };
    pay_cash(till, &request).unwrap()
}
