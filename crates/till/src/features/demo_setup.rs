//! Opens the demo: a shop of its own that never meets a server, signed in, with its shift open.

use super::{OpenShift, accept_grant, enrol, open_shift, shift};
use crate::catalogue::build_full;
use crate::error::TillError;
use crate::pin::{self, PinCost};
use crate::store::{meta, pins, staff};
use crate::till::Till;
use crate::{demo, keys};
use ed25519_dalek::SigningKey;
use pos_core::Amount;
use pos_protocol::grant::SignedGrant;

/// Makes a fresh till the demo, or opens the demo again. Only an empty folder can become the demo.
pub fn demo_setup(till: &mut Till) -> Result<(), TillError> {
    if till.enrolment().is_some() && !till.is_demo() {
        return Err(TillError::NotFresh);
    }
    let server = server_key(till)?;
    if till.enrolment().is_none() {
        let shop = demo::shop(till.register(), &server);
        let secret = hex::encode(server.to_bytes());
        enrol::keep(till, shop, |db| meta::mark_demo(db, &secret))?;
        till.now_demo();
    }
    if till.catalogue()?.is_none() {
        let stream = demo::stream()?;
        let new = build_full(till.dir(), stream.as_slice(), |_, _| {})?;
        till.switch_catalogue(&new)?;
    }
    let staff = demo::staff(till.register(), till.env.clock.now());
    for grant in &staff {
        employ(till, &SignedGrant::sign(grant, &server)?, &grant.staff.id)?;
    }
    // The demo opens ready to sell, whoever locked it.
    if let Some(here) = till.people.locked.take() {
        till.grant = Some(here);
    }
    if till.session().is_none() {
        accept_grant(till, &SignedGrant::sign(&staff[0], &server)?)?;
    }
    if shift(till)?.is_none() {
        let business_day = till.suggested_business_day();
        let float = Amount::from_minor(demo::FLOAT);
        open_shift(
            till,
            &OpenShift {
                float,
                business_day,
            },
        )?;
    }
    Ok(())
}

/// Somebody who works in the demo, with the PIN that stands on the screen.
fn employ(till: &mut Till, signed: &SignedGrant, id: &str) -> Result<(), TillError> {
    if pins::find(till.db()?, id)?.is_some() {
        return Ok(());
    }
    let secret = till.pin_secret()?;
    let kept = pin::make(demo::PIN, &secret, PinCost::OPEN)?;
    till.write(|writing| {
        staff::put(writing.tx, id, signed)?;
        pins::put(writing.tx, id, &kept, writing.env.clock.now())
    })
}

/// The PIN to show on the demo's screen.
pub fn demo_pin(till: &Till) -> Option<&'static str> {
    till.is_demo().then_some(demo::PIN)
}

/// The key that plays the server. It signs nothing but this file's own grants, so it may lie in it.
fn server_key(till: &Till) -> Result<SigningKey, TillError> {
    let Some(text) = meta::demo_server_key(till.db()?)? else {
        return Ok(keys::generate()?);
    };
    let mut bytes = [0; 32];
    hex::decode_to_slice(text, &mut bytes)
        .map_err(|_| TillError::Damaged("the demo's key".to_owned()))?;
    Ok(SigningKey::from_bytes(&bytes))
}
