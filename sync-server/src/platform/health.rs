//! Health for whoever restarts processes and for whoever looks why something is slow.

use crate::platform::db;
use crate::platform::outbox::{self, Waiting};
use crate::platform::state::AppState;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use serde::Serialize;
use std::future::Future;
use std::time::Duration;

/// How long a service may take to say that it is there.
const PATIENCE: Duration = Duration::from_secs(3);

/// Whether a backing service answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Answer {
    /// It does.
    Up,
    /// It doesn't.
    Down,
}

#[derive(Serialize)]
struct Ready {
    postgres: Answer,
    redis: Answer,
    rabbitmq: Answer,
    oidc: Answer,
    /// What waits for the broker, and how long; none while Postgres is away.
    outbox: Option<Waiting>,
}

/// `/health/live` and `/health/ready`.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/health/live", get(async || StatusCode::OK))
        .route("/health/ready", get(ready))
}

/// Without Postgres nothing can be served; without the others everything can.
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
