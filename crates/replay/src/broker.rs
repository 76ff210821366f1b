//! The run's own broker, asked over its admin address how many messages the books' queue has been relieved of.

use std::time::Duration;

use reqwest::blocking::Client;
use sqlx::Row;

use crate::error::{ReplayError, during};
use crate::places::sql::Database;
use crate::progress::{Pace, Watchdog};
use crate::services::Services;

const ASKING: &str = "asking the broker";
/// The consumer's queue.
const QUEUE: &str = "ordering.books";
/// How long nothing may move before it is given up.
const PATIENCE: Duration = Duration::from_secs(60);

/// The queue of the books.
pub struct Queue {
    http: Client,
    url: String,
}

impl Queue {
    /// The queue on the broker of `services`.
    ///
    /// # Errors
    /// When the broker's address is not known.
    pub fn of(services: &Services) -> Result<Queue, ReplayError> {
        let http = Client::builder().build().map_err(during(ASKING))?;
        let url = format!(
            "{}/api/queues/%2F/{QUEUE}",
            services.url("BROKER_ADMIN_URL")?
        );
        Ok(Queue { http, url })
    }

    /// How many messages the consumer has taken since the broker was started.
    ///
    /// # Errors
    /// When the broker does not answer.
    pub fn taken(&self) -> Result<u64, ReplayError> {
        let answer = self
            .http
            .get(&self.url)
            .send()
            .and_then(reqwest::blocking::Response::error_for_status);
        let queue: serde_json::Value = answer
            .and_then(reqwest::blocking::Response::json)
            .map_err(during(ASKING))?;
        // Absent until there was a first one.
        Ok(queue["message_stats"]["ack"].as_u64().unwrap_or_default())
    }

    /// Returns when it has taken `all` and nothing waits to be published.
    ///
    /// # Errors
    /// When nothing moves for too long.
    pub fn wait_until_taken(&self, database: &mut Database, all: u64) -> Result<(), ReplayError> {
        let (mut pace, mut dog) = (Pace::new(), Watchdog::new(PATIENCE));
        loop {
            let now = (self.taken()?, unsent(database)?);
            if now.0 >= all && now.1 == 0 {
                return Ok(());
            }
            if dog.barks_at(now) {
                let reason = format!(
                    "the consumer took {} of {all} messages, {} wait to be published",
                    now.0, now.1
                );
                return Err(ReplayError::wrong("publishing again", reason));
            }
            pace.say(|| format!("{} of {all} messages taken, {} to publish", now.0, now.1));
            std::thread::sleep(Duration::from_millis(300));
        }
    }
}

/// How many events there are.
///
/// # Errors
/// When the database does not answer.
pub fn events(database: &mut Database) -> Result<u64, ReplayError> {
    number(
        database,
        "select count(*) as n from platform.outbox where kind = 'evertill.order.completed.v1'",
    )
}

fn unsent(database: &mut Database) -> Result<u64, ReplayError> {
    number(
        database,
        "select count(*) as n from platform.outbox where sent_at is null",
    )
}

fn number(database: &mut Database, question: &'static str) -> Result<u64, ReplayError> {
    let rows = database.rows(question)?;
    let number = rows
        .first()
        .map(|row| row.try_get::<i64, _>("n"))
        .transpose()
        .map_err(during("reading the outbox"))?;
    Ok(number
        .and_then(|number| u64::try_from(number).ok())
        .unwrap_or_default())
}
