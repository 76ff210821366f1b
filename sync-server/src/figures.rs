//! `GET /metrics`: what this process has counted, and how things stand in the database at this moment. It holds no
//! personal data; a scraper shows `METRICS_TOKEN` where one is set.

use crate::modules::catalog::contract as catalog;
use crate::platform::api::{Routes, refuse, routes};
use crate::platform::state::AppState;
use crate::platform::{outbox, parked};
use crate::problem::ApiError;
use crate::sync;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use pos_protocol::Hash;
use pos_protocol::codes::Code;
use prometheus_client::encoding::prometheus_text;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;
use secrecy::ExposeSecret;
use std::time::Duration;

/// How long a scrape waits for a service before it says that it is away.
const PATIENCE: Duration = Duration::from_secs(2);

/// The route.
pub fn router() -> Routes {
    Routes::default().routes(routes!(metrics))
}

/// Figures for Prometheus.
#[utoipa::path(get, path = "/metrics", tag = "server",
    responses((status = 200, body = String, content_type = "text/plain"), refuse::Figures), security(()))]
async fn metrics(State(state): State<AppState>, headers: HeaderMap) -> Result<Response, ApiError> {
    admit(&state, &headers)?;
    let mut now = Registry::with_prefix("evertill");
    let (standing, redis, rabbitmq) = tokio::join!(
        tokio::time::timeout(PATIENCE, Standing::read(&state)),
        tokio::time::timeout(PATIENCE, state.cache.is_up()),
        state.broker.is_up(),
    );
    let standing = standing.ok().and_then(Result::ok);
    let redis = redis.unwrap_or(false);
    gauge(
        &mut now,
        "postgres_up",
        "Postgres answers",
        i64::from(standing.is_some()),
    );
    gauge(&mut now, "redis_up", "Redis answers", i64::from(redis));
    gauge(
        &mut now,
        "rabbitmq_up",
        "RabbitMQ answers",
        i64::from(rabbitmq),
    );
    pool(&mut now, &state);
    // What can't be read is left out: an old figure would look like a good one.
    if let Some(standing) = standing {
        standing.register(&mut now);
    }
    let failed = |error: std::fmt::Error| ApiError::internal(&error);
    let mut text = state.metrics.text().map_err(failed)?;
    prometheus_text::encode(&mut text, &now).map_err(failed)?;
    Ok(([(CONTENT_TYPE, prometheus_text::CONTENT_TYPE)], text).into_response())
}

/// Lets a scraper in: anybody who reaches the port, or whoever shows the token that the settings name.
fn admit(state: &AppState, headers: &HeaderMap) -> Result<(), ApiError> {
    let token = state.settings.metrics_token.expose_secret();
    let shown = headers
        .get(AUTHORIZATION)
        .and_then(|value| value.to_str().ok());
    let shown = shown.and_then(|value| value.strip_prefix("Bearer "));
    // Sums are compared, not texts: how long that takes says nothing of the token.
    let same = |shown: &str| Hash::of(shown.as_bytes()) == Hash::of(token.as_bytes());
    if token.is_empty() || shown.is_some_and(same) {
        return Ok(());
    }
    let why = "The figures are for whoever shows the metrics token.";
    Err(ApiError::new(Code::StaffUnauthorized, why))
}

/// How things stand in the database.
struct Standing {
    outbox: outbox::Waiting,
    parked: i64,
    journal: sync::Standing,
    catalogue: u64,
}

impl Standing {
    async fn read(state: &AppState) -> Result<Standing, sqlx::Error> {
        let outbox = outbox::waiting(&state.db).await?;
        let mut db = state.db.acquire().await?;
        Ok(Standing {
            outbox,
            parked: parked::count(&mut *db).await?,
            journal: sync::standing(&mut db).await?,
            catalogue: catalog::head(&mut db).await?.version,
        })
    }

    fn register(self, now: &mut Registry) {
        gauge(
            now,
            "outbox_unsent",
            "Events that wait for the broker",
            self.outbox.unsent,
        );
        let oldest = "Seconds that the oldest of them has waited";
        gauge(now, "outbox_oldest_seconds", oldest, self.outbox.oldest_s);
        gauge(
            now,
            "parked_open",
            "Parked messages that wait for a decision",
            self.parked,
        );
        let quarantined = "Journal entries in quarantine";
        gauge(
            now,
            "journal_quarantined",
            quarantined,
            self.journal.quarantined,
        );
        gauge(
            now,
            "journal_forked",
            "Journal entries that are a fork",
            self.journal.forked,
        );
        let skewed = "Registers whose clock is more than five minutes off";
        gauge(
            now,
            "registers_clock_wrong",
            skewed,
            self.journal.clocks_wrong,
        );
        let version = self.catalogue.cast_signed();
        gauge(
            now,
            "catalogue_version",
            "The newest version of the catalogue",
            version,
        );
    }
}

fn pool(now: &mut Registry, state: &AppState) {
    let all = i64::from(state.db.size());
    let idle = i64::try_from(state.db.num_idle()).unwrap_or(all);
    let in_use = all.saturating_sub(idle);
    gauge(now, "pool_connections", "Connections to Postgres", all);
    gauge(
        now,
        "pool_connections_in_use",
        "Those of them that are in use",
        in_use,
    );
}

fn gauge(registry: &mut Registry, name: &str, help: &str, value: i64) {
    let gauge: Gauge = Gauge::default();
    gauge.set(value);
    registry.register(name, help, gauge);
}
