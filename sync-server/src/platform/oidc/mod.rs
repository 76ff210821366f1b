//! Access tokens of any OpenID provider, known by its issuer alone: signature, issuer, audience, expiry.

mod keys;

use crate::config::Settings;
use jiff::Timestamp;
use jsonwebtoken::{Algorithm, Validation};
use keys::KeyRing;
use serde_json::{Map, Value};
use std::sync::Arc;
use thiserror::Error;

/// Seconds that the provider's clock and ours may differ.
const LEEWAY: i64 = 30;

/// Signatures that need no shared secret.
const ALGORITHMS: [Algorithm; 9] = [
    Algorithm::RS256,
    Algorithm::RS384,
    Algorithm::RS512,
    Algorithm::PS256,
    Algorithm::PS384,
    Algorithm::PS512,
    Algorithm::ES256,
    Algorithm::ES384,
    Algorithm::EdDSA,
];

/// Why a token is not taken.
#[derive(Debug, Error)]
pub enum TokenError {
    /// It is not a token of this provider for us, now.
    #[error("{0}")]
    Refused(String),
    /// The provider's keys are not known yet and it doesn't answer.
    #[error("the sign-in provider doesn't answer: {0}")]
    ProviderAway(String),
}

impl TokenError {
    fn refused(why: impl ToString) -> TokenError {
        TokenError::Refused(why.to_string())
    }
}

/// What a token says of its bearer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bearer {
    /// The provider's subject.
    pub subject: String,
    /// What people call them.
    pub name: String,
    /// The roles of the configured claim.
    pub roles: Vec<String>,
    /// The settings name them as the first admin.
    pub is_first_admin: bool,
}

/// The provider. Making one does no I/O; clones share the keys.
#[derive(Clone)]
pub struct Oidc {
    settings: Arc<Settings>,
    keys: Arc<KeyRing>,
}

impl Oidc {
    /// The provider that the settings name.
    pub fn new(settings: Arc<Settings>) -> Oidc {
        let keys = Arc::new(KeyRing::new(settings.oidc_issuer.clone()));
        Oidc { settings, keys }
    }

    /// Whether the provider answers now.
    pub async fn is_up(&self) -> bool {
        self.keys.provider_answers().await
    }

    /// Checks `token` at the time `now`.
    pub async fn verify(&self, token: &str, now: Timestamp) -> Result<Bearer, TokenError> {
        let header = jsonwebtoken::decode_header(token).map_err(TokenError::refused)?;
        if !ALGORITHMS.contains(&header.alg) {
            return Err(TokenError::refused("the token's algorithm is not taken"));
        }
        let kid = header.kid.unwrap_or_default();
        let key = self.keys.find(&kid, header.alg).await?;
        let mut rules = Validation::new(header.alg);
        rules.set_issuer(&[&self.settings.oidc_issuer]);
        rules.set_required_spec_claims(&["exp", "iss", "sub"]);
        // The audience's claim is configured, and the time comes from our clock: both are checked below.
        rules.validate_aud = false;
        rules.validate_exp = false;
        let claims = jsonwebtoken::decode::<Map<String, Value>>(token, &key, &rules)
            .map_err(TokenError::refused)?
            .claims;
        self.check_audience(&claims)?;
        check_time(&claims, now)?;
        let text = |name: &str| claims.get(name).and_then(Value::as_str);
        let subject = text("sub").ok_or_else(|| TokenError::refused("the token has no subject"))?;
        Ok(Bearer {
            subject: subject.to_owned(),
            name: text("name")
                .filter(|name| !name.trim().is_empty())
                .or(text("preferred_username"))
                .unwrap_or(subject)
                .to_owned(),
            roles: texts(claim(&claims, &self.settings.oidc_roles_claim)),
            is_first_admin: is_named(&claims, self.settings.first_admin.trim()),
        })
    }

    fn check_audience(&self, claims: &Map<String, Value>) -> Result<(), TokenError> {
        let named = texts(claim(claims, &self.settings.oidc_audience_claim));
        if named.contains(&self.settings.oidc_audience) {
            Ok(())
        } else {
            Err(TokenError::refused("the token is for another audience"))
        }
    }
}

fn check_time(claims: &Map<String, Value>, now: Timestamp) -> Result<(), TokenError> {
    let seconds = |name: &str| claims.get(name).and_then(Value::as_i64);
    let expires = seconds("exp").ok_or_else(|| TokenError::refused("the token has no expiry"))?;
    if expires.saturating_add(LEEWAY) <= now.as_second() {
        return Err(TokenError::refused("the token has expired"));
    }
    if seconds("nbf").is_some_and(|begins| begins.saturating_sub(LEEWAY) > now.as_second()) {
        return Err(TokenError::refused("the token is not valid yet"));
    }
    Ok(())
}

/// Whether `name` is the token's subject, its user name, or its address if the provider has verified that.
fn is_named(claims: &Map<String, Value>, name: &str) -> bool {
    let text = |claim: &str| claims.get(claim).and_then(Value::as_str);
    let verified = claims.get("email_verified") == Some(&Value::Bool(true));
    let email = text("email").filter(|_| verified);
    !name.is_empty()
        && (text("sub") == Some(name)
            || text("preferred_username") == Some(name)
            || email.is_some_and(|email| email.eq_ignore_ascii_case(name)))
}

/// The claim of that very name, else the one that the points of the path lead to.
fn claim<'a>(claims: &'a Map<String, Value>, path: &str) -> Option<&'a Value> {
    claims.get(path).or_else(|| {
        let mut steps = path.split('.');
        let first = claims.get(steps.next()?)?;
        steps.try_fold(first, |value, step| value.get(step))
    })
}

/// One text or a list of them.
fn texts(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(text)) => vec![text.clone()],
        Some(Value::Array(list)) => list
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_is_found_by_its_name_or_by_its_path() {
        let claims = serde_json::json!({
            "cognito:groups": ["cashier"],
            "https://shop.example/roles": "admin",
            "realm_access": { "roles": ["supervisor", 3] },
        });
        let claims = claims.as_object().expect("an object");
        let roles = |path| texts(claim(claims, path));
        assert_eq!(roles("cognito:groups"), ["cashier"]);
        assert_eq!(roles("https://shop.example/roles"), ["admin"]);
        assert_eq!(roles("realm_access.roles"), ["supervisor"]);
        assert!(roles("realm_access.groups").is_empty());
        assert!(roles("roles").is_empty());
    }

    #[test]
    fn the_first_admin_is_named_by_what_the_provider_vouches_for() {
        let mut claims = serde_json::json!({ "sub": "s-1", "preferred_username": "olive",
            "email": "Olive@shop.example", "email_verified": true });
        let named = |claims: &Value, name| is_named(claims.as_object().expect("an object"), name);
        for (name, is) in [
            ("s-1", true),
            ("olive", true),
            ("olive@shop.example", true),
            ("oliver", false),
            ("", false),
        ] {
            assert_eq!(named(&claims, name), is, "{name}");
        }
        claims["email_verified"] = Value::Bool(false);
        assert!(!named(&claims, "olive@shop.example"));
    }
}
