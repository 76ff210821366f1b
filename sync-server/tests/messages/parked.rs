//! What an admin sees and decides of parked messages, over HTTP.

use crate::support::http::{get, keyed, post, refusal};
use crate::support::login::access_token;
use crate::support::shop::Shop;
use pos_protocol::codes::Code;
use reqwest::StatusCode;
use serde_json::{Value, json};
use sync_server::platform::consumer::deal;
use sync_server::platform::message::Message;
use uuid::Uuid;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_admin_lists_replays_and_discards() {
    let shop = Shop::open().await;
    let books = sync_server::modules::ordering::consumers()[0];
    let broken = [Message {
        id: Uuid::now_v7(),
        kind: "evertill.order.completed.v1".to_owned(),
        body: b"broken".to_vec(),
    }];
    deal(shop.db(), books, &broken).await.unwrap();
    let token = access_token("ada").await;

    let list = get(&shop, "/v1/ops/parked").bearer_auth(&token);
    let list: Value = list.send().await.unwrap().json().await.unwrap();
    let parked = &list["parked"][0];
    assert_eq!(parked["message_id"], broken[0].id.to_string());
    assert_eq!(
        (&parked["consumer"], &parked["body"]),
        (&"ordering.books".into(), &"broken".into())
    );
    let one = |verb: &str| format!("/v1/ops/parked/{}/{verb}", parked["id"]);

    let why = json!({ "reason": "the till was mended" });
    let decide = |verb: &str| keyed(&shop, &one(verb)).json(&why);

    let unauthorised = (StatusCode::UNAUTHORIZED, Code::StaffUnauthorized);
    assert_eq!(refusal(decide("discard")).await, unauthorised);
    let invalid = (StatusCode::UNPROCESSABLE_ENTITY, Code::InvalidRequest);
    let again = decide("replay").bearer_auth(&token);
    assert_eq!(refusal(again).await, invalid);
    for body in [
        json!({}),
        json!({ "reason": " " }),
        json!({ "reason": "a\u{7}b" }),
    ] {
        let odd = keyed(&shop, &one("discard")).json(&body);
        assert_eq!(refusal(odd.bearer_auth(&token)).await, invalid, "{body}");
    }
    let keyless = post(&shop, &one("discard")).json(&why).bearer_auth(&token);
    let missing = (StatusCode::BAD_REQUEST, Code::IdempotencyKeyMissing);
    assert_eq!(refusal(keyless).await, missing);

    let discard = || {
        let request = post(&shop, &one("discard")).json(&why).bearer_auth(&token);
        request.header("Idempotency-Key", "d1").send()
    };
    for replayed in [false, true] {
        let gone = discard().await.unwrap();
        assert_eq!(gone.status(), StatusCode::NO_CONTENT);
        assert_eq!(gone.headers().contains_key("idempotent-replayed"), replayed);
        assert!(!gone.headers().contains_key("content-type"));
    }
    let late = decide("discard").bearer_auth(&token);
    assert_eq!(refusal(late).await, (StatusCode::NOT_FOUND, Code::NotFound));
    let noted: Vec<(String, String)> = sqlx::query_as("select action, reason from platform.audit")
        .fetch_all(shop.db())
        .await
        .unwrap();
    let want = ("discard".to_owned(), "the till was mended".to_owned());
    assert_eq!(noted, [want]);
    shop.close().await;
}
