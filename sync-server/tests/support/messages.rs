//! The events of a shop, as its consumers are handed them.

use super::shop::Shop;
use sync_server::platform::message::Message;
use uuid::Uuid;

/// All events, in their order.
pub async fn messages(shop: &Shop) -> Vec<Message> {
    let rows: Vec<(Uuid, String, String)> =
        sqlx::query_as("select id, kind, body from platform.outbox order by position")
            .fetch_all(shop.db())
            .await
            .unwrap();
    let message = |(id, kind, body): (Uuid, String, String)| Message {
        id,
        kind,
        body: body.into_bytes(),
    };
    rows.into_iter().map(message).collect()
}

/// Those of one type.
pub async fn messages_of(shop: &Shop, kind: &str) -> Vec<Message> {
    let mut all = messages(shop).await;
    all.retain(|message| message.kind == kind);
    all
}
