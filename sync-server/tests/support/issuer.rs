//! A second OpenID issuer, with a key of the test's own: the server knows a provider by its issuer alone, and only with
//! such a key can a test make tokens that are wrong in one thing.

use axum::Router;
use axum::routing::get;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::{Value, json};
use sync_server::platform::clock::{Clock, SystemClock};
use sync_server::platform::signer::Signer;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// What an Ed25519 secret begins with in PKCS #8.
const PKCS8: &str = "302e020100300506032b657004220420";

/// The issuer.
pub struct Issuer {
    /// Its name, which is its address.
    pub name: String,
    secret: [u8; 32],
    serving: JoinHandle<()>,
}

impl Issuer {
    /// Starts one.
    pub async fn start() -> Issuer {
        let mut secret = [0; 32];
        getrandom::fill(&mut secret).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let name = format!("http://{}", listener.local_addr().unwrap());
        let discovery = json!({ "issuer": name, "jwks_uri": format!("{name}/certs") });
        let x = URL_SAFE_NO_PAD.encode(Signer::new(&secret).public().to_bytes());
        let keys = json!({ "keys": [
            { "kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "kid": "one", "x": x },
        ] });
        let routes = Router::new()
            .route(
                "/.well-known/openid-configuration",
                get(async move || axum::Json(discovery)),
            )
            .route("/certs", get(async move || axum::Json(keys)));
        let serving = tokio::spawn(async move { axum::serve(listener, routes).await.unwrap() });
        Issuer {
            name,
            secret,
            serving,
        }
    }

    /// Goes away.
    pub async fn stop(&mut self) {
        self.serving.abort();
        let _ = (&mut self.serving).await;
    }

    /// The claims of a good token of an admin.
    pub fn claims(&self) -> Value {
        let now = SystemClock.now().as_second();
        json!({
            "iss": self.name, "aud": ["account", "evertill-sync"], "sub": "subject-1", "name": "Nia",
            "roles": ["cashier", "admin", "offline_access"], "iat": now, "exp": now + 300,
        })
    }

    /// A token with these claims.
    pub fn sign(&self, claims: &Value) -> String {
        token(&self.secret, "one", claims)
    }
}

/// A token that the key of `secret` signs under the name `kid`.
pub fn token(secret: &[u8; 32], kid: &str, claims: &Value) -> String {
    let header = Header {
        kid: Some(kid.to_owned()),
        ..Header::new(Algorithm::EdDSA)
    };
    let key = [hex::decode(PKCS8).unwrap(), secret.to_vec()].concat();
    jsonwebtoken::encode(&header, claims, &EncodingKey::from_ed_der(&key)).unwrap()
}
