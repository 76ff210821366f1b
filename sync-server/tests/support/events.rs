//! The event stream as a till hears it.

use super::http::get;
use super::register::Register;
use super::shop::Shop;
use pos_protocol::catalog::{CatalogNews, Cursor, NEWS};
use reqwest::{Response, StatusCode};
use std::time::Duration;
use tokio::time::timeout;

/// One listener.
pub struct Ear {
    answer: Response,
    heard: String,
}

impl Ear {
    /// One of a register of this shop, connected.
    pub async fn of(shop: &Shop) -> Ear {
        let token = Register::enrolled(shop).await.token(shop).await;
        Ear::with(shop, &token).await
    }

    /// One with this device token.
    pub async fn with(shop: &Shop, token: &str) -> Ear {
        let request = get(shop, "/v1/events").bearer_auth(token);
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        assert_eq!(answer.headers()["content-type"], "text/event-stream");
        assert!(answer.headers().get("content-encoding").is_none());
        let heard = String::new();
        Ear { answer, heard }
    }

    /// What is said next, without its empty line; none at the end.
    pub async fn said(&mut self) -> Option<String> {
        loop {
            if let Some((said, rest)) = self.heard.split_once("\n\n") {
                let (said, rest) = (said.to_owned(), rest.to_owned());
                self.heard = rest;
                return Some(said);
            }
            let more = timeout(Duration::from_secs(15), self.answer.chunk());
            let more = more.await.expect("something is said").ok().flatten()?;
            self.heard.push_str(std::str::from_utf8(&more).unwrap());
        }
    }

    /// The news that the catalogue is at `cursor`; what was told before is passed over.
    pub async fn told(&mut self, cursor: Cursor) -> CatalogNews {
        loop {
            let news = self.news().await;
            if news.cursor == cursor {
                return news;
            }
        }
    }

    /// The next news; signs of life are passed over.
    pub async fn news(&mut self) -> CatalogNews {
        loop {
            let said = self.said().await.expect("more is said");
            if said == ":" {
                continue;
            }
            let (name, data) = said.split_once('\n').unwrap();
            assert_eq!(name, format!("event: {NEWS}"));
            return serde_json::from_str(data.strip_prefix("data: ").unwrap()).unwrap();
        }
    }
}
