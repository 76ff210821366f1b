//! Keeps the server's countersigned word of what it holds: `journal verify` holds the journal against it.

use crate::enrolment::Enrolment;
use crate::error::TillError;
use crate::store::{journal, server_heads};
use crate::till::Till;
use ed25519_dalek::VerifyingKey;
use pos_protocol::sync::{Head, NotCountersigned};

/// The server's key, as the enrolment named it.
pub(crate) fn server_key(enrolment: &Enrolment) -> Result<VerifyingKey, NotCountersigned> {
    let bytes = enrolment.enrolled.server_key.as_slice();
    VerifyingKey::try_from(bytes).map_err(|_| NotCountersigned)
}

impl Till {
    /// Keeps those of `heads` that this journal has and that are newer than what was kept. One that the server's key did
    /// not countersign is an error, and none of them is believed.
    pub fn keep_heads(&mut self, heads: &[Head]) -> Result<(), TillError> {
        let key = server_key(self.enrolment().ok_or(TillError::NotEnrolled)?)?;
        let mut newer = Vec::new();
        for head in heads.iter().filter(|head| head.register == self.register) {
            head.check(&key)?;
            let db = self.db()?;
            let kept = server_heads::seq(db, &head.branch)?;
            // What this disk doesn't have, a clone or an older copy of it wrote: no proof of anything here.
            if kept.is_none_or(|kept| kept < head.seq) && journal::find(db, &head.hash)?.is_some() {
                newer.push(head);
            }
        }
        if newer.is_empty() {
            return Ok(());
        }
        self.write(|writing| {
            newer
                .iter()
                .try_for_each(|head| server_heads::keep(writing.tx, head))
        })
    }
}
