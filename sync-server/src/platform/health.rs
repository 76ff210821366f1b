//! Health for whoever restarts processes and for whoever looks why something is slow.

use crate::platform::api::{Routes, routes};
use crate::platform::db;
use crate::platform::outbox::{self, Waiting};
use crate::platform::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;
use std::future::Future;
use std::time::Duration;
use utoipa::ToSchema;

/// How long a service may take to say that it is there.
const PATIENCE: Duration = Duration::from_secs(3);

/// Whether a backing service answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum Answer {
    /// It does.
    Up,
    /// It doesn't.
    Down,
}

/// What the server can reach.
#[derive(Serialize, ToSchema)]
struct Ready {
    postgres: Answer,
    redis: Answer,
    rabbitmq: Answer,
    oidc: Answer,
    /// What waits for the broker, and how long; none while Postgres is away.
    outbox: Option<Waiting>,
}

/// `/health/live` and `/health/ready`.
pub fn router() -> Routes {
    Routes::default()
        .routes(routes!(live))
        .routes(routes!(ready))
}

/// The process runs.
#[utoipa::path(get, path = "/health/live", tag = "server", responses((status = 200)))]
async fn live() -> StatusCode {
    StatusCode::OK
}

/// Without Postgres nothing can be served; without the others everything can.
#[utoipa::path(get, path = "/health/ready", tag = "server", responses(
    (status = 200, body = Ready), (status = 503, body = Ready, description = "Postgres is away")))]
async fn ready(State(state): State<AppState>) -> (StatusCode, Json<Ready>) {
    let (postgres, redis, rabbitmq, oidc, outbox) = tokio::join!(
        ask(db::is_ready(&state.db)),
        ask(state.cache.is_up()),
        ask(state.broker.is_up()),
        ask(state.oidc.is_up()),
        tokio::time::timeout(PATIENCE, outbox::waiting(&state.db)),
    );
    let status = match postgres {
        Answer::Up => StatusCode::OK,
        Answer::Down => StatusCode::SERVICE_UNAVAILABLE,
    };
    let ready = Ready {
        postgres,
        redis,
        rabbitmq,
        oidc,
        outbox: outbox.ok().and_then(Result::ok),
    };
    (status, Json(ready))
}

async fn ask(question: impl Future<Output = bool>) -> Answer {
    match tokio::time::timeout(PATIENCE, question).await {
        Ok(true) => Answer::Up,
        Ok(false) | Err(_) => Answer::Down,
    }
}
