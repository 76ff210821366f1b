//! Who may open this register, and with which PIN.

use crate::error::TillError;
use crate::journal;
use crate::keys::{self, Secret};
use crate::lockout;
use crate::pin;
use crate::session;
use crate::store::{pins, shifts, staff};
use crate::till::Till;
use jiff::SignedDuration;
use pos_protocol::Fact;
use pos_protocol::fact::PinFailed;
use pos_protocol::grant::Grant;
use std::sync::Arc;

impl Till {
    /// Whether somebody has it locked.
    pub fn is_locked(&self) -> bool {
        self.people.locked.is_some()
    }

    /// The grant of a member of staff who may open this register.
    pub(crate) fn staff_grant(&self, id: &str) -> Result<Arc<Grant>, TillError> {
        let shop = self.enrolment.as_ref().ok_or(TillError::NotEnrolled)?;
        let row = staff::find(self.db()?, id)?.ok_or(TillError::UnknownStaff)?;
        if row.revoked {
            return Err(TillError::StaffRevoked);
        }
        Ok(Arc::new(session::open(&row.signed, shop)?))
    }

    /// The staff id of the supervisor who allows what is done now: whoever typed a PIN for it, or whoever is signed in.
    pub(crate) fn supervisor(&self) -> Result<String, TillError> {
        let grant = self.grant()?;
        match &self.people.approver {
            Some(id) => Ok(id.clone()),
            None => session::supervisor(grant, self.env.clock.as_ref()),
        }
    }

    /// Whether `kept` was made with this machine's secret.
    pub(crate) fn knows(&self, kept: &pin::PinHash) -> bool {
        let secret = self.people.secret.as_ref();
        secret.is_some_and(|secret| pin::mark(secret) == kept.secret_mark)
    }

    /// Whether a PIN with this hash may open the register: it was made here, or that can't be told right now.
    pub(crate) fn may_know(&self, kept: &pin::PinHash) -> bool {
        self.people.secret_away || self.knows(kept)
    }

    /// Asks once more for the secret where its place did not answer. Nobody's PIN is given up while it may be there.
    pub(crate) fn find_secret(&mut self) -> Result<(), TillError> {
        if self.people.secret_away {
            self.people.secret = self.env.keys.load(Secret::PinSecret)?;
            self.people.secret_away = false;
        }
        Ok(())
    }

    /// This machine's secret, drawn when the first PIN needs it.
    pub(crate) fn pin_secret(&mut self) -> Result<[u8; 32], TillError> {
        self.find_secret()?;
        if let Some(secret) = self.people.secret {
            return Ok(secret);
        }
        let secret = keys::random()?;
        self.env.keys.store(Secret::PinSecret, &secret)?;
        self.people.secret = Some(secret);
        Ok(secret)
    }

    /// The grant of `id`, if `pin` is theirs. The try is on the disk before it is looked at, so that pulling the plug
    /// gains nobody another one.
    pub(crate) fn check_pin(&mut self, id: &str, pin: &str) -> Result<Arc<Grant>, TillError> {
        let grant = self.staff_grant(id)?;
        let row = pins::find(self.db()?, id)?.ok_or(TillError::NoPin)?;
        self.find_secret()?;
        let secret = self.people.secret.filter(|_| self.knows(&row.kept));
        let secret = secret.ok_or(TillError::PinElsewhere)?;
        pin::check_digits(pin)?;
        self.check_wait(id)?;
        let tries = row.tries.saturating_add(1);
        let wait = lockout::wait_after(tries);
        let now = self.env.clock.now();
        self.write(|writing| pins::count(writing.tx, id, tries, wait, now))?;
        self.set_wait(id, wait);
        if pin::matches(pin, &secret, &row.kept)? {
            self.write(|writing| pins::forgive(writing.tx, id))?;
            self.set_wait(id, 0);
            return Ok(grant);
        }
        let fact = Fact::PinFailed(PinFailed {
            staff: grant.staff.clone(),
            tries,
            locked_ms: wait,
        });
        self.write(|writing| {
            let day = shifts::open(writing.tx)?.map(|shift| shift.view.business_day);
            journal::append(writing, &fact, day.as_deref()).map(drop)
        })?;
        self.check_wait(id)?;
        let left = lockout::left(tries);
        Err(TillError::WrongPin { left })
    }

    /// When the next PIN of `id` is taken, RFC 3339; none when it is now.
    pub(crate) fn pin_wait_until(&self, id: &str) -> Option<String> {
        let left = self.wait_left(id);
        let span = SignedDuration::from_millis(i64::try_from(left).unwrap_or(i64::MAX));
        let until = self.env.clock.now().saturating_add(span).ok()?;
        (left > 0).then(|| until.to_string())
    }

    /// Nothing is held against `id` any more.
    pub(crate) fn forgive(&mut self, id: &str) {
        self.set_wait(id, 0);
    }

    fn check_wait(&self, id: &str) -> Result<(), TillError> {
        match self.pin_wait_until(id) {
            None => Ok(()),
            Some(until) => Err(TillError::PinWait { until }),
        }
    }

    fn wait_left(&self, id: &str) -> u64 {
        let until = self.people.waits.get(id).copied().unwrap_or(0);
        until.saturating_sub(self.env.clock.monotonic_ms())
    }

    fn set_wait(&mut self, id: &str, ms: u64) {
        if ms == 0 {
            self.people.waits.remove(id);
            return;
        }
        let until = self.env.clock.monotonic_ms().saturating_add(ms);
        self.people.waits.insert(id.to_owned(), until);
    }
}
