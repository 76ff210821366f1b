//! `/metrics`: a scrape before and after real traffic, and what it must never say.

use crate::support::catalogue::{Copy, import};
use crate::support::http::get;
use crate::support::journal::{Till, mug};
use crate::support::shop::Shop;
use pos_protocol::TIME_HEADER;
use pos_protocol::sync::Fate;
use reqwest::StatusCode;
use secrecy::SecretString;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use sync_server::platform::clock::SystemClock;

/// Every sample of a scrape, by name and labels. Fails on a line that Prometheus would not read.
async fn scrape(shop: &Shop) -> BTreeMap<String, f64> {
    let answer = get(shop, "/metrics").send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    let kind = answer.headers()["content-type"].to_str().unwrap();
    assert!(kind.starts_with("text/plain; version=0.0.4"), "{kind}");
    let text = answer.text().await.unwrap();
    let samples = text.lines().filter(|line| !line.starts_with('#'));
    samples
        .map(|line| {
            let (name, value) = line.rsplit_once(' ').expect(line);
            (name.to_owned(), value.parse().expect(line))
        })
        .collect()
}

fn value(samples: &BTreeMap<String, f64>, name: &str) -> f64 {
    samples.get(name).copied().unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_figures_move_with_real_traffic_and_name_nobody() {
    let shop = Shop::open().await;
    let before = scrape(&shop).await;
    for name in ["evertill_outbox_unsent", "evertill_journal_quarantined"] {
        assert_eq!(before[name], 0.0, "{name}");
    }
    import(&shop, "22423,Mug,Kitchen,,each,2.55,VAT,20,true\n").await;
    let mut copy = Copy::empty(&shop).await;
    copy.pull(&shop).await;
    copy.cursor = None;
    copy.pull(&shop).await;

    let mut till = Till::enrolled(&shop).await;
    let mut entries = vec![till.begin(), till.open_shift()];
    entries.extend((0..5).map(|_| till.order(&mug())));
    till.push(&entries).await;
    till.push(&entries).await;
    let twin_place = till.next.clone();
    let first = till.order(&mug());
    till.next = twin_place;
    let twin = till.order(&mug());
    till.push(&[first, twin]).await;
    let unbookable = till.write_raw("order.completed.v1", "{}");
    let answer = till.push(&[unbookable]).await;
    assert_eq!(answer.verdicts[0].fate, Fate::Quarantined);
    // A message that can never be booked, and one that no queue wants.
    sqlx::query(
        "insert into platform.outbox (id, kind, subject, body) values
         (gen_random_uuid(), 'evertill.order.completed.v1', '', '{}'),
         (gen_random_uuid(), 'evertill.nobody.wants.v1', '', '{}')",
    )
    .execute(shop.db())
    .await
    .unwrap();
    shop.until("select count(*) = 7 from ordering.books").await;
    shop.until("select count(*) = 1 from platform.parked where consumer = 'ordering.books'")
        .await;

    let deadline = tokio::time::Instant::now() + Duration::from_secs(20);
    let after = loop {
        let after = scrape(&shop).await;
        let consumed = r#"evertill_consumer_messages_total{consumer="ordering.books"}"#;
        if value(&after, "evertill_relay_returned_total") > 0.0 && value(&after, consumed) >= 8.0 {
            break after;
        }
        assert!(tokio::time::Instant::now() < deadline, "{after:#?}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    };
    let pushes = r#"method="POST",route="/v1/sync/journal""#;
    for (name, least) in [
        (r#"evertill_journal_entries_total{fate="accepted"}"#, 9.0),
        (r#"evertill_journal_entries_total{fate="duplicate"}"#, 7.0),
        (r#"evertill_journal_entries_total{fate="quarantined"}"#, 1.0),
        ("evertill_journal_quarantined", 1.0),
        ("evertill_journal_forks_total", 1.0),
        ("evertill_journal_forked", 1.0),
        ("evertill_relay_published_total", 8.0),
        (
            r#"evertill_consumer_parked_total{consumer="ordering.books"}"#,
            1.0,
        ),
        ("evertill_parked_open", 1.0),
        ("evertill_outbox_unsent", 1.0),
        ("evertill_catalogue_version", 1.0),
        ("evertill_catalogue_sent_bytes_total", 100.0),
        ("evertill_cache_hits_total", 1.0),
        ("evertill_cache_misses_total", 1.0),
        ("evertill_pool_connections", 1.0),
        ("evertill_postgres_up", 1.0),
        ("evertill_redis_up", 1.0),
        ("evertill_rabbitmq_up", 1.0),
        (
            &format!(r#"evertill_http_requests_total{{{pushes},status="200"}}"#),
            4.0,
        ),
        (
            &format!("evertill_http_request_duration_seconds_count{{{pushes}}}"),
            4.0,
        ),
    ] {
        assert!(
            value(&after, name) >= least,
            "{name} is {}, not {least}",
            value(&after, name)
        );
        assert!(
            value(&after, name) > value(&before, name)
                || name.ends_with("_up")
                || name.contains("pool"),
            "{name}"
        );
    }
    for sample in after.keys() {
        for personal in ["Kim", "kim", "Mug", &till.register.to_string()] {
            assert!(!sample.contains(personal), "{sample}");
        }
    }
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_set_token_is_asked_for_and_an_away_postgres_leaves_its_figures_out() {
    let shop = Shop::open_as(Arc::new(SystemClock), |settings| {
        settings.metrics_token = SecretString::from("for the scraper".to_owned());
    })
    .await;
    for token in [None, Some("another"), Some("")] {
        let mut request = get(&shop, "/metrics");
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        let status = request.send().await.unwrap().status();
        assert_eq!(status, StatusCode::UNAUTHORIZED, "{token:?}");
    }
    shop.state.db.close().await;
    let answer = get(&shop, "/metrics").bearer_auth("for the scraper").send();
    let text = answer.await.unwrap().text().await.unwrap();
    assert!(text.contains("evertill_postgres_up 0"), "{text}");
    assert!(!text.contains("evertill_outbox_unsent"), "{text}");
    assert!(text.contains("evertill_http_requests_total"), "{text}");
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn routes_and_methods_that_nobody_serves_are_one_label() {
    let shop = Shop::open().await;
    for path in ["/v1/nothing", "/v1/nothing/else"] {
        let made_up = reqwest::Method::from_bytes(path.replace('/', "").as_bytes()).unwrap();
        let request = crate::support::http::request(&shop, made_up, path);
        assert_eq!(
            request.send().await.unwrap().status(),
            StatusCode::NOT_FOUND
        );
    }
    let samples = scrape(&shop).await;
    let label = r#"evertill_http_requests_total{method="other",route="none",status="404"}"#;
    assert_eq!(value(&samples, label), 2.0);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_registers_wrong_clock_is_kept_and_counted() {
    let shop = Shop::open().await;
    let mut till = Till::enrolled(&shop).await;
    let now = sync_server::platform::clock::Clock::now(&SystemClock);
    let body = |entries: &[pos_protocol::Sealed]| {
        let entries = entries.to_vec();
        let json = serde_json::to_vec(&pos_protocol::sync::PushRequest { entries }).unwrap();
        zstd::encode_all(&json[..], 1).unwrap()
    };
    for (ahead, wrong) in [(-7_200, 1.0), (10, 0.0)] {
        let sent = now + jiff::SignedDuration::from_secs(ahead);
        let entry = till.begin();
        till.next.branch = uuid::Uuid::now_v7().simple().to_string()[24..].to_owned();
        till.next.seq = 1;
        let push = till
            .post("/v1/sync/journal")
            .header(TIME_HEADER, sent.to_string());
        let answer = push.body(body(&[entry])).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        let told = answer.headers()[TIME_HEADER].to_str().unwrap();
        told.parse::<jiff::Timestamp>().expect("the server's clock");
        let kept: i64 = sqlx::query_scalar("select skew_s from sync.register_clock")
            .fetch_one(shop.db())
            .await
            .unwrap();
        assert!((kept - ahead).abs() < 60, "{kept} is not {ahead}");
        let samples = scrape(&shop).await;
        assert_eq!(value(&samples, "evertill_registers_clock_wrong"), wrong);
    }
    shop.close().await;
}
