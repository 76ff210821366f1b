//! The server's Ed25519 key at work: it signs short-lived tokens and checks them again.

use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// RFC 8410: what precedes the 32 secret bytes of an Ed25519 key in PKCS #8.
const PKCS8_PREFIX: [u8; 16] = [
    0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
];

/// The key, ready to sign and to verify.
pub struct Signer {
    key: SigningKey,
    encoding: EncodingKey,
    decoding: DecodingKey,
}

impl Signer {
    /// The signer with these secret bytes.
    pub fn new(secret: &[u8; 32]) -> Signer {
        let key = SigningKey::from_bytes(secret);
        let pkcs8 = [&PKCS8_PREFIX[..], secret].concat();
        Signer {
            encoding: EncodingKey::from_ed_der(&pkcs8),
            decoding: DecodingKey::from_ed_der(key.verifying_key().as_bytes()),
            key,
        }
    }

    /// The key itself, for documents that carry a bare signature.
    pub fn key(&self) -> &SigningKey {
        &self.key
    }

    /// The public half.
    pub fn public(&self) -> VerifyingKey {
        self.key.verifying_key()
    }

    /// A bare signature over `message`.
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.key.sign(message).to_bytes()
    }

    /// Whether this key signed `message`.
    pub fn signed(&self, message: &[u8], signature: &[u8]) -> bool {
        Signature::from_slice(signature)
            .is_ok_and(|signature| self.public().verify_strict(message, &signature).is_ok())
    }

    /// `claims` as a signed token.
    pub fn token<C: Serialize>(&self, claims: &C) -> Result<String, jsonwebtoken::errors::Error> {
        jsonwebtoken::encode(&Header::new(Algorithm::EdDSA), claims, &self.encoding)
    }

    /// The claims of `token`, if this key signed it for `audience`. Its expiry is the caller's to check, by its own clock.
    pub fn open<C: DeserializeOwned + Clone>(&self, token: &str, audience: &str) -> Option<C> {
        let mut rules = Validation::new(Algorithm::EdDSA);
        rules.set_audience(&[audience]);
        rules.validate_exp = false;
        jsonwebtoken::decode(token, &self.decoding, &rules)
            .ok()
            .map(|token| token.claims)
    }
}
