//! The settings: environment variables over an optional TOML file over the documented defaults.

use secrecy::SecretString;
use serde::Deserialize;
use std::net::SocketAddr;

/// The documented defaults.
const DEFAULTS: &str = include_str!("../evertill.default.toml");

/// The names that the environment may set, in upper case.
const NAMES: [&str; 19] = [
    "database_url",
    "cache_url",
    "broker_url",
    "oidc_issuer",
    "oidc_audience",
    "oidc_audience_claim",
    "oidc_roles_claim",
    "oidc_client",
    "listen",
    "metrics_token",
    "catalog_horizon_days",
    "oidc_admin_client",
    "public_url",
    "admin_dir",
    "broker_admin_url",
    "first_admin",
    "otel_exporter_otlp_endpoint",
    "otel_exporter_otlp_protocol",
    "otel_service_name",
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
    /// What a scraper of `/metrics` has to show; empty for nothing.
    pub metrics_token: SecretString,
    /// How many days a till may be away and still be told what has changed in the catalogue.
    pub catalog_horizon_days: u32,
    /// The OpenID client id of the admins' page.
    pub oidc_admin_client: String,
    /// Where browsers find this server; empty on a machine of one's own.
    pub public_url: String,
    /// The folder with the admins' page as it was built; empty without one.
    pub admin_dir: String,
    /// The broker's own HTTP interface; empty without one.
    pub broker_admin_url: SecretString,
    /// Who is an admin without a role at the provider: a subject, a user name or a verified address; empty for nobody.
    pub first_admin: String,
    /// Where traces go by OTLP; empty for nowhere.
    pub otel_exporter_otlp_endpoint: String,
    /// `http/protobuf` or `http/json`.
    pub otel_exporter_otlp_protocol: String,
    /// What traces call the server.
    pub otel_service_name: String,
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
