//! Writes entries of the register `api`: chained and signed like any till's, and taken in by the same door, in the
//! caller's transaction.

use crate::modules::identity::contract::ApiRegister;
use crate::problem::ApiError;
use crate::sync::decide::Delivery;
use crate::sync::ingest::{Expecting, take};
use crate::sync::read::Delivered;
use crate::sync::store;
use ed25519_dalek::SigningKey;
use jiff::Timestamp;
use pos_protocol::codes::Code;
use pos_protocol::entry::{EntryBody, Sealed, SealedError, StaffRef};
use pos_protocol::fact::{BranchBegan, BranchReason};
use pos_protocol::sync::{Fate, Head};
use pos_protocol::{Fact, Hash};
use sqlx::PgConnection;
use uuid::Uuid;

/// Something that happened, and the trading day that the caller counts it to.
pub(super) struct Happening {
    /// What.
    pub fact: Fact,
    /// `YYYY-MM-DD`.
    pub business_day: String,
}

/// Writes what happened, in its order, in the name of `staff`; the caller has locked the register. Either all of it is accepted, or this is an error and the
/// caller rolls back: unlike a till's fact, nothing of it has happened yet.
pub(super) async fn write(
    tx: &mut PgConnection,
    now: Timestamp,
    own: &ApiRegister,
    staff: &StaffRef,
    happenings: &[Happening],
) -> Result<(), ApiError> {
    let heads = store::heads(&mut *tx, &[own.register]).await?;
    let head = heads.get(&(own.register, own.branch.clone()));
    let mut chain = Chain::after(head, own, staff, now);
    if head.is_none() {
        let reason = BranchReason::First;
        chain.add(&Fact::BranchBegan(BranchBegan { reason }), None)?;
    }
    for happening in happenings {
        chain.add(&happening.fact, Some(&happening.business_day))?;
    }
    let delivery = Delivery {
        courier: own.register,
        batch: &chain.written,
    };
    let answers = take(tx, now, &[delivery], Expecting::Culprits).await?;
    let mut verdicts = answers.iter().flat_map(|answer| &answer.verdicts);
    match verdicts.find(|verdict| verdict.fate != Fate::Accepted) {
        None => Ok(()),
        Some(verdict) => {
            let code = verdict.code.map_or("no code", Code::as_str);
            Err(ApiError::new(
                Code::InvalidRequest,
                format!("The books can't take this: {code}. Check its texts and figures."),
            ))
        }
    }
}

/// The end of the journal, and what is added to it.
struct Chain<'a> {
    key: SigningKey,
    register: Uuid,
    branch: &'a str,
    seq: u64,
    parent: Option<Hash>,
    staff: &'a StaffRef,
    now: Timestamp,
    written: Vec<Delivered>,
}

impl<'a> Chain<'a> {
    fn after(
        head: Option<&Head>,
        own: &'a ApiRegister,
        staff: &'a StaffRef,
        now: Timestamp,
    ) -> Chain<'a> {
        Chain {
            key: SigningKey::from_bytes(&own.secret),
            register: own.register,
            branch: &own.branch,
            seq: head.map_or(0, |head| head.seq),
            parent: head.map(|head| head.hash),
            staff,
            now,
            written: Vec::new(),
        }
    }

    fn add(&mut self, fact: &Fact, business_day: Option<&str>) -> Result<(), ApiError> {
        let payload = fact
            .to_payload()
            .map_err(|cause| ApiError::internal(&cause))?;
        let body = EntryBody {
            register: self.register,
            branch: self.branch.to_owned(),
            seq: self.seq + 1,
            parent: self.parent,
            kind: fact.kind().to_owned(),
            payload,
            staff: Some(self.staff.clone()),
            grant_expired: false,
            business_day: business_day.map(str::to_owned),
            wall_time: self.now.to_string(),
            // Any of the server's processes may write the next one: there is no one clock that only runs forward.
            monotonic_ms: 0,
            offline: false,
        };
        let sealed = Sealed::seal(&body, &self.key).map_err(|cause| match cause {
            SealedError::TooLarge => ApiError::new(Code::EntryTooLarge, cause.to_string()),
            cause => ApiError::internal(&cause),
        })?;
        self.seq = body.seq;
        self.parent = Some(sealed.hash);
        self.written.push(sealed.into());
        Ok(())
    }
}
