//! A message from a queue, and who deals with it.

use crate::platform::broker::Subscription;
use crate::platform::culprits::{Apply, ApplyError};
use crate::platform::ids::hashed_id;
use lapin::message::Delivery;
use pos_protocol::Hash;
use pos_protocol::event::CloudEvent;
use serde::de::DeserializeOwned;
use uuid::Uuid;

/// A message as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The message id.
    pub id: Uuid,
    /// The event type.
    pub kind: String,
    /// The bytes.
    pub body: Vec<u8>,
}

impl Message {
    /// What the broker has delivered.
    pub(super) fn of(delivery: &Delivery) -> Message {
        let properties = &delivery.properties;
        let named = properties.message_id().as_ref();
        Message {
            // A message that nobody named is still to be known when it comes again.
            id: named
                .and_then(|id| Uuid::parse_str(id.as_str()).ok())
                .unwrap_or_else(|| hashed_id(Hash::of(&delivery.data))),
            kind: properties
                .kind()
                .as_ref()
                .map_or_else(|| delivery.routing_key.to_string(), ToString::to_string),
            body: delivery.data.clone(),
        }
    }

    /// The data of the event that it is, which has to be a `kind`.
    pub fn event<T: DeserializeOwned>(&self, kind: &str) -> Result<T, ApplyError> {
        let event: CloudEvent<T> = serde_json::from_slice(&self.body)
            .map_err(|error| ApplyError::Permanent(format!("not a {kind}: {error}")))?;
        if event.kind != kind {
            let reason = format!("not a {kind} but a {}", event.kind);
            return Err(ApplyError::Permanent(reason));
        }
        Ok(event.data)
    }
}

/// What a module does with the messages of one queue. It is handed only those that it has not dealt with before, in
/// no particular order, and so must not depend on any. A message whose event the outbox does not have comes every time, so
/// each effect has to be one that may come twice.
pub trait Consumer: Apply<Message> + 'static {
    /// Its queue, whose name is the consumer's own.
    fn subscription(&self) -> Subscription;
}
