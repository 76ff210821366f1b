//! Another program of the shop, signed in as its admin, at the routes of held baskets.

use super::http::request;
use super::login::access_token;
use super::shop::Shop;
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};
use uuid::Uuid;

/// The trading day of all that these programs do.
pub const DAY: &str = "2026-11-23";

/// A program.
pub struct Program<'s> {
    /// The shop that it works for.
    pub shop: &'s Shop,
    token: String,
}

/// A held basket as the server answered with it.
#[derive(Debug, Clone)]
pub struct Seen {
    /// Its ETag.
    pub etag: String,
    /// What it says.
    pub body: Value,
}

impl Program<'_> {
    /// One that the admin runs.
    pub async fn of(shop: &Shop) -> Program<'_> {
        Program::run_by(shop, "ada").await
    }

    /// One that this member of staff runs.
    pub async fn run_by<'s>(shop: &'s Shop, username: &str) -> Program<'s> {
        let token = access_token(username).await;
        Program { shop, token }
    }

    /// Adds products `A1` at 2.55 and `W1` at 3.999, both with 20 % VAT in it.
    pub async fn stock(&self) {
        for (code, price) in [("A1", "2.55"), ("W1", "3.999")] {
            let product = json!({ "code": code, "name": code, "category": "Kitchen", "unit": "each",
                "unit_price": price, "taxes": [{ "name": "VAT", "percent": "20", "included": true }] });
            let path = "/v1/catalog/products";
            let made = self.send(Method::POST, path, None, Some(&product)).await;
            assert_eq!(made.status(), StatusCode::CREATED);
        }
    }

    /// A request with this If-Match, and with a new Idempotency-Key where it needs one.
    pub async fn send(
        &self,
        method: Method,
        path: &str,
        etag: Option<&str>,
        body: Option<&Value>,
    ) -> Response {
        let key = Uuid::now_v7().to_string();
        self.send_as(&key, method, path, etag, body).await
    }

    /// As [`Program::send`], under this Idempotency-Key.
    pub async fn send_as(
        &self,
        key: &str,
        method: Method,
        path: &str,
        etag: Option<&str>,
        body: Option<&Value>,
    ) -> Response {
        let mut asked = request(self.shop, method.clone(), path).bearer_auth(&self.token);
        if method == Method::POST {
            asked = asked.header("Idempotency-Key", key);
        }
        if let Some(etag) = etag {
            asked = asked.header("If-Match", etag);
        }
        if let Some(body) = body {
            asked = asked.json(body);
        }
        asked.send().await.unwrap()
    }

    /// Puts a basket of so many thousandths of each code.
    pub async fn put(&self, id: Uuid, etag: Option<&str>, lines: &[(&str, i64)]) -> Response {
        let lines = lines.iter();
        let lines = lines.map(|(code, quantity)| json!({ "code": code, "quantity": quantity }));
        let body = json!({ "business_day": DAY, "name": "Web order 7", "external_reference": "web-7",
            "lines": lines.collect::<Vec<_>>() });
        self.send(Method::PUT, &path(id), etag, Some(&body)).await
    }

    /// As [`Program::put`], of a new basket.
    pub async fn put_new(&self, lines: &[(&str, i64)]) -> (Uuid, Seen) {
        let id = Uuid::now_v7();
        let made = self.put(id, None, lines).await;
        assert_eq!(made.status(), StatusCode::CREATED);
        assert_eq!(made.headers()["location"], path(id));
        (id, seen(made).await)
    }

    /// Reads a basket.
    pub async fn read(&self, id: Uuid) -> Seen {
        let answer = self.send(Method::GET, &path(id), None, None).await;
        assert_eq!(answer.status(), StatusCode::OK);
        seen(answer).await
    }

    /// Reads something that is there.
    pub async fn get(&self, path: &str) -> Value {
        let answer = self.send(Method::GET, path, None, None).await;
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        answer.json().await.unwrap()
    }

    /// Asks for a basket, under this fence.
    pub async fn claim(&self, id: Uuid, fence: Option<u64>) -> Response {
        let body = json!({ "business_day": DAY, "fence": fence });
        let path = format!("{}/claim", path(id));
        self.send(Method::POST, &path, None, Some(&body)).await
    }

    /// Is paid for a basket in cash.
    pub async fn check_out(&self, id: Uuid, etag: &str) -> Response {
        let body = json!({ "business_day": DAY, "tender": { "kind": "cash" } });
        let path = format!("{}/checkout", path(id));
        self.send(Method::POST, &path, Some(etag), Some(&body))
            .await
    }

    /// Changes what a product costs.
    pub async fn reprice(&self, code: &str, price: &str) {
        let path = format!("/v1/catalog/products/{code}/price");
        let body = json!({ "unit_price": price });
        let answer = self.send(Method::PUT, &path, None, Some(&body)).await;
        assert_eq!(answer.status(), StatusCode::OK);
    }
}

/// Where a basket is.
pub fn path(id: Uuid) -> String {
    format!("/v1/baskets/{id}")
}

/// The basket of an answer.
pub async fn seen(answer: Response) -> Seen {
    let etag = answer.headers()["etag"].to_str().unwrap().to_owned();
    let body = answer.json().await.unwrap();
    Seen { etag, body }
}
