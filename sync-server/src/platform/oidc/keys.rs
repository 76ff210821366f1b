//! The provider's keys, found by discovery when they are first needed and kept when the provider goes away.

use super::TokenError;
use jsonwebtoken::jwk::{AlgorithmParameters, Jwk, JwkSet};
use jsonwebtoken::{Algorithm, AlgorithmFamily, DecodingKey};
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::{Arc, RwLock};
use std::time::{Duration, Instant};
use tokio::sync::Mutex;

/// How long the provider may take to answer.
const PATIENCE: Duration = Duration::from_secs(3);
/// An unknown key id may be a new key or a forgery: the provider is asked at most this often.
const ASK_AGAIN: Duration = Duration::from_secs(5);
/// Keys older than this are fetched anew, so that a key that was withdrawn is forgotten.
const STALE: Duration = Duration::from_secs(600);

#[derive(Deserialize)]
struct Discovery {
    issuer: String,
    jwks_uri: String,
}

#[derive(Default)]
struct Known {
    keys: HashMap<String, (AlgorithmFamily, Arc<DecodingKey>)>,
    fetched: Option<Instant>,
}

/// The keys.
pub(super) struct KeyRing {
    issuer: String,
    http: reqwest::Client,
    known: RwLock<Known>,
    /// Held by the one who asks the provider: when it last did, and how that failed.
    asking: Mutex<Option<(Instant, Result<(), String>)>>,
}

impl KeyRing {
    pub(super) fn new(issuer: String) -> KeyRing {
        KeyRing {
            issuer,
            http: reqwest::Client::new(),
            known: RwLock::default(),
            asking: Mutex::new(None),
        }
    }

    /// The key `kid`, which must fit `algorithm`. Asks the provider when it is unknown or old.
    pub(super) async fn find(
        self: &Arc<Self>,
        kid: &str,
        algorithm: Algorithm,
    ) -> Result<Arc<DecodingKey>, TokenError> {
        let (mut found, fetched) = self.look_up(kid);
        if found.is_none() {
            // What is known about other keys stays; a provider that is away is no reason to forget it.
            if let Err(away) = self.refresh(ASK_AGAIN).await
                && fetched.is_none()
            {
                return Err(TokenError::ProviderAway(away));
            }
            found = self.look_up(kid).0;
        } else if fetched.is_some_and(|at| at.elapsed() > STALE) {
            let ring = self.clone();
            tokio::spawn(async move { ring.refresh(ASK_AGAIN).await });
        }
        match found {
            Some((family, key)) if family.algorithms().contains(&algorithm) => Ok(key),
            Some(_) => Err(TokenError::refused(
                "the token's algorithm does not fit its key",
            )),
            None => Err(TokenError::refused(
                "the token is not signed by a key of the sign-in provider",
            )),
        }
    }

    /// Whether the provider answers; asked at most every second, whoever wants to know.
    pub(super) async fn provider_answers(&self) -> bool {
        self.refresh(Duration::from_secs(1)).await.is_ok()
    }

    fn look_up(&self, kid: &str) -> (Option<(AlgorithmFamily, Arc<DecodingKey>)>, Option<Instant>) {
        let known = self
            .known
            .read()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        (known.keys.get(kid).cloned(), known.fetched)
    }

    /// Fetches the keys, unless that was done within `interval`. Those who come meanwhile wait for the one answer.
    async fn refresh(&self, interval: Duration) -> Result<(), String> {
        let mut asking = self.asking.lock().await;
        if let Some((at, outcome)) = &*asking
            && at.elapsed() < interval
        {
            return outcome.clone();
        }
        let outcome = match self.fetch().await {
            Ok(keys) => {
                let mut known = self
                    .known
                    .write()
                    .unwrap_or_else(std::sync::PoisonError::into_inner);
                *known = Known {
                    keys,
                    fetched: Some(Instant::now()),
                };
                Ok(())
            }
            Err(cause) => {
                tracing::warn!(%cause, "the sign-in provider's keys could not be fetched");
                Err(cause.to_string())
            }
        };
        *asking = Some((Instant::now(), outcome.clone()));
        outcome
    }

    async fn fetch(
        &self,
    ) -> Result<HashMap<String, (AlgorithmFamily, Arc<DecodingKey>)>, FetchError> {
        let address = format!(
            "{}/.well-known/openid-configuration",
            self.issuer.trim_end_matches('/')
        );
        let discovery: Discovery = self.get(&address).await?;
        if discovery.issuer != self.issuer {
            return Err(FetchError::OtherIssuer(discovery.issuer));
        }
        let set: JwkSet = self.get(&discovery.jwks_uri).await?;
        Ok(set.keys.iter().filter_map(usable).collect())
    }

    async fn get<T: serde::de::DeserializeOwned>(&self, address: &str) -> reqwest::Result<T> {
        let answer = self.http.get(address).timeout(PATIENCE).send().await?;
        answer.error_for_status()?.json().await
    }
}

#[derive(Debug, thiserror::Error)]
enum FetchError {
    #[error(transparent)]
    Http(#[from] reqwest::Error),
    #[error("it calls itself {0}")]
    OtherIssuer(String),
}

/// A key that can verify; keys for encryption and shared secrets can't.
fn usable(jwk: &Jwk) -> Option<(String, (AlgorithmFamily, Arc<DecodingKey>))> {
    use jsonwebtoken::jwk::PublicKeyUse;
    if jwk.common.public_key_use == Some(PublicKeyUse::Encryption) {
        return None;
    }
    let family = match &jwk.algorithm {
        AlgorithmParameters::RSA(_) => AlgorithmFamily::Rsa,
        AlgorithmParameters::EllipticCurve(_) => AlgorithmFamily::Ec,
        // 32 bytes are 43 characters of base64url.
        AlgorithmParameters::OctetKeyPair(pair) if pair.x.len() == 43 => AlgorithmFamily::Ed,
        _ => return None,
    };
    let key = DecodingKey::from_jwk(jwk).ok()?;
    let kid = jwk.common.key_id.clone().unwrap_or_default();
    Some((kid, (family, Arc::new(key))))
}
