//! Makes the till a register of a shop: what it asks the server with, and what it keeps of the answer.

use crate::enrolment::Enrolment;
use crate::error::TillError;
use crate::journal;
use crate::store::{enrolments, journal as rows, server_heads};
use crate::till::{Till, open_grant};
use ed25519_dalek::VerifyingKey;
use pos_protocol::device::{EnrolRequest, enrol_message};
use pos_protocol::fact::BranchReason;
use std::sync::Arc;

/// What the till asks the server with, given the supervisor's code and a name for this register.
pub fn enrol_request(till: &Till, code: &str, name: &str) -> Result<EnrolRequest, TillError> {
    if till.is_demo() {
        return Err(TillError::Demo);
    }
    Ok(EnrolRequest {
        code: code.to_owned(),
        register: till.register,
        public_key: till.public_key().to_vec(),
        name: name.to_owned(),
        proof: till.sign(&enrol_message(code, till.register)),
    })
}

/// Keeps the server's answer. A register that lost its key is enrolled again in the same way.
pub fn enrol(till: &mut Till, enrolment: Enrolment) -> Result<(), TillError> {
    if till.is_demo() {
        return Err(TillError::Demo);
    }
    keep(till, enrolment, |_| Ok(()))
}

/// Keeps an enrolment, and whatever `also` writes, in one transaction.
pub(super) fn keep(
    till: &mut Till,
    enrolment: Enrolment,
    also: impl FnOnce(&rusqlite::Connection) -> Result<(), TillError>,
) -> Result<(), TillError> {
    check(till, &enrolment)?;
    let other_key = till
        .enrolment
        .as_ref()
        .is_some_and(|earlier| earlier.enrolled.server_key != enrolment.enrolled.server_key);
    let enrolment = Arc::new(enrolment);
    let public_key = till.public_key();
    till.write(|writing| {
        let now = writing.env.clock.now();
        enrolments::replace(writing.tx, &enrolment, &public_key, now)?;
        if other_key {
            server_heads::forget(writing.tx)?;
        }
        also(writing.tx)?;
        writing.enrolment = Some(Arc::clone(&enrolment));
        if rows::len(writing.tx)? == 0 {
            journal::begin_branch(writing, BranchReason::First)?;
        }
        Ok(())
    })?;
    let grant = open_grant(till.db()?, Some(&enrolment))?;
    till.enrolment = Some(enrolment);
    // Whoever is here stays here, if the new answer's key still vouches for them.
    if till.is_locked() {
        till.people.locked = grant;
    } else {
        till.grant = grant;
    }
    Ok(())
}

fn check(till: &Till, enrolment: &Enrolment) -> Result<(), TillError> {
    let bad = |why: &str| Err(TillError::BadEnrolment(why.to_owned()));
    let enrolled = &enrolment.enrolled;
    if enrolled.register != till.register {
        return bad("it is for another register");
    }
    if VerifyingKey::try_from(enrolled.server_key.as_slice()).is_err() {
        return bad("the server's key is none");
    }
    if enrolment.currency().is_err() {
        return bad("the shop's currency is unknown");
    }
    if let Some(earlier) = &till.enrolment
        && earlier.enrolled.store.id != enrolled.store.id
    {
        return bad("it is for another shop");
    }
    Ok(())
}
