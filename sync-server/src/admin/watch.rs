//! Looks at everything again and again and writes what it sees on the board. Two hands, so that a broker that hangs does
//! not make what Postgres says old, nor the other way round.

use super::snapshot::{BrokerState, Histories, NewSection, QueueRow, QueueWatcher, Readings};
use crate::platform::board::section;
use crate::platform::broker::Subscription;
use crate::platform::queues::{self, Depths, Flows};
use crate::platform::state::AppState;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// How often everything is looked at while somebody watches: what they see is never older than 5 s.
const EVERY: Duration = Duration::from_secs(2);
const EVERY_SECONDS: u32 = 2;
/// While nobody watches, only every so many times: the histories go on.
const UNWATCHED: u32 = 5;
/// What may be older is read every so many times.
const SELDOM: u32 = 5;

#[derive(Serialize)]
struct Server<'a> {
    at: String,
    version: &'a str,
    database: bool,
}

/// Works until `stop`, and then closes the board.
pub async fn run(state: AppState, subscriptions: &[Subscription], stop: CancellationToken) {
    let histories = Arc::new(Mutex::new(Histories::default()));
    let work = async {
        tokio::join!(
            watch_postgres(&state, &histories),
            watch_broker(&state, subscriptions, &histories),
        );
    };
    tokio::select! {
        () = work => {}
        () = stop.cancelled() => {}
    }
    state.board.close();
}

async fn watch_postgres(state: &AppState, histories: &Mutex<Histories>) {
    let mut turns = Turns::default();
    loop {
        if let Some(turn) = turns.next(state) {
            let readings = Readings(state);
            let mut written = Vec::new();
            let mut database = false;
            if let Ok((sections, unsent)) = readings.often().await {
                database = true;
                written = sections;
                look(histories, &[("outbox", unsent)], turn.seconds);
            }
            if turn.seldom
                && database
                && let Ok(sections) = readings.seldom().await
            {
                written.extend(sections);
            }
            let server = Server {
                at: state.clock.now().to_string(),
                version: env!("CARGO_PKG_VERSION"),
                database,
            };
            write(state, written, "server", &server);
        }
        tokio::time::sleep(EVERY).await;
    }
}

async fn watch_broker(
    state: &AppState,
    subscriptions: &[Subscription],
    histories: &Mutex<Histories>,
) {
    let mut depths = queues::depths(state.broker.clone(), subscriptions.to_vec());
    let flows = queues::flows(&state.settings);
    let mut watcher = QueueWatcher::new(subscriptions, state.clock.now());
    let mut broker = BrokerState::default();
    let mut turns = Turns::default();
    loop {
        if let Some(turn) = turns.next(state) {
            let seen = look_at_queues(state, &mut *depths, flows.as_deref(), &mut watcher).await;
            let mut written = Vec::new();
            if let Some((rows, _)) = &seen {
                look(histories, &QueueWatcher::depths(rows), turn.seconds);
                push(&mut written, "queues", rows);
            }
            let points = histories
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .points();
            push(&mut written, "history", &points);
            let up = seen.is_some();
            if broker.up != up || broker.since.is_empty() {
                broker.since = state.clock.now().to_string();
            }
            broker.up = up;
            broker.flows = match (&flows, seen) {
                (None, _) => "none",
                (Some(_), Some((_, true))) => "up",
                (Some(_), _) => "away",
            };
            write(state, written, "broker", &broker);
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// The queues' rows, and whether the operators' interface answered; nothing when the broker does not.
async fn look_at_queues(
    state: &AppState,
    depths: &mut dyn Depths,
    flows: Option<&dyn Flows>,
    watcher: &mut QueueWatcher,
) -> Option<(Vec<QueueRow>, bool)> {
    let flowing = async {
        match flows {
            Some(flows) => flows.flows().await,
            None => Ok(BTreeMap::new()),
        }
    };
    let (depths, flows) = tokio::join!(depths.depths(), flowing);
    let depths = depths
        .inspect_err(|error| tracing::debug!(%error, "the queues can't be looked at"))
        .ok()?;
    let answered = flows
        .as_ref()
        .inspect_err(|error| tracing::debug!(error, "no rates"))
        .is_ok();
    let rows = watcher.rows(&depths, &flows.unwrap_or_default(), state.clock.now());
    Some((rows, answered))
}

/// When to look.
#[derive(Default)]
struct Turns {
    all: u32,
    waited: u32,
    watched: bool,
}

struct Turn {
    /// How long the last look is ago.
    seconds: u32,
    /// Whether what may be older is due, too.
    seldom: bool,
}

impl Turns {
    fn next(&mut self, state: &AppState) -> Option<Turn> {
        let watched = state.board.is_watched();
        let new = watched && !self.watched;
        self.watched = watched;
        self.waited += 1;
        if !watched && self.all > 0 && self.waited < UNWATCHED {
            return None;
        }
        let turn = Turn {
            seconds: self.waited * EVERY_SECONDS,
            seldom: new || !watched || self.all.is_multiple_of(SELDOM),
        };
        self.waited = 0;
        self.all = self.all.wrapping_add(1);
        Some(turn)
    }
}

fn look(histories: &Mutex<Histories>, depths: &[(&'static str, i64)], seconds: u32) {
    let mut histories = histories.lock().unwrap_or_else(PoisonError::into_inner);
    histories.look(depths, seconds);
}

fn push(written: &mut Vec<NewSection>, name: &'static str, value: &impl Serialize) {
    match section(value) {
        Ok(value) => written.push((name, value)),
        Err(error) => tracing::error!(%error, name, "a section can't be written"),
    }
}

fn write(
    state: &AppState,
    mut written: Vec<NewSection>,
    name: &'static str,
    value: &impl Serialize,
) {
    push(&mut written, name, value);
    state.board.write(written);
}
