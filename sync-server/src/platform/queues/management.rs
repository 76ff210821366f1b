//! Flows over the broker's HTTP interface for operators.

use super::{Flows, Traffic};
use futures::future::BoxFuture;
use reqwest::Url;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::time::Duration;

/// How long it may take to answer.
const PATIENCE: Duration = Duration::from_secs(2);

/// What is asked of it, so that an answer stays small.
const COLUMNS: &str = "name,messages_unacknowledged,message_stats.publish_details.rate,message_stats.ack_details.rate";

pub(super) struct Management {
    http: reqwest::Client,
    queues: Url,
    user: String,
    password: Option<String>,
}

#[derive(Deserialize)]
struct Queue {
    name: String,
    #[serde(default)]
    messages_unacknowledged: u64,
    #[serde(default)]
    message_stats: Stats,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Stats {
    publish_details: Details,
    ack_details: Details,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Details {
    rate: f64,
}

impl Management {
    /// The interface at `admin`, for the virtual host that `broker` names.
    pub fn new(admin: &str, broker: &str) -> Option<Management> {
        let admin: Url = admin.parse().ok()?;
        if !["http", "https"].contains(&admin.scheme()) {
            return None;
        }
        let host = virtual_host(broker)?;
        let mut queues = admin.clone();
        // Neither can fail on an address that has a host.
        queues.set_username("").ok()?;
        queues.set_password(None).ok()?;
        queues.set_path(&format!("/api/queues/{host}"));
        queues.set_query(Some(&format!("columns={COLUMNS}")));
        Some(Management {
            http: reqwest::Client::new(),
            queues,
            user: admin.username().to_owned(),
            password: admin.password().map(str::to_owned),
        })
    }
}

/// The virtual host of an AMQP address, escaped as it stands there.
fn virtual_host(broker: &str) -> Option<String> {
    let url: Url = broker.parse().ok()?;
    let path = url.path().trim_start_matches('/');
    Some(if path.is_empty() { "%2f" } else { path }.to_owned())
}

impl Flows for Management {
    fn flows(&self) -> BoxFuture<'_, Result<BTreeMap<String, Traffic>, String>> {
        Box::pin(async move {
            let ask = async {
                let request = self
                    .http
                    .get(self.queues.clone())
                    .basic_auth(&self.user, self.password.as_ref())
                    .timeout(PATIENCE);
                let answer = request.send().await?.error_for_status()?;
                answer.json::<Vec<Queue>>().await
            };
            // Its address has a password in it, and does not belong into any message.
            let queues = ask.await.map_err(|error| error.without_url().to_string())?;
            let traffic = |queue: Queue| {
                let traffic = Traffic {
                    unacknowledged: queue.messages_unacknowledged,
                    in_s: queue.message_stats.publish_details.rate,
                    out_s: queue.message_stats.ack_details.rate,
                };
                (queue.name, traffic)
            };
            Ok(queues.into_iter().map(traffic).collect())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_virtual_host_is_the_brokers_own() {
        for (broker, want) in [
            ("amqp://a:b@host:5672/%2f", "%2f"),
            ("amqp://a:b@host:5672/shop", "shop"),
            ("amqp://host", "%2f"),
        ] {
            let management = Management::new("http://a:b@host:15672", broker).expect("an address");
            let wanted = format!("http://host:15672/api/queues/{want}");
            assert!(
                management.queues.as_str().starts_with(&wanted),
                "{}",
                management.queues
            );
        }
        assert!(Management::new("amqp://host", "amqp://host").is_none());
    }
}
