//! The open till: its folder, its file, its key, and who is signed in.

use crate::catalogue::reader::Reader;
use crate::enrolment::Enrolment;
use crate::env::TillEnv;
use crate::error::TillError;
use crate::keys::Secret;
use crate::people::People;
use crate::store::{catalogue_pointer, device_keys, enrolments, grants, meta, pins};
use crate::views::StaffView;
use crate::{journal, keys, lock, session, tilldb};
use ed25519_dalek::{Signer, SigningKey};
use pos_protocol::fact::BranchReason;
use pos_protocol::grant::Grant;
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};
use uuid::Uuid;

/// A till that a window and a sync runner share.
pub type SharedTill = Arc<Mutex<Till>>;

/// The open till. The commands in [`crate::features`] work on it.
pub struct Till {
    pub(crate) dir: PathBuf,
    pub(crate) env: TillEnv,
    /// None only after a failed commit, until the file could be opened again.
    pub(crate) db: Option<Connection>,
    pub(crate) catalogue: Option<Reader>,
    /// Its bytes are wrong: it is fetched anew. A reader may find that out.
    pub(crate) catalogue_damaged: AtomicBool,
    pub(crate) key: SigningKey,
    pub(crate) register: Uuid,
    pub(crate) enrolment: Option<Arc<Enrolment>>,
    /// Who is signed in; none while the register is locked.
    pub(crate) grant: Option<Arc<Grant>>,
    pub(crate) people: People,
    pub(crate) offline: bool,
    pub(crate) branch_due: Option<BranchReason>,
    demo: bool,
    _lock: lock::Lock,
}

impl Till {
    /// Opens the till in the folder `dir`, which is made when it isn't there.
    pub fn open(dir: &Path, env: TillEnv) -> Result<Till, TillError> {
        std::fs::create_dir_all(dir)?;
        let lock = lock::take(dir)?;
        let mut db = tilldb::open(&dir.join(tilldb::FILE))?;
        let key = match env.keys.load(Secret::DeviceKey)? {
            Some(bytes) => SigningKey::from_bytes(&bytes),
            None => {
                let key = keys::generate()?;
                env.keys.store(Secret::DeviceKey, &key.to_bytes())?;
                key
            }
        };
        let tx = db.transaction()?;
        let register = meta::register(&tx, || env.ids.uuid())?;
        device_keys::remember(&tx, &key.verifying_key(), env.clock.now())?;
        let people = People::open(&tx, &env)?;
        tx.commit()?;
        let enrolment = enrolments::read(&db)?;
        let branch_due = match &enrolment {
            Some(_) => journal::branch_due(&db, &key.verifying_key())?,
            None => None,
        };
        let pointer = catalogue_pointer::read(&db)?;
        let catalogue = pointer.as_ref().and_then(|file| Reader::open(dir, file));
        let catalogue_damaged = AtomicBool::new(pointer.is_some() && catalogue.is_none());
        crate::catalogue::sweep(dir, catalogue.as_ref().map(Reader::path));
        let grant = open_grant(&db, enrolment.as_ref())?;
        let demo = meta::is_demo(&db)?;
        let mut till = Till {
            dir: dir.to_owned(),
            env,
            db: Some(db),
            catalogue,
            catalogue_damaged,
            key,
            register,
            enrolment: enrolment.map(Arc::new),
            grant: None,
            people,
            offline: true,
            branch_due,
            demo,
            _lock: lock,
        };
        till.resume(grant)?;
        Ok(till)
    }

    /// Goes on with whoever was there: at once when they have no PIN, else locked.
    pub(crate) fn resume(&mut self, grant: Option<Arc<Grant>>) -> Result<(), TillError> {
        let locks = match &grant {
            Some(grant) => pins::find(self.db()?, &grant.staff.id)?.is_some(),
            None => false,
        };
        (self.grant, self.people.locked) = if locks { (None, grant) } else { (grant, None) };
        self.people.fresh = false;
        Ok(())
    }

    /// Nobody is there any more.
    pub(crate) fn leave(&mut self) {
        self.grant = None;
        self.people.locked = None;
        self.people.fresh = false;
    }

    /// The open file, to read from.
    pub(crate) fn db(&self) -> Result<&Connection, TillError> {
        self.db.as_ref().ok_or_else(TillError::not_open)
    }

