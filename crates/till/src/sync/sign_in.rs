//! Staff sign in online: the browser's access token becomes the server's grant, and the grant is the session.

use super::cancel::Cancel;
use super::client::{Bearer, Client};
use super::device_token::device_token;
use super::error::SyncError;
use super::hold::hold;
use super::oidc;
use crate::error::TillError;
use crate::features;
use crate::till::SharedTill;
use crate::views::StaffView;
use std::io;
use std::time::Duration;

/// Signs in whoever the identity provider's `access` token names.
pub fn accept_access_token(till: &SharedTill, access: &Bearer) -> Result<StaffView, SyncError> {
    let server_url = shop(till)?.0;
    let client = Client::new(&server_url)?;
    let (device, _) = device_token(till, &client)?;
    let grant = client.grant(&device, access)?;
    Ok(features::accept_grant(&mut hold(till), &grant)?)
}

/// The whole way: browser, identity provider, server, till. `open` shows an address in the system browser.
pub fn sign_in(
    till: &SharedTill,
    open: impl FnOnce(&str) -> io::Result<()>,
    within: Duration,
    cancel: &Cancel,
) -> Result<StaffView, SyncError> {
    let (_, issuer, client_id) = shop(till)?;
    let access = oidc::sign_in(&issuer, &client_id, open, within, cancel)?;
    accept_access_token(till, &access)
}

/// The addresses of the shop that the till belongs to: server, issuer, client id.
fn shop(till: &SharedTill) -> Result<(String, String, String), TillError> {
    let till = hold(till);
    let shop = till.enrolment().ok_or(TillError::NotEnrolled)?;
    if till.is_demo() {
        return Err(TillError::Demo);
    }
    Ok((
        shop.server_url.clone(),
        shop.enrolled.oidc_issuer.clone(),
        shop.enrolled.oidc_client.clone(),
    ))
}
