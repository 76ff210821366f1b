//! What can be known of queues while they work: how much waits in each, and, where the broker also has an interface for
//! operators, how it flows. Narrow on purpose: a broker of another make is another adapter behind these two traits.

mod amqp;
mod management;

use crate::config::Settings;
use crate::platform::broker::{Broker, BrokerError, Subscription};
use futures::future::BoxFuture;
use secrecy::ExposeSecret;
use serde::Serialize;
use std::collections::BTreeMap;

/// How much waits in a queue, and how many read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Depth {
    /// Messages that wait to be delivered.
    pub ready: u32,
    /// Programs that read it.
    pub consumers: u32,
}

/// How messages flow through a queue.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Traffic {
    /// Delivered, not acknowledged yet.
    pub unacknowledged: u64,
    /// Messages in, for each second.
    pub in_s: f64,
    /// Messages acknowledged, for each second.
    pub out_s: f64,
}

/// Looks at queues through the protocol that messages go through.
pub trait Depths: Send {
    /// What waits in each queue, in the order asked for.
    fn depths<'a>(&'a mut self) -> BoxFuture<'a, Result<Vec<Depth>, BrokerError>>;
}

/// Looks at queues through the operators' interface.
pub trait Flows: Send + Sync {
    /// The traffic of every queue that it knows, by name.
    fn flows(&self) -> BoxFuture<'_, Result<BTreeMap<String, Traffic>, String>>;
}

/// What looks at the queues of `subscriptions`.
pub fn depths(broker: Broker, subscriptions: Vec<Subscription>) -> Box<dyn Depths> {
    Box::new(amqp::Amqp::new(broker, subscriptions))
}

/// What looks at the flow, where a setting names the interface.
pub fn flows(settings: &Settings) -> Option<Box<dyn Flows>> {
    let admin = settings.broker_admin_url.expose_secret();
    if admin.is_empty() {
        return None;
    }
    let found = management::Management::new(admin, settings.broker_url.expose_secret());
    if found.is_none() {
        tracing::error!("BROKER_ADMIN_URL is not an http:// or https:// URL; rates are not shown");
    }
    found.map(|management| Box::new(management) as Box<dyn Flows>)
}
