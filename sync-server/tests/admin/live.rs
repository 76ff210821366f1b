//! The live stream: everything at once, then what changes; and what a register tells of itself is in it.

use crate::support::journal::{Till, mug};
use crate::support::office::Browser;
use crate::support::shop::Shop;
use futures::StreamExt;
use pos_protocol::UNSENT_HEADER;
use reqwest::Method;
use serde_json::Value;
use std::time::Duration;
use tokio::time::Instant;

/// The events of a stream, one after the other.
struct Events {
    bytes: std::pin::Pin<Box<dyn futures::Stream<Item = reqwest::Result<Vec<u8>>> + Send>>,
    text: String,
}

impl Events {
    async fn open(browser: &Browser) -> Events {
        let request = browser.request(Method::GET, "/admin/api/live");
        let answer = request.send().await.unwrap();
        assert_eq!(answer.headers()["content-type"], "text/event-stream");
        let bytes = answer
            .bytes_stream()
            .map(|chunk| chunk.map(|bytes| bytes.to_vec()));
        Events {
            bytes: Box::pin(bytes),
            text: String::new(),
        }
    }

    /// The next event's name and sections.
    async fn next(&mut self) -> (String, Value) {
        loop {
            if let Some((event, rest)) = self.text.split_once("\n\n") {
                let (event, rest) = (event.to_owned(), rest.to_owned());
                self.text = rest;
                let field = |name: &str| {
                    let line = event.lines().find_map(|line| line.strip_prefix(name));
                    line.map(|value| value.trim().to_owned())
                };
                let data = field("data:").expect("data");
                return (
                    field("event:").expect("a name"),
                    serde_json::from_str(&data).unwrap(),
                );
            }
            // The server says something every few seconds; a machine with much else to do takes longer to hear it.
            let wait = tokio::time::timeout(Duration::from_secs(30), self.bytes.next());
            let chunk = wait.await.expect("a word now and then");
            self.text
                .push_str(&String::from_utf8(chunk.unwrap().unwrap()).unwrap());
        }
    }

    /// Waits until the sections that came so far hold something.
    async fn until(&mut self, what: &str, holds: impl Fn(&Value) -> bool) -> Value {
        let deadline = Instant::now() + Duration::from_secs(60);
        let mut all = serde_json::json!({});
        loop {
            let (_, sections) = self.next().await;
            for (name, value) in sections.as_object().unwrap() {
                all[name] = value.clone();
            }
            if holds(&all) {
                return all;
            }
            assert!(Instant::now() < deadline, "{what}: {all}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_admin_watches_the_shop_live() {
    let shop = Shop::open_as(
        std::sync::Arc::new(sync_server::platform::clock::SystemClock),
        |_| {},
    )
    .await;
    let ada = Browser::of(&shop, "ada", &["admin"]).await;
    let mut events = Events::open(&ada).await;
    let (name, _) = events.next().await;
    assert_eq!(name, "snapshot");
    let all = events
        .until("everything is known", |all| {
            let known = ["queues", "registers", "sales", "outbox", "messages"];
            known.iter().all(|name| !all[*name].is_null()) && all["broker"]["up"] == true
        })
        .await;
    assert_eq!(all["queues"][0]["name"], "ordering.books");
    assert_eq!(all["server"]["database"], true);

    let mut till = Till::enrolled(&shop).await;
    till.next.business_day = all["sales"]["today"].as_str().map(str::to_owned);
    let entries = [till.begin(), till.open_shift(), till.order(&mug())];
    till.push(&entries).await;
    // A register is noted once in ten seconds; this one has just been.
    tokio::time::sleep(Duration::from_millis(10_100)).await;
    let held = till
        .post("/v1/sync/held")
        .header(UNSENT_HEADER, "14")
        .json(&serde_json::json!({ "hashes": [] }));
    assert!(held.send().await.unwrap().status().is_success());
    let all = events
        .until("the register has told", |all| {
            all["registers"]["registers"][0]["unsent"] == 14
        })
        .await;
    let register = &all["registers"]["registers"][0];
    assert_eq!(register["id"], till.register.to_string());
    assert!(register["last_seen"].is_string());
    assert_eq!(all["registers"]["heads"][0]["seq"], 3);
    let all = events
        .until("the sale is in the day", |all| {
            all["sales"]["sales"][0]["net"] == 212
        })
        .await;
    assert_eq!(all["sales"]["open_shifts"][0]["number"], 1);
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_stream_ends_with_the_session() {
    let shop = Shop::open().await;
    let ada = Browser::of(&shop, "ada", &["admin"]).await;
    let mut events = Events::open(&ada).await;
    assert_eq!(events.next().await.0, "snapshot");
    sqlx::query("delete from admin.session")
        .execute(shop.db())
        .await
        .unwrap();
    let deadline = Instant::now() + Duration::from_secs(40);
    while events.next().await.0 != "ended" {
        assert!(
            Instant::now() < deadline,
            "nobody was told that the session ended"
        );
    }
    shop.close().await;
}
