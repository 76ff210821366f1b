//! A collector of traces that takes OTLP in JSON and keeps it.

use axum::extract::State;
use axum::routing::post;
use axum::{Json, Router};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use sync_server::config::Settings;
use tokio::net::TcpListener;

/// A collector that runs until the test ends.
pub struct Collector {
    url: String,
    taken: Arc<Mutex<Vec<Value>>>,
}

/// A span, as far as the tests look at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Its trace, in hexadecimal digits.
    pub trace: String,
    /// Its own id.
    pub id: String,
    /// Its parent's; empty for none.
    pub parent: String,
    /// Its name.
    pub name: String,
    /// The value of `evertill.fate`, for an entry.
    pub fate: String,
}

impl Collector {
    /// Opens one on a free port.
    pub async fn open() -> Collector {
        let taken: Arc<Mutex<Vec<Value>>> = Arc::default();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let routes = Router::new()
            .route("/v1/traces", post(take))
            .with_state(taken.clone());
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Collector { url, taken }
    }

    /// An address where nobody collects.
    pub async fn nobody() -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        format!("http://{}", listener.local_addr().unwrap())
    }

    /// Settings that send traces here.
    pub fn named_in(&self, settings: &mut Settings) {
        settings.otel_exporter_otlp_endpoint.clone_from(&self.url);
        settings.otel_exporter_otlp_protocol = "http/json".to_owned();
    }

    /// All that came, as text.
    pub fn text(&self) -> String {
        serde_json::to_string(&*self.taken.lock().unwrap()).unwrap()
    }

    /// All spans that came.
    pub fn spans(&self) -> Vec<Seen> {
        let taken = self.taken.lock().unwrap();
        let resources = taken.iter().flat_map(|sent| all(&sent["resourceSpans"]));
        let scopes = resources.flat_map(|resource| all(&resource["scopeSpans"]));
        scopes
            .flat_map(|scope| all(&scope["spans"]))
            .map(seen)
            .collect()
    }
}

async fn take(State(taken): State<Arc<Mutex<Vec<Value>>>>, Json(sent): Json<Value>) -> Json<Value> {
    taken.lock().unwrap().push(sent);
    Json(json!({}))
}

fn all(list: &Value) -> Vec<&Value> {
    list.as_array().into_iter().flatten().collect()
}

fn seen(span: &Value) -> Seen {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let fate = all(&span["attributes"])
        .into_iter()
        .find(|attribute| attribute["key"] == "evertill.fate");
    Seen {
        trace: text(&span["traceId"]),
        id: text(&span["spanId"]),
        parent: text(&span["parentSpanId"]),
        name: text(&span["name"]),
        fate: fate.map_or_else(String::new, |fate| text(&fate["value"]["stringValue"])),
    }
}
