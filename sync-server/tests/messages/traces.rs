//! One trace from the journal's door to every consumer, under the basket's id; and nothing that waits for a collector.

use crate::support::collector::{Collector, Seen};
use crate::support::journal::{Till, mug};
use crate::support::shop::Shop;
use pos_protocol::about::About;
use pos_traces::{SpanId, traceparent};
use std::sync::Arc;
use std::time::{Duration, Instant};
use sync_server::platform::clock::SystemClock;

/// The consumers that hear of a completed order.
const CONSUMERS: [&str; 3] = ["ordering.books", "ordering.double_sales", "ordering.stock"];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pushed_order_is_one_trace_from_the_door_to_every_consumer() {
    let collector = Collector::open().await;
    let shop = Shop::open_as(Arc::new(SystemClock), |settings| {
        collector.named_in(settings);
    })
    .await;
    let mut till = Till::enrolled(&shop).await;
    let entries = [till.begin(), till.open_shift(), till.order(&mug())];
    till.push(&entries).await;
    // The answer was lost.
    till.push(&entries).await;
    shop.until("select count(*) = 3 from platform.inbox").await;
    // What is under way is sent before the server ends.
    shop.close().await;

    let about = About::of(&entries[2].body).unwrap();
    let trace = about.basket.simple().to_string();
    let spans = collector.spans();
    let strange: Vec<&Seen> = spans.iter().filter(|span| span.trace != trace).collect();
    assert!(strange.is_empty(), "{strange:?}");
    let ingested: Vec<_> = named(&spans, "ingest")
        .map(|span| (span.fate.as_str(), span.parent.as_str()))
        .collect();
    let pay = hex(&about, SpanId::pay(about.order.unwrap()));
    let both = [("accepted", pay.as_str()), ("duplicate", pay.as_str())];
    assert_eq!(ingested, both);
    let ingest = named(&spans, "ingest").next().unwrap();
    let [publish] = &Vec::from_iter(named(&spans, "publish"))[..] else {
        panic!("{spans:?}");
    };
    assert_eq!(publish.parent, ingest.id);
    for consumer in CONSUMERS {
        let name = format!("consume {consumer}");
        let parents: Vec<_> = named(&spans, &name).map(|span| &span.parent).collect();
        assert_eq!(parents, [&publish.id], "{consumer}");
    }
    assert_eq!(spans.len(), 2 + 1 + CONSUMERS.len(), "{spans:?}");
    let text = collector.text();
    assert!(text.contains("evertill-server"), "{text}");
    for personal in ["Kim", "kim", "Mug", "22423"] {
        assert!(!text.contains(personal), "{personal}: {text}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_collector_that_is_away_delays_neither_books_nor_the_end() {
    let nobody = Collector::nobody().await;
    let shop = Shop::open_as(Arc::new(SystemClock), |settings| {
        settings.otel_exporter_otlp_endpoint = nobody;
    })
    .await;
    assert!(shop.state.traces.are_on());
    let mut till = Till::enrolled(&shop).await;
    let mut entries = vec![till.begin(), till.open_shift()];
    entries.extend((0..100).map(|_| till.order(&mug())));
    till.push(&entries).await;
    shop.until("select count(*) = 100 from ordering.books")
        .await;
    let traces = shop.state.traces.clone();
    shop.close().await;
    // Once more there is nothing to wait for.
    let begun = Instant::now();
    traces.stop();
    assert!(begun.elapsed() < Duration::from_secs(2));
}

fn named<'s>(spans: &'s [Seen], name: &'s str) -> impl Iterator<Item = &'s Seen> {
    spans.iter().filter(move |span| span.name == name)
}

/// A span's id as it is sent.
fn hex(about: &About, span: SpanId) -> String {
    let text = traceparent(about.basket, span);
    text.split('-').nth(2).unwrap().to_owned()
}
