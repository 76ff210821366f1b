//! Opens the demo: a shop of its own that never meets a server, signed in, with its shift open.

use super::{OpenShift, accept_grant, enrol, open_shift, shift};
use crate::catalogue::build_full;
use crate::error::TillError;
use crate::store::meta;
use crate::till::Till;
use crate::{demo, keys};
use ed25519_dalek::SigningKey;
use pos_core::Amount;

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
    if till.session().is_none() {
        let grant = demo::grant(till.register(), till.env.clock.now());
        accept_grant(
            till,
            &pos_protocol::grant::SignedGrant::sign(&grant, &server)?,
        )?;
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
