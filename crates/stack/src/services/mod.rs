//! What differs from service to service; everything else is the same for all four.

mod keycloak;
mod postgres;
mod rabbitmq;
mod redis;

use std::process::Command;

use crate::site::Site;
use crate::{Service, StackError};

pub(crate) use postgres::psql;

impl Service {
    /// Makes what must be there before the service starts, and returns the command that starts it.
    pub(crate) fn prepare(self, site: &Site) -> Result<Command, StackError> {
        site.make_data(self)?;
        match self {
            Service::Postgres => postgres::prepare(site),
            Service::Redis => redis::prepare(site),
            Service::RabbitMq => rabbitmq::prepare(site),
            Service::Keycloak => keycloak::prepare(site),
        }
    }

    /// Whether it answers as our own, now.
    pub(crate) fn is_ready(self, site: &Site) -> bool {
        match self {
            Service::Postgres => postgres::is_ready(site),
            Service::Redis => redis::is_ready(site),
            Service::RabbitMq => rabbitmq::is_ready(site),
            Service::Keycloak => keycloak::is_ready(site),
        }
    }

    /// Brings a running service to the state that Evertill expects; does nothing the second time.
    pub(crate) fn furnish(self, site: &Site) -> Result<(), StackError> {
        match self {
            Service::Postgres => postgres::furnish(site),
            Service::Redis => Ok(()),
            Service::RabbitMq => rabbitmq::furnish(site),
            Service::Keycloak => keycloak::furnish(site),
        }
    }

    /// The version as the running service itself reports it.
    pub(crate) fn version(self, site: &Site) -> Result<String, StackError> {
        match self {
            Service::Postgres => postgres::version(site),
            Service::Redis => redis::version(site),
            Service::RabbitMq => rabbitmq::version(site),
            Service::Keycloak => keycloak::version(site),
        }
    }

    /// The URL by which Evertill attaches to it.
    pub(crate) fn url(self, site: &Site) -> String {
        let (ports, secrets) = (&site.ports, &site.secrets);
        match self {
            Service::Postgres => format!(
                "postgres://evertill:{}@127.0.0.1:{}/evertill",
                secrets.postgres, ports.postgres
            ),
            Service::Redis => format!("redis://:{}@127.0.0.1:{}/0", secrets.redis, ports.redis),
            Service::RabbitMq => format!(
                "amqp://evertill:{}@127.0.0.1:{}/%2f",
                secrets.rabbitmq, ports.rabbitmq
            ),
            Service::Keycloak => format!("http://127.0.0.1:{}/realms/evertill", ports.keycloak),
        }
    }
}
