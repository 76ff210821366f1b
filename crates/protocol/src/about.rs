//! Which basket an entry or an event is about, read without its figures.

use serde::Deserialize;
use uuid::Uuid;

/// What an entry or an event says of the basket that it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// The kind of the entry, or the type of the event.
    pub kind: String,
    /// The basket.
    pub basket: Uuid,
    /// The order that it became, or is about to become.
    pub order: Option<Uuid>,
}

/// The kind of the entry that ends a basket with an order.
const COMPLETED: &str = "order.completed.v1";

/// A payload has the id, or the thing itself.
#[derive(Deserialize)]
#[serde(untagged)]
enum Named {
    Id(Uuid),
    Thing { id: Uuid },
}

#[derive(Deserialize)]
struct Payload {
    basket: Option<Named>,
    order: Option<Named>,
}

#[derive(Deserialize)]
struct Body {
    #[serde(alias = "type")]
    kind: String,
    #[serde(alias = "data")]
    payload: Payload,
}

impl Named {
    fn id(self) -> Uuid {
        match self {
            Named::Id(id) | Named::Thing { id } => id,
        }
    }
}

impl About {
    /// Reads the body of an entry or the text of an event; none where it is about no basket, or can't be read.
    pub fn of(body: &str) -> Option<About> {
        let body: Body = serde_json::from_str(body).ok()?;
        Some(About {
            basket: body.payload.basket?.id(),
            order: body.payload.order.map(Named::id),
            kind: body.kind,
        })
    }

    /// The order that this entry ends the basket with; none of any other entry or event.
    pub fn completes(&self) -> Option<Uuid> {
        self.order.filter(|_| self.kind == COMPLETED)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASKET: &str = "01935f3e-7a10-7000-8000-000000000001";
    const ORDER: &str = "01935f3e-7a10-7000-8000-000000000002";

    fn about(body: &str) -> Option<(String, bool)> {
        let about = About::of(body)?;
        assert_eq!(about.basket.to_string(), BASKET);
        let order = about.order.map(|id| id.to_string());
        assert!(order.as_ref().is_none_or(|id| id == ORDER));
        Some((about.kind, order.is_some()))
    }

    #[test]
    fn entries_and_events_name_their_basket_and_order() {
        let order = format!(
            r#"{{"kind": "order.completed.v1", "seq": 3, "payload": {{"basket": "{BASKET}", "order": {{"id": "{ORDER}", "lines": []}}}}}}"#
        );
        assert_eq!(about(&order), Some(("order.completed.v1".to_owned(), true)));
        let completes = |body: &str| About::of(body).and_then(|about| about.completes());
        assert_eq!(completes(&order), Some(ORDER.parse().unwrap()));
        let held = format!(
            r#"{{"kind": "basket.held.v1", "payload": {{"shift": "s", "basket": {{"id": "{BASKET}", "lines": [1]}}}}}}"#
        );
        assert_eq!(about(&held), Some(("basket.held.v1".to_owned(), false)));
        let event =
            format!(r#"{{"type": "t", "data": {{"basket": "{BASKET}", "order": "{ORDER}"}}}}"#);
        assert_eq!(about(&event), Some(("t".to_owned(), true)));
        assert_eq!((completes(&held), completes(&event)), (None, None));
    }

    #[test]
    fn what_is_about_no_basket_says_so() {
        for body in [
            "",
            "{}",
            r#"{"kind": "cash.moved.v1", "payload": {"amount": 5}}"#,
            r#"{"kind": "k", "payload": {"basket": 5}}"#,
        ] {
            assert_eq!(about(body), None, "{body}");
        }
    }
}
