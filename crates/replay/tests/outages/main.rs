//! One service away at a time, at the worst moment: nothing stops at the till, and nothing is lost or doubled.
//!
//! Each service is killed as by a power cut while at least 200 entries are on their way; at least 50 sales are rung
//! meanwhile; what architecture's table of outages promises is asserted; afterwards four places agree to the penny.

mod shop;

use pos_protocol::PROTOCOL_HEADER;
use pos_stack::Service;
use reqwest::StatusCode;
use reqwest::blocking::{Client, RequestBuilder, Response};
use shop::{Shop, until};

/// So many entries must be on their way when the power goes.
const ON_THE_WAY: u64 = 200;
/// So many sales are rung while a service is away.
const MEANWHILE: usize = 60;

fn send(request: RequestBuilder, token: &str) -> Response {
    request
        .header(PROTOCOL_HEADER, "1")
        .bearer_auth(token)
        .send()
        .unwrap()
}

/// Lets more than enough entries wait, plugs the tills in and cuts the power of `service` while they send.
fn cut(shop: &mut Shop, service: Service) {
    shop.unplug();
    shop.sell(usize::try_from(ON_THE_WAY).unwrap() + 40);
    assert!(shop.waiting() >= ON_THE_WAY, "{} wait", shop.waiting());
    shop.stack().kill(service);
    shop.plug_in();
    assert!(!shop.stack().is_ready(service), "{service} is still there");
}

#[test]
fn each_service_in_turn_goes_away_and_comes_back() {
    let dir = tempfile::tempdir().unwrap();
    let mut shop = Shop::open(&dir.path().join("run"));
    let http = Client::new();

    without_network(&mut shop);
    without_postgres(&mut shop, &http);
    without_rabbitmq(&mut shop);
    without_redis(&mut shop, &http);
    without_keycloak(&mut shop, &http);

    shop.drained();
    shop.settled();
    shop.agrees();
}

/// The network's end of it: the server's process dies with entries in flight.
fn without_network(shop: &mut Shop) {
    shop.unplug();
    shop.sell(240);
    assert!(shop.waiting() >= ON_THE_WAY);
    shop.plug_in();
    shop.cut_server();
    let before = shop.rung();
    shop.sell(MEANWHILE);
    assert!(shop.rung() >= before + 50);
    shop.start_server();
    shop.drained();
}

/// 503 with Retry-After, never a false 2xx.
fn without_postgres(shop: &mut Shop, http: &Client) {
    cut(shop, Service::Postgres);
    let held = serde_json::json!({ "hashes": [] });
    let answer = send(
        http.post(shop.url("/v1/sync/held")).json(&held),
        &shop.device,
    );
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.headers().contains_key("retry-after"));
    let problem: serde_json::Value = answer.json().unwrap();
    assert_eq!(problem["code"], "unavailable");
    assert_eq!(shop.ready().status, 503);
    let waiting = shop.waiting();
    shop.sell(MEANWHILE);
    assert!(shop.waiting() >= waiting + 50, "nobody took them in");
    shop.stack().restart(Service::Postgres).unwrap();
    shop.drained();
    shop.settled();
}

/// The tills notice nothing; the outbox grows and its age shows; then the relay drains.
fn without_rabbitmq(shop: &mut Shop) {
    cut(shop, Service::RabbitMq);
    shop.sell(MEANWHILE);
    shop.drained();
    until("the outbox shows its age", || {
        let health = shop.ready();
        let outbox = &health.json()["outbox"];
        assert_eq!(health.status, 200);
        outbox["unsent"].as_i64().unwrap() >= 200 && outbox["oldest_s"].as_i64().unwrap() >= 1
    });
    assert_eq!(shop.ready().json()["rabbitmq"], "down");
    shop.stack().restart(Service::RabbitMq).unwrap();
    shop.settled();
}

/// Slower, never wrong and never down.
fn without_redis(shop: &mut Shop, http: &Client) {
    cut(shop, Service::Redis);
    shop.sell(MEANWHILE);
    shop.drained();
    let whole = send(http.get(shop.url("/v1/catalog/changes")), &shop.device);
    assert_eq!(whole.status(), StatusCode::OK);
    assert!(!whole.bytes().unwrap().is_empty());
    let health = shop.ready();
    assert_eq!(
        (health.status, &health.json()["redis"]),
        (200, &"down".into())
    );
    shop.stack().restart(Service::Redis).unwrap();
    until("the server has found Redis again", || {
        shop.ready().json()["redis"] == "up"
    });
}

/// Tokens are still verified, from cached keys; the device needs no identity provider at all.
fn without_keycloak(shop: &mut Shop, http: &Client) {
    let codes = shop.url("/v1/identity/enrolment-codes");
    let ask = |token: &str| {
        let key = uuid::Uuid::now_v7().to_string();
        send(http.post(&codes).header("Idempotency-Key", key), token)
    };
    // Access tokens live five minutes; this one is fresh, and its keys are cached by being used once.
    shop.renew_access();
    assert!(ask(&shop.access).status().is_success());
    cut(shop, Service::Keycloak);
    shop.sell(MEANWHILE);
    shop.drained();
    assert!(ask(&shop.access).status().is_success());
    assert_eq!(ask("forged").status(), StatusCode::UNAUTHORIZED);
    shop.stack().restart(Service::Keycloak).unwrap();
    assert!(ask(&shop.access).status().is_success());
}
