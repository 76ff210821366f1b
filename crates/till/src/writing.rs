//! What a command may use inside its transaction.

use crate::enrolment::Enrolment;
use crate::env::TillEnv;
use crate::error::TillError;
use crate::session;
use ed25519_dalek::SigningKey;
use pos_protocol::fact::BranchReason;
use pos_protocol::grant::Grant;
use rusqlite::Transaction;
use std::sync::Arc;
use uuid::Uuid;

/// The open transaction, and what goes into an entry beside the fact.
pub(crate) struct Writing<'a> {
    /// The transaction that everything of this command is written in.
    pub tx: &'a Transaction<'a>,
    /// Clock and ids.
    pub env: &'a TillEnv,
    /// What signs.
    pub key: &'a SigningKey,
    /// The register's id.
    pub register: Uuid,
    /// The shop.
    pub enrolment: Option<Arc<Enrolment>>,
    /// Who is signed in.
    pub session: Option<Arc<Grant>>,
    /// Whether there is no server right now.
    pub offline: bool,
    /// Set when the next entry has to begin a branch first.
    pub branch_due: Option<BranchReason>,
}

impl Writing<'_> {
    /// The shop, or [`TillError::NotEnrolled`].
    pub fn enrolment(&self) -> Result<&Enrolment, TillError> {
        self.enrolment.as_deref().ok_or(TillError::NotEnrolled)
    }

    /// Whether the grant of whoever is signed in has ended. It still sells; the entry says so.
    pub fn session_expired(&self) -> bool {
        let clock = self.env.clock.as_ref();
        let session = self.session.as_ref();
        session.is_some_and(|grant| session::expired(grant, clock))
    }
}
