//! A sale at the demo's till, and what a collector hears of it.

use super::*;
use crate::errors::CommandError;
use pos_core::{Quantity, Tender};
use pos_till::TillEnv;
use pos_till::features::{AddLine, BeginPayment, HoldBasket, TakeTender};
use pos_traces::{Exporting, traceparent};
use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::thread::{self, JoinHandle};

/// Takes one request and answers with the spans in it.
fn collector() -> (Traces, JoinHandle<Vec<Value>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let traces = Traces::start(&Exporting {
        endpoint: format!("http://{}/", listener.local_addr().unwrap()),
        protocol: "http/json".to_owned(),
        service: "test".to_owned(),
        version: "0",
    });
    let taken = thread::spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        let mut lines = BufReader::new(&stream);
        let mut length = 0;
        loop {
            let mut line = String::new();
            lines.read_line(&mut line).unwrap();
            let line = line.to_lowercase();
            if let Some(value) = line.strip_prefix("content-length:") {
                length = value.trim().parse().unwrap();
            }
            if line.trim().is_empty() {
                break;
            }
        }
        let mut body = vec![0; length];
        lines.read_exact(&mut body).unwrap();
        (&stream)
            .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}")
            .unwrap();
        let sent: Value = serde_json::from_slice(&body).unwrap();
        let spans = &sent["resourceSpans"][0]["scopeSpans"][0]["spans"];
        spans.as_array().unwrap().clone()
    });
    (traces, taken)
}

/// One product scanned, one code that nobody knows, put aside; then another product sold for cash.
fn sell(till: &mut Till, traces: &Traces) -> Vec<(String, String)> {
    let scan = |till: &mut Till, text: &str| {
        let text = text.to_owned();
        traced(traces, Deed::SCAN, till, |till| {
            let quantity = Quantity::pieces(1).unwrap();
            features::add_line(till, &AddLine { text, quantity })?;
            Ok(())
        })
    };
    let tile = features::tiles(till, None).unwrap().remove(0);
    scan(till, &tile.code).unwrap();
    let unknown: CommandError = scan(till, "no such thing").unwrap_err();
    let aside = features::basket_id(till).unwrap().unwrap();
    let name = "for Mrs Lark".to_owned();
    traced(traces, Deed::HOLD, till, |till| {
        Ok(features::hold_basket(till, &HoldBasket { name })?)
    })
    .unwrap();
    scan(till, &tile.code).unwrap();
    let basket = features::basket_id(till).unwrap().unwrap();
    let payment = features::begin_payment(till, &BeginPayment::default()).unwrap();
    let tender = TakeTender {
        order_id: payment.order_id.clone(),
        id: basket.clone(),
        tender: Tender::Cash { given: payment.due },
    };
    for _ in 0..2 {
        // The second press takes nothing: the basket is gone, and so is its span.
        traced(traces, Deed::pay(&payment.order_id), till, |till| {
            Ok(features::take_tender(till, &tender)?)
        })
        .unwrap();
    }
    vec![
        (aside, unknown.code),
        (basket, payment.order_id),
        (tile.code, tile.name),
    ]
}

#[test]
fn each_basket_is_a_trace_of_what_was_done_to_it_and_names_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let mut till = Till::open(folder.path(), TillEnv::system(folder.path())).unwrap();
    features::demo_setup(&mut till).unwrap();
    let (traces, taken) = collector();
    let told = sell(&mut till, &traces);
    traces.stop();
    let spans = taken.join().unwrap();
    let [(aside, unknown), (basket, order), (code, goods)] = &told[..] else {
        panic!("{told:?}");
    };
    let of = |basket: &str| {
        let trace = basket.replace('-', "");
        let spans = spans.iter().filter(|span| span["traceId"] == trace);
        let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let told = spans.map(|span| (word(&span["name"]), word(&span["status"]["message"])));
        told.collect::<Vec<_>>()
    };
    let told = |name: &str, failed: &str| (name.to_owned(), failed.to_owned());
    // It is not over: whoever ends it tells its life.
    let expected = [told("scan", ""), told("scan", unknown), told("hold", "")];
    assert_eq!(of(aside), expected);
    let expected = [told("scan", ""), told("pay", ""), told("basket", "")];
    assert_eq!(of(basket), expected);
    let id = |name: &str| {
        let span = spans.iter().rfind(|span| span["name"] == name).unwrap();
        let (trace, own) = (&span["traceId"], &span["spanId"]);
        format!(
            "00-{}-{}-01",
            trace.as_str().unwrap(),
            own.as_str().unwrap()
        )
    };
    let (basket, order) = (basket.parse().unwrap(), order.parse().unwrap());
    assert_eq!(id("pay"), traceparent(basket, SpanId::pay(order)));
    assert_eq!(id("basket"), traceparent(basket, SpanId::basket(basket)));
    let text = serde_json::to_string(&spans).unwrap();
    for personal in ["Lark", "no such thing", "Dana", goods, code] {
        assert!(!text.contains(personal), "{personal}: {text}");
    }
}

#[test]
fn without_traces_the_same_sale_is_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let mut till = Till::open(folder.path(), TillEnv::system(folder.path())).unwrap();
    features::demo_setup(&mut till).unwrap();
    sell(&mut till, &Traces::default());
    assert_eq!(features::basket_id(&till).unwrap(), None);
}
