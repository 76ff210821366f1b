//! The settings: environment variables over an optional TOML file over the documented defaults.

use secrecy::SecretString;
use serde::Deserialize;
use std::net::SocketAddr;

/// The documented defaults.
const DEFAULTS: &str = include_str!("../evertill.default.toml");

/// The names that the environment may set, in upper case.
const NAMES: [&str; 9] = [
    "database_url",
    "cache_url",
    "broker_url",
    "oidc_issuer",
    "oidc_audience",
    "oidc_audience_claim",
    "oidc_roles_claim",
    "oidc_client",
    "listen",
];

/// All that the server is told from outside.
#[derive(Debug, Clone, Deserialize)]
pub struct Settings {
    /// Postgres.
    pub database_url: SecretString,
    /// Redis.
    pub cache_url: SecretString,
    /// RabbitMQ.
    pub broker_url: SecretString,
    /// The OpenID issuer that staff sign in at.
    pub oidc_issuer: String,
    /// The audience that access tokens must be for.
    pub oidc_audience: String,
    /// The claim that holds the audience.
    pub oidc_audience_claim: String,
    /// The claim that holds the roles; points lead into nested objects.
    pub oidc_roles_claim: String,
    /// The OpenID client id of the registers.
    pub oidc_client: String,
    /// Where to listen.
    pub listen: SocketAddr,
}

impl Settings {
    /// Reads the defaults, then the file that `EVERTILL_CONFIG` names, then the environment.
    pub fn load() -> Result<Settings, config::ConfigError> {
        let mut builder = config::Config::builder()
            .add_source(config::File::from_str(DEFAULTS, config::FileFormat::Toml));
        if let Ok(path) = std::env::var("EVERTILL_CONFIG") {
            builder = builder.add_source(config::File::new(&path, config::FileFormat::Toml));
        }
        for name in NAMES {
            builder = builder.set_override_option(name, std::env::var(name.to_uppercase()).ok())?;
        }
        builder.build()?.try_deserialize()
    }
}
