//! Backing services that are away, also when the server starts.

use crate::support::http::{get, post, problem, refusal};
use crate::support::register::Register;
use crate::support::shop::Shop;
use pos_protocol::codes::Code;
use pos_protocol::{PROTOCOL, PROTOCOL_HEADER};
use reqwest::{RequestBuilder, StatusCode};
use secrecy::SecretString;
use serde_json::{Value, json};
use std::sync::Arc;
use sync_server::app;
use sync_server::config::Settings;
use sync_server::platform::clock::SystemClock;
use sync_server::platform::state::AppState;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

async fn ready(url: &str) -> (StatusCode, Value) {
    let answer = reqwest::get(format!("{url}/health/ready")).await.unwrap();
    (answer.status(), answer.json().await.unwrap())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_cache_broker_and_provider_it_serves_and_says_so() {
    let shop = Shop::open_as(Arc::new(SystemClock), |settings| {
        settings.cache_url = SecretString::from("redis://127.0.0.1:1".to_owned());
        settings.broker_url = SecretString::from("amqp://127.0.0.1:1/%2f".to_owned());
        settings.oidc_issuer = "http://127.0.0.1:1/realms/none".to_owned();
    })
    .await;
    let down = json!({ "postgres": "up", "redis": "down", "rabbitmq": "down", "oidc": "down",
        "outbox": { "unsent": 0, "oldest_s": 0 } });
    assert_eq!(ready(&shop.url).await, (StatusCode::OK, down));
    let token = Register::enrolled(&shop).await.token(&shop).await;
    let changes = get(&shop, "/v1/catalog/changes").bearer_auth(token);
    assert_eq!(changes.send().await.unwrap().status(), StatusCode::OK);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_postgres_it_asks_to_come_again_and_never_claims_success() {
    let mut settings = Settings::load().unwrap();
    settings.database_url = SecretString::from("postgres://127.0.0.1:1/none".to_owned());
    let state = AppState::new(settings).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let stop = CancellationToken::new();
    let serving = tokio::spawn(app::serve(state, listener, stop.clone()));

    let live = reqwest::get(format!("{url}/health/live")).await.unwrap();
    assert_eq!(live.status(), StatusCode::OK);
    let (status, answers) = ready(&url).await;
    assert_eq!(
        (status, &answers["postgres"]),
        (StatusCode::SERVICE_UNAVAILABLE, &json!("down"))
    );
    let http = reqwest::Client::new();
    let post = |path: &str| {
        http.post(format!("{url}{path}"))
            .header(PROTOCOL_HEADER, PROTOCOL)
    };
    let enrolment = Register::new().enrolment("AAAAAAAA");
    for request in [
        post("/v1/devices/nonce"),
        post("/v1/devices/enrol").json(&enrolment),
        post("/v1/sync/journal").bearer_auth("x").body(Vec::new()),
    ] {
        let answer = request.send().await.unwrap();
        assert!(answer.headers().contains_key("retry-after"));
        assert_eq!(
            problem(answer).await,
            (StatusCode::SERVICE_UNAVAILABLE, Code::Unavailable)
        );
    }
    stop.cancel();
    serving.await.unwrap().unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everybody_hears_the_protocol_and_tills_must_speak_it() {
    let shop = Shop::open().await;
    let hello = reqwest::get(format!("{}/v1/hello", shop.url))
        .await
        .unwrap();
    assert_eq!(hello.headers()[PROTOCOL_HEADER], "1");
    assert!(hello.headers().contains_key("x-request-id"));
    let hello: Value = hello.json().await.unwrap();
    assert_eq!(hello["protocol"], 1);
    assert!(
        hello["time"]
            .as_str()
            .unwrap()
            .parse::<jiff::Timestamp>()
            .is_ok()
    );

    let http = reqwest::Client::new();
    let to = |path: &str| http.post(format!("{}{path}", shop.url));
    let mismatch = (StatusCode::BAD_REQUEST, Code::ProtocolMismatch);
    let tills: Vec<RequestBuilder> = vec![
        to("/v1/devices/nonce"),
        to("/v1/devices/nonce").header(PROTOCOL_HEADER, "2"),
        to("/v1/devices/enrol").header(PROTOCOL_HEADER, "one"),
        to("/v1/sync/held").header(PROTOCOL_HEADER, "0"),
        http.get(format!("{}/v1/catalog/changes", shop.url)),
    ];
    for request in tills {
        assert_eq!(refusal(request).await, mismatch);
    }
    let admin = to("/v1/identity/enrolment-codes");
    assert_eq!(refusal(admin).await.1, Code::StaffUnauthorized);
    let nowhere = (StatusCode::NOT_FOUND, Code::NotFound);
    assert_eq!(refusal(post(&shop, "/v1/nowhere")).await, nowhere);
    let otherwise = (StatusCode::METHOD_NOT_ALLOWED, Code::MethodNotAllowed);
    assert_eq!(refusal(get(&shop, "/v1/devices/nonce")).await, otherwise);
    shop.close().await;
}
