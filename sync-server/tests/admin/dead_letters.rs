//! What the broker gives up comes to lie beside the parked messages, once, with the reason, and is replayed from there.

use crate::support::office::Browser;
use crate::support::shop::Shop;
use lapin::options::{BasicPublishOptions, QueueDeclareOptions};
use lapin::types::{AMQPValue, FieldTable, LongString};
use lapin::{BasicProperties, Connection, ConnectionProperties};
use reqwest::StatusCode;
use serde_json::json;
use uuid::Uuid;

/// Puts a message into a queue that gives it up at once.
async fn give_up(shop: &Shop, id: Uuid) {
    let properties = ConnectionProperties::default();
    let connection = Connection::connect(&shop.broker.url(), properties)
        .await
        .unwrap();
    let channel = connection.create_channel().await.unwrap();
    let mut arguments = FieldTable::default();
    let dead = AMQPValue::LongString(LongString::from("evertill.dead"));
    arguments.insert("x-dead-letter-exchange".into(), dead);
    arguments.insert("x-message-ttl".into(), AMQPValue::LongInt(1));
    let options = QueueDeclareOptions::durable();
    channel
        .queue_declare("unread".into(), options, arguments)
        .await
        .unwrap();
    let named = BasicProperties::default()
        .with_message_id(id.to_string().into())
        .with_type("evertill.order.completed.v1".into());
    channel
        .basic_publish(
            "".into(),
            "unread".into(),
            BasicPublishOptions::default(),
            b"some bytes",
            named,
        )
        .await
        .unwrap();
    connection.close(200, "done".into()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dead_letter_is_kept_with_its_reason_and_decided_like_any_other() {
    let shop = Shop::open().await;
    let ada = Browser::of(&shop, "ada", &["admin"]).await;
    // The exchange is there as soon as the server has been at the broker.
    while !shop.state.broker.is_up().await {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    let id = Uuid::now_v7();
    give_up(&shop, id).await;
    shop.until("select count(*) = 1 from platform.parked").await;
    let row: (String, Uuid, String, String, Vec<u8>) =
        sqlx::query_as("select consumer, message_id, source, reason, body from platform.parked")
            .fetch_one(shop.db())
            .await
            .unwrap();
    assert_eq!(
        (row.0.as_str(), row.1, row.2.as_str()),
        ("unread", id, "dead_lettered")
    );
    assert!(row.3.contains("nobody read it in time"), "{}", row.3);
    assert_eq!(row.4, b"some bytes");

    let path = |verb: &str| format!("/admin/api/parked/1/{verb}");
    let why = json!({ "reason": "nobody wants it" });
    let nobody = ada.post(&path("replay")).json(&why).send().await.unwrap();
    assert_eq!(nobody.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        nobody
            .text()
            .await
            .unwrap()
            .contains("nobody is called unread")
    );
    let gone = ada.post(&path("discard")).json(&why).send().await.unwrap();
    assert_eq!(gone.status(), StatusCode::NO_CONTENT);
    shop.close().await;
}
