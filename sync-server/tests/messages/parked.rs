//! What an admin sees and decides of parked messages, over HTTP.

use crate::support::http::{get, post, problem};
use crate::support::login::access_token;
use crate::support::shop::Shop;
use pos_protocol::codes::Code;
use reqwest::StatusCode;
use serde_json::Value;
use sync_server::platform::consumer::{Message, deal};
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

    let refused = post(&shop, &one("discard")).send().await.unwrap();
    assert_eq!(
        problem(refused).await,
        (StatusCode::UNAUTHORIZED, Code::StaffUnauthorized)
    );
    let again = post(&shop, &one("replay"))
        .bearer_auth(&token)
        .send()
        .await
        .unwrap();
    assert_eq!(
        problem(again).await,
        (StatusCode::UNPROCESSABLE_ENTITY, Code::InvalidRequest)
    );
    let gone = post(&shop, &one("discard"))
        .bearer_auth(&token)
        .send()
        .await
        .unwrap();
    assert_eq!(gone.status(), StatusCode::NO_CONTENT);
    let late = post(&shop, &one("discard"))
        .bearer_auth(&token)
        .send()
        .await
        .unwrap();
    assert_eq!(problem(late).await, (StatusCode::NOT_FOUND, Code::NotFound));
    shop.close().await;
}
