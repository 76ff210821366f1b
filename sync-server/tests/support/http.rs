//! Requests as a till or an admin makes them, and answers as the tests read them.

use super::shop::Shop;
use pos_protocol::codes::{Code, Problem};
use pos_protocol::{PROTOCOL, PROTOCOL_HEADER};
use reqwest::{Method, RequestBuilder, Response, StatusCode};

/// A request of this protocol.
pub fn request(shop: &Shop, method: Method, path: &str) -> RequestBuilder {
    reqwest::Client::new()
        .request(method, format!("{}{path}", shop.url))
        .header(PROTOCOL_HEADER, PROTOCOL)
}

/// A POST of this protocol.
pub fn post(shop: &Shop, path: &str) -> RequestBuilder {
    request(shop, Method::POST, path)
}

/// A POST of this protocol that no other request has the Idempotency-Key of.
pub fn keyed(shop: &Shop, path: &str) -> RequestBuilder {
    post(shop, path).header("Idempotency-Key", uuid::Uuid::now_v7().to_string())
}

/// A GET of this protocol.
pub fn get(shop: &Shop, path: &str) -> RequestBuilder {
    request(shop, Method::GET, path)
}

/// A PUT of this protocol.
pub fn put(shop: &Shop, path: &str) -> RequestBuilder {
    request(shop, Method::PUT, path)
}

/// The status and the code of a refusal, which must be a whole problem document.
pub async fn refusal(request: RequestBuilder) -> (StatusCode, Code) {
    problem(request.send().await.unwrap()).await
}

/// As [`refusal`], of an answer.
pub async fn problem(answer: Response) -> (StatusCode, Code) {
    let status = answer.status();
    assert_eq!(answer.headers()["content-type"], "application/problem+json");
    assert_eq!(answer.headers()[PROTOCOL_HEADER], PROTOCOL.to_string());
    let problem: Problem = answer.json().await.unwrap();
    assert_eq!(problem.status, status.as_u16());
    assert_eq!(problem.title, problem.code.way_out());
    assert!(!problem.detail.is_empty());
    (status, problem.code)
}
