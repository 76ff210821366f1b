//! The names of the four services, as commands, messages and JSON files spell them.

use std::fmt;

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
}

impl fmt::Display for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
