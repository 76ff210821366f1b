//! The grant: the server's signed word that a member of staff may use a register. It is the till's session, online and off.

use crate::entry::StaffRef;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use uuid::Uuid;

/// What a grant says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// Who.
    pub staff: StaffRef,
    /// On which register.
    pub register: Uuid,
    /// `cashier`, `supervisor`, `admin`.
    pub roles: Vec<String>,
    /// RFC 3339, on the server's clock.
    pub issued_at: String,
    /// RFC 3339. An expired grant still sells; supervisor powers lapse.
    pub expires_at: String,
}

impl Grant {
    /// Whether the grant names `role`.
    pub fn has_role(&self, role: &str) -> bool {
        self.roles.iter().any(|held| held == role)
    }
}

/// A grant with the server's signature over its exact bytes.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedGrant {
    /// JSON text of a [`Grant`].
    pub grant: String,
    /// Ed25519 signature over those bytes by the server's key, in base64.
    #[serde(with = "crate::device::base64_bytes")]
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Byte))]
    pub signature: Vec<u8>,
}

/// Why a grant is not one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum GrantError {
    /// The server's key did not sign it.
    #[error("the grant is not signed by this shop's server")]
    BadSignature,
    /// The bytes are no grant.
    #[error("the grant can't be read")]
    Malformed,
    /// It was given for another register.
    #[error("the grant is for another register")]
    OtherRegister,
}

impl SignedGrant {
    /// Signs `grant` with the server's key.
    pub fn sign(grant: &Grant, key: &SigningKey) -> Result<SignedGrant, GrantError> {
        let grant = serde_json::to_string(grant).map_err(|_| GrantError::Malformed)?;
        let signature = key.sign(grant.as_bytes()).to_bytes().to_vec();
        Ok(SignedGrant { grant, signature })
    }

    /// The grant, if `key` signed it for `register`.
    pub fn open(&self, key: &VerifyingKey, register: Uuid) -> Result<Grant, GrantError> {
        let signature =
            Signature::from_slice(&self.signature).map_err(|_| GrantError::BadSignature)?;
        key.verify_strict(self.grant.as_bytes(), &signature)
            .map_err(|_| GrantError::BadSignature)?;
        let grant: Grant = serde_json::from_str(&self.grant).map_err(|_| GrantError::Malformed)?;
        if grant.register != register {
            return Err(GrantError::OtherRegister);
        }
        Ok(grant)
    }
}

/// `POST /v1/devices/grant`: the device token goes into `Authorization`, the staff's access token into the body.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct GrantRequest {
    /// The access token that the identity provider gave to the till.
    pub access_token: String,
}