    /// Who is signed in, or why nobody is: [`TillError::RegisterLocked`], [`TillError::NotSignedIn`].
    pub(crate) fn grant(&self) -> Result<&Grant, TillError> {
        if self.enrolment.is_none() {
            return Err(TillError::NotEnrolled);
        }
        if self.is_locked() {
            return Err(TillError::RegisterLocked);
        }
        self.grant.as_deref().ok_or(TillError::NotSignedIn)
    }

    /// Who is signed in.
    pub fn session(&self) -> Option<StaffView> {
        let grant = self.grant.as_ref()?;
        Some(session::view(grant, self.env.clock.as_ref()))
    }

    /// Who has it locked.
    pub fn locked_by(&self) -> Option<StaffView> {
        let grant = self.people.locked.as_ref()?;
        Some(session::view(grant, self.env.clock.as_ref()))
    }

    /// The wall clock in Unix seconds, by which scheduled prices start.
    pub(crate) fn now(&self) -> i64 {
        self.env.clock.now().as_second()
    }

    /// When the newest of the scheduled prices has started, in Unix seconds: what is shown may be older.
    pub fn prices_since(&self) -> Result<Option<i64>, TillError> {
        let newest = self
            .catalogue
            .as_ref()
            .map(|file| file.newest_start(self.now()));
        Ok(newest.transpose()?.flatten())
    }

    /// The folder of this till.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// How durable a commit is, as its own connection says: SQLite's `journal_mode`, and `synchronous`, of which 2 is FULL.
    pub fn durability(&self) -> Result<(String, i64), TillError> {
        let db = self.db()?;
        let journal = db.pragma_query_value(None, "journal_mode", |row| row.get(0))?;
        let synchronous = db.pragma_query_value(None, "synchronous", |row| row.get(0))?;
        Ok((journal, synchronous))
    }

    /// The register's id, drawn by the till itself.
    pub fn register(&self) -> Uuid {
        self.register
    }

    /// The shop, once enrolled.
    pub fn enrolment(&self) -> Option<&Enrolment> {
        self.enrolment.as_deref()
    }

    /// Whether this is the demo, for ever.
    pub fn is_demo(&self) -> bool {
        self.demo
    }

    /// Marks this file as the demo's, in memory, once the file says so.
    pub(crate) fn now_demo(&mut self) {
        self.demo = true;
    }

    /// Says whether there is a server right now; entries carry it.
    pub fn set_offline(&mut self, offline: bool) {
        self.offline = offline;
    }

    /// The register's public key, 32 bytes.
    pub fn public_key(&self) -> [u8; 32] {
        self.key.verifying_key().to_bytes()
    }

    /// The device key's signature of `message`: proof to the server that this is the register.
    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        self.key.sign(message).to_bytes().to_vec()
    }

    /// Where the private key rests, in words.
    pub fn key_place(&self) -> String {
        self.env.keys.describe()
    }

    /// Whether anybody who can read this user's files can read the private key: the screen says so.
    pub fn keys_are_exposed(&self) -> bool {
        self.env.keys.is_exposed()
    }

    /// Whether whoever is signed in has just proved who they are, and may choose a PIN.
    pub fn may_choose_pin(&self) -> bool {
        self.grant.is_some() && self.people.fresh
    }

    /// Set when the server knows another key of this register than the one that signs now.
    pub fn key_warning(&self) -> Result<Option<String>, TillError> {
        let enrolled = enrolments::public_key(self.db()?)?;
        Ok(enrolled
            .filter(|known| known.as_slice() != self.public_key())
            .map(|_| {
                "The register's key was lost and a new one was made. Sales are kept; enrol the register again \
                 with a code from a supervisor, so that the server can take them."
                    .to_owned()
            }))
    }

    /// The trading day that it is now in the shop's time zone, to be confirmed when a shift opens.
    pub fn suggested_business_day(&self) -> String {
        let zone = self
            .enrolment
            .as_ref()
            .map(|shop| shop.enrolled.store.time_zone.as_str());
        let zone = zone.and_then(|name| jiff::tz::TimeZone::get(name).ok());
        let now = self.env.clock.now();
        now.to_zoned(zone.unwrap_or(jiff::tz::TimeZone::UTC))
            .date()
            .to_string()
    }
}

/// The stored grant, if it still verifies. One of another server is no session: its holder signs in again.
pub(crate) fn open_grant(
    db: &Connection,
    enrolment: Option<&Enrolment>,
) -> Result<Option<Arc<Grant>>, TillError> {
    let signed = grants::read(db)?;
    Ok(signed
        .zip(enrolment)
        .and_then(|(signed, shop)| session::open(&signed, shop).ok())
        .map(Arc::new))
}
