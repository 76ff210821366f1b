//! The whole server: its routes, its background work, and how it stops.

pub use crate::platform::state::AppState;

use crate::modules::{catalog, identity, ordering};
use crate::ops;
use crate::platform::{consumer, db, health, protocol, relay, requests};
use crate::problem::ApiError;
use crate::sync::{catalogue, journal};
use axum::extract::State;
use axum::http::Uri;
use axum::routing::get;
use axum::{Json, Router};
use pos_protocol::PROTOCOL;
use pos_protocol::codes::Code;
use serde::Serialize;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// How long the migrations wait before they try again while Postgres is away.
const MIGRATE_AGAIN: Duration = Duration::from_millis(500);

/// How long requests that are under way may take after the stop.
const DRAIN: Duration = Duration::from_secs(10);

/// All routes.
pub fn router(state: AppState) -> Router {
    let routes = Router::new()
        .route("/v1/hello", get(hello))
        .merge(health::router())
        .merge(identity::router())
        .merge(catalog::router())
        .merge(ordering::router())
        .merge(ops::router())
        .merge(journal::router())
        .merge(catalogue::router())
        .fallback(nothing_here)
        .method_not_allowed_fallback(nothing_here)
        .layer(axum::middleware::from_fn(protocol::check));
    requests::logged(routes).with_state(state)
}

async fn nothing_here(uri: Uri) -> ApiError {
    ApiError::new(
        Code::NotFound,
        format!("Nothing answers this method at {}.", uri.path()),
    )
}

#[derive(Serialize)]
struct Hello {
    protocol: u16,
    version: &'static str,
    time: String,
}

/// `GET /v1/hello`
async fn hello(State(state): State<AppState>) -> Json<Hello> {
    Json(Hello {
        protocol: PROTOCOL,
        version: env!("CARGO_PKG_VERSION"),
        time: state.clock.now().to_string(),
    })
}

/// Serves on `listener` until `stop`; then answers what is under way, ends the background work and returns.
pub async fn serve(
    state: AppState,
    listener: TcpListener,
    stop: CancellationToken,
) -> std::io::Result<()> {
    let background = tokio::spawn(background(state.clone(), stop.clone()));
    let serving = axum::serve(listener, router(state.clone()))
        .with_graceful_shutdown(stop.clone().cancelled_owned());
    let too_late = async {
        stop.cancelled().await;
        tokio::time::sleep(DRAIN).await;
    };
    let served = tokio::select! {
        served = serving.into_future() => served,
        () = too_late => Ok(()),
    };
    stop.cancel();
    state.writes.drained().await;
    if let Err(gone) = background.await {
        tracing::error!(cause = %gone, "the background work failed");
    }
    state.db.close().await;
    served
}

/// The migrations as soon as Postgres is there, then relay and consumers.
async fn background(state: AppState, stop: CancellationToken) {
    while let Err(cause) = db::migrate(&state.db).await {
        tracing::warn!(%cause, "the migrations wait for Postgres");
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(MIGRATE_AGAIN) => {}
        }
    }
    let consumers = ordering::consumers();
    let subscriptions: Vec<_> = consumers.iter().map(|c| c.subscription()).collect();
    let consuming = consumers
        .iter()
        .map(|consumer| consumer::run(state.clone(), *consumer, stop.clone()));
    tokio::join!(
        relay::run(state.clone(), &subscriptions, stop.clone()),
        futures::future::join_all(consuming),
    );
}
