//! What is counted while the server runs, for Prometheus. Every label's values are few and known: routes, codes and
//! names of this program, never anything that a request or a person brought along.

use axum::extract::{MatchedPath, Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::Response;
use prometheus_client::encoding::prometheus_text;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;
use std::sync::Arc;
use std::time::Instant;

/// Upper bounds of the durations, in seconds: from a look into the cache to what the limits let a request take.
const DURATIONS: [f64; 11] = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 2.5, 10.0,
];

/// A label and its value.
type Label = (&'static str, String);

/// How often somebody looked into the cache, and what came of it.
#[derive(Debug, Clone, Default)]
pub struct Lookups {
    /// It was there, or another request of the moment was building it.
    pub hits: Counter,
    /// It had to be built.
    pub misses: Counter,
}

/// The counters of one server process. Clones of it are the same counters.
#[derive(Debug)]
pub struct Metrics {
    registry: Arc<Registry>,
    requests: Family<[Label; 3], Counter>,
    durations: Family<[Label; 2], Histogram, fn() -> Histogram>,
    entries: Family<[Label; 1], Counter>,
    /// Entries that came with a place that another entry has.
    pub forks: Counter,
    /// Events that the broker has confirmed.
    pub published: Counter,
    /// Events that it gave back, because no queue wanted them.
    pub returned: Counter,
    messages: Family<[Label; 1], Counter>,
    parked: Family<[Label; 1], Counter>,
    /// Bytes of catalogue that went to tills, packed.
    pub catalogue_bytes: Counter,
}

impl Metrics {
    /// Counters that stand at nothing; those of the cache are counted by the cache itself.
    pub fn new(cache: &Lookups) -> Metrics {
        let mut registry = Registry::with_prefix("evertill");
        let mut all = Metrics {
            registry: Arc::default(),
            requests: Family::default(),
            durations: Family::new_with_constructor(|| Histogram::new(DURATIONS)),
            entries: Family::default(),
            forks: Counter::default(),
            published: Counter::default(),
            returned: Counter::default(),
            messages: Family::default(),
            parked: Family::default(),
            catalogue_bytes: Counter::default(),
        };
        all.register(&mut registry);
        registry.register(
            "cache_hits",
            "Look-ups that the cache answered",
            cache.hits.clone(),
        );
        registry.register(
            "cache_misses",
            "Look-ups that had to be built",
            cache.misses.clone(),
        );
        all.registry = Arc::new(registry);
        all
    }

    fn register(&self, registry: &mut Registry) {
        let requests = "HTTP requests by route and status";
        registry.register("http_requests", requests, self.requests.clone());
        let durations = "How long requests took until their answer began";
        registry.register(
            "http_request_duration_seconds",
            durations,
            self.durations.clone(),
        );
        let entries = "Journal entries taken in, by what became of them";
        registry.register("journal_entries", entries, self.entries.clone());
        let forks = "Journal entries whose place another entry had";
        registry.register("journal_forks", forks, self.forks.clone());
        let published = "Events that the broker has confirmed";
        registry.register("relay_published", published, self.published.clone());
        let returned = "Events that the broker gave back";
        registry.register("relay_returned", returned, self.returned.clone());
        let messages = "Messages that consumers dealt with for the first time";
        registry.register("consumer_messages", messages, self.messages.clone());
        let parked = "Messages that consumers parked";
        registry.register("consumer_parked", parked, self.parked.clone());
        let bytes = "Packed bytes of catalogue that went to tills";
        registry.register("catalogue_sent_bytes", bytes, self.catalogue_bytes.clone());
    }

    /// Counts an entry by its fate.
    pub fn entry(&self, fate: &str) {
        let label = [("fate", fate.to_owned())];
        self.entries.get_or_create(&label).inc();
    }

    /// Counts what a consumer did in one transaction: the new messages, and those of them that were parked.
    pub fn consumed(&self, consumer: &str, new: u64, parked: u64) {
        let label = [("consumer", consumer.to_owned())];
        self.messages.get_or_create(&label).inc_by(new);
        self.parked.get_or_create(&label).inc_by(parked);
    }

    /// Everything as text, in Prometheus' own format.
    pub fn text(&self) -> Result<String, std::fmt::Error> {
        let mut text = String::new();
        prometheus_text::encode(&mut text, &self.registry)?;
        Ok(text)
    }
}

/// Counts a request when its answer begins.
pub async fn measure(
    State(metrics): State<Arc<Metrics>>,
    request: Request,
    next: Next,
) -> Response {
    let started = Instant::now();
    let route = request.extensions().get::<MatchedPath>();
    let route = (
        "route",
        route.map_or("none", MatchedPath::as_str).to_owned(),
    );
    let method = ("method", known(request.method()).to_owned());
    let response = next.run(request).await;
    let status = ("status", response.status().as_u16().to_string());
    let took = started.elapsed().as_secs_f64();
    let both = [method.clone(), route.clone()];
    metrics.durations.get_or_create(&both).observe(took);
    metrics
        .requests
        .get_or_create(&[method, route, status])
        .inc();
    response
}

/// A caller can make up methods without end; those that nobody serves are one.
fn known(method: &Method) -> &str {
    let served = [
        Method::GET,
        Method::HEAD,
        Method::POST,
        Method::PUT,
        Method::PATCH,
        Method::DELETE,
        Method::OPTIONS,
    ];
    if served.contains(method) {
        method.as_str()
    } else {
        "other"
    }
}
