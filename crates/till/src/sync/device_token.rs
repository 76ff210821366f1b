//! The register's short-lived token: a nonce of the server, signed by the device key.

use super::client::{Bearer, Client};
use super::client_error::ClientError;
use super::hold::hold;
use crate::till::SharedTill;
use pos_protocol::device::{TokenRequest, token_message};

/// A device token, and how many milliseconds it lives.
pub(super) fn device_token(
    till: &SharedTill,
    client: &Client,
) -> Result<(Bearer, u64), ClientError> {
    let nonce = client.nonce()?.nonce;
    let request = {
        let till = hold(till);
        let register = till.register();
        TokenRequest {
            register,
            signature: till.sign(&token_message(register, &nonce)),
            nonce,
        }
    };
    let token = client.token(&request)?;
    Ok((
        Bearer::new(token.token),
        token.expires_in.saturating_mul(1_000),
    ))
}
