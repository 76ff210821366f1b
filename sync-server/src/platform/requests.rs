//! One line of log for each request, and an id by which people find it. Paths are logged, bodies and tokens never.

use axum::Router;
use axum::extract::{MatchedPath, Request};
use axum::http::HeaderName;
use axum::response::Response;
use std::time::Duration;
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::trace::TraceLayer;
use tracing::Span;

/// The header that carries the id, there and back.
const ID: HeaderName = HeaderName::from_static("x-request-id");

/// `routes` with ids and a log.
pub fn logged<S: Clone + Send + Sync + 'static>(routes: Router<S>) -> Router<S> {
    let trace = TraceLayer::new_for_http()
        .make_span_with(span)
        .on_request(())
        .on_response(answered);
    routes
        .layer(PropagateRequestIdLayer::new(ID))
        .layer(trace)
        .layer(SetRequestIdLayer::new(ID, MakeRequestUuid))
}

/// The route, not the path: a path may hold what only the shop should know.
fn span(request: &Request) -> Span {
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("none", MatchedPath::as_str);
    let id = request.headers().get(ID).and_then(|id| id.to_str().ok());
    tracing::info_span!("request", method = %request.method(), route, id)
}

fn answered(response: &Response, took: Duration, _span: &Span) {
    tracing::info!(
        status = response.status().as_u16(),
        took_ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
        "answered"
    );
}
