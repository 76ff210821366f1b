//! The whole server: its routes, its background work, and how it stops.

pub use crate::platform::state::AppState;

use crate::admin;
use crate::modules::{self, basket, catalog, identity, ordering};
use crate::platform::api::{Routes, document, routes};
use crate::platform::broker::Subscription;
use crate::platform::{consumer, db, dead, health, metrics, protocol, relay, requests};
use crate::problem::ApiError;
use crate::sync::{api, catalogue, events, journal};
use crate::{figures, ops};
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::http::{Method, Uri};
use axum::response::IntoResponse;
use axum::serve::ListenerExt;
use axum::{Json, Router};
use pos_protocol::PROTOCOL;
use pos_protocol::codes::Code;
use serde::Serialize;
use std::sync::LazyLock;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use utoipa::ToSchema;
use utoipa::openapi::OpenApi;

/// How long the migrations wait before they try again while Postgres is away.
const MIGRATE_AGAIN: Duration = Duration::from_millis(500);

/// How long requests that are under way may take after the stop.
const DRAIN: Duration = Duration::from_secs(10);

/// All routes with what the document says of them.
fn documented() -> (Router<AppState>, OpenApi) {
    let (router, document) = Routes::with_openapi(document::begin())
        .routes(routes!(hello))
        .routes(routes!(openapi))
        .merge(health::router())
        .merge(identity::router())
        .merge(catalog::router())
        .merge(basket::router())
        .merge(ordering::router())
        .merge(ops::router())
        .merge(figures::router())
        .merge(journal::router())
        .merge(catalogue::router())
        .merge(events::router())
        .merge(api::router())
        .split_for_parts();
    // The back office's pages and what these alone call are no interface: they stay outside the document.
    (router.merge(admin::router()), document::finish(document))
}

/// The OpenAPI document, as it is served and as `docs/openapi.json` has it.
pub fn openapi_document() -> Result<String, serde_json::Error> {
    documented().1.to_pretty_json()
}

/// All routes.
pub fn router(state: AppState) -> Router {
    let routes = documented()
        .0
        .fallback(nothing_here)
        .method_not_allowed_fallback(other_method)
        .layer(axum::middleware::from_fn_with_state(
            state.clock.clone(),
            protocol::check,
        ))
        .layer(axum::middleware::from_fn_with_state(
            state.metrics.clone(),
            metrics::measure,
        ));
    requests::logged(routes).with_state(state)
}

async fn nothing_here(uri: Uri) -> ApiError {
    ApiError::new(
        Code::NotFound,
        format!("Nothing answers this method at {}.", uri.path()),
    )
}

async fn other_method(method: Method, uri: Uri) -> ApiError {
    ApiError::new(
        Code::MethodNotAllowed,
        format!("{} does not know the method {method}.", uri.path()),
    )
}

/// Who answers here.
#[derive(Serialize, ToSchema)]
struct Hello {
    /// The protocol of registers.
    protocol: u16,
    /// The program's version.
    version: &'static str,
    /// The server's time, RFC 3339.
    time: String,
}

/// Who answers here, which protocol it speaks, and what time it is.
#[utoipa::path(get, path = "/v1/hello", tag = "server", responses((status = 200, body = Hello)))]
async fn hello(State(state): State<AppState>) -> Json<Hello> {
    Json(Hello {
        protocol: PROTOCOL,
        version: env!("CARGO_PKG_VERSION"),
        time: state.clock.now().to_string(),
    })
}

/// This document.
#[utoipa::path(get, path = "/openapi.json", tag = "server",
    responses((status = 200, body = serde_json::Value, description = "OpenAPI 3.1")))]
async fn openapi() -> Result<impl IntoResponse, ApiError> {
    static DOCUMENT: LazyLock<Result<String, String>> =
        LazyLock::new(|| openapi_document().map_err(|cause| cause.to_string()));
    let document = DOCUMENT
        .as_ref()
        .map_err(|cause| ApiError::internal(cause))?;
    Ok(([(CONTENT_TYPE, "application/json")], document.as_str()))
}

/// Serves on `listener` until `stop`; then answers what is under way, ends the background work and returns.
pub async fn serve(
    state: AppState,
    listener: TcpListener,
    stop: CancellationToken,
) -> std::io::Result<()> {
    let background = tokio::spawn(background(state.clone(), stop.clone()));
    let (stopped, news) = (stop.clone(), state.catalogue_news.clone());
    // News that follow each other closely would wait 40 ms for the till's system to confirm the first.
    let listener = listener.tap_io(|connection| {
        if let Err(error) = connection.set_nodelay(true) {
            tracing::debug!(%error, "what is sent on a connection may be held back");
        }
    });
    let serving = axum::serve(listener, router(state.clone())).with_graceful_shutdown(async move {
        stopped.cancelled().await;
        // Answers that would never end by themselves.
        news.close();
    });
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
    // The last spans are of what was under way; it waits for the collector, for a second at most.
    let traces = state.traces.clone();
    if let Err(gone) = tokio::task::spawn_blocking(move || traces.stop()).await {
        tracing::error!(cause = %gone, "the traces were not stopped");
    }
    served
}

/// What watches from the start, and what carries messages.
async fn background(state: AppState, stop: CancellationToken) {
    let consumers = modules::consumers();
    let subscriptions: Vec<_> = consumers.iter().map(|c| c.subscription()).collect();
    tokio::join!(
        admin::watch::run(state.clone(), &subscriptions, stop.clone()),
        messages(state.clone(), &subscriptions, stop.clone()),
    );
}

/// The migrations as soon as Postgres is there, then relay, consumers, dead letters, news and upkeep.
async fn messages(state: AppState, subscriptions: &[Subscription], stop: CancellationToken) {
    while let Err(cause) = db::migrate(&state.db).await {
        tracing::warn!(%cause, "the migrations wait for Postgres");
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(MIGRATE_AGAIN) => {}
        }
    }
    let consuming = modules::consumers()
        .into_iter()
        .map(|consumer| consumer::run(state.clone(), consumer, stop.clone()));
    tokio::join!(
        events::run(state.clone(), stop.clone()),
        catalog::upkeep(state.clone(), stop.clone()),
        relay::run(state.clone(), subscriptions, stop.clone()),
        dead::run(state.clone(), stop.clone()),
        futures::future::join_all(consuming),
    );
}
