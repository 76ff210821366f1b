//! The names of the four services, as commands, messages and JSON files spell them.

use std::fmt;
use std::time::Duration;

use rustix::process::Signal;

/// One of the services that Evertill is attached to by URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Service {
    /// PostgreSQL, the books.
    Postgres,
    /// Redis, the cache.
    Redis,
    /// RabbitMQ, the broker.
    RabbitMq,
    /// Keycloak, the staff's sign-in.
    Keycloak,
}

impl Service {
    /// Every service, in the order in which people read about them.
    pub const ALL: [Service; 4] = [
        Service::Postgres,
        Service::Redis,
        Service::RabbitMq,
        Service::Keycloak,
    ];

    /// The name used in file names, messages and JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Service::Postgres => "postgres",
            Service::Redis => "redis",
            Service::RabbitMq => "rabbitmq",
            Service::Keycloak => "keycloak",
        }
    }

    /// The environment variable that carries this service's URL.
    #[must_use]
    pub fn variable(self) -> &'static str {
        match self {
            Service::Postgres => "DATABASE_URL",
            Service::Redis => "CACHE_URL",
            Service::RabbitMq => "BROKER_URL",
            Service::Keycloak => "OIDC_ISSUER",
        }
    }

    /// The name of its main process.
    pub(crate) fn process_name(self) -> &'static str {
        match self {
            Service::Postgres => "postgres",
            Service::Redis => "redis-server",
            Service::RabbitMq => "beam.smp",
            Service::Keycloak => "java",
        }
    }

    /// The signal that asks it to end cleanly. Postgres must not wait for its clients.
    pub(crate) fn stop_signal(self) -> Signal {
        if self == Service::Postgres {
            Signal::INT
        } else {
            Signal::TERM
        }
    }

    /// How long it may take to be ready on a busy small machine.
    pub(crate) fn patience(self) -> Duration {
        Duration::from_secs(if self == Service::Keycloak { 240 } else { 90 })
    }
}

impl fmt::Display for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
