//! The server's Ed25519 key at work: it signs short-lived tokens and checks them again.

use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use pos_protocol::Hash;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How many tokens are known at most: more than a shop has registers. One more, and all are checked anew.
const KNOWN: usize = 1_000;

/// RFC 8410: what precedes the 32 secret bytes of an Ed25519 key in PKCS #8.
const PKCS8_PREFIX: [u8; 16] = [
    0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
];

/// The key, ready to sign and to verify.
pub struct Signer {
    key: SigningKey,
    encoding: EncodingKey,
    decoding: DecodingKey,
    /// What tokens say that this key was seen to have signed, by the hash over audience and token: a register shows its own
    /// with every order.
    opened: Mutex<HashMap<Hash, Value>>,
}

impl Signer {
    /// The signer with these secret bytes.
    pub fn new(secret: &[u8; 32]) -> Signer {
        let key = SigningKey::from_bytes(secret);
        let pkcs8 = [&PKCS8_PREFIX[..], secret].concat();
        Signer {
            encoding: EncodingKey::from_ed_der(&pkcs8),
            decoding: DecodingKey::from_ed_der(key.verifying_key().as_bytes()),
            opened: Mutex::default(),
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
    pub fn open<C: DeserializeOwned>(&self, token: &str, audience: &str) -> Option<C> {
        let name = Hash::of([audience, token].join(" ").as_bytes());
        let known = self.opened().get(&name).cloned();
        let claims = known.or_else(|| {
            let claims = self.checked(token, audience)?;
            let mut opened = self.opened();
            if opened.len() >= KNOWN {
                opened.clear();
            }
            opened.insert(name, claims.clone());
            Some(claims)
        })?;
        serde_json::from_value(claims).ok()
    }

    fn opened(&self) -> MutexGuard<'_, HashMap<Hash, Value>> {
        self.opened.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn checked(&self, token: &str, audience: &str) -> Option<Value> {
        let mut rules = Validation::new(Algorithm::EdDSA);
        rules.set_audience(&[audience]);
        rules.validate_exp = false;
        jsonwebtoken::decode(token, &self.decoding, &rules)
            .ok()
            .map(|token| token.claims)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_known_token_is_still_only_for_its_audience_and_of_its_key() {
        let (signer, other) = (Signer::new(&[7; 32]), Signer::new(&[8; 32]));
        let claims = json!({ "aud": "till", "exp": 1, "sub": "kim" });
        let token = signer.token(&claims).expect("a token");
        for _ in 0..2 {
            assert_eq!(signer.open::<Value>(&token, "till"), Some(claims.clone()));
            assert_eq!(signer.open::<Value>(&token, "admin"), None);
            assert_eq!(other.open::<Value>(&token, "till"), None);
        }
        for number in 0..KNOWN {
            let token = signer.token(&json!({ "aud": "till", "exp": number }));
            let claims = signer.open::<Value>(&token.expect("a token"), "till");
            assert_eq!(claims.expect("its claims")["exp"], json!(number));
        }
        assert_eq!(signer.opened().len(), 1);
    }
}
