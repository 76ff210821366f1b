//! Span ids that whoever knows the basket, the order or the message can work out.

use sha2::{Digest, Sha256};
use uuid::Uuid;

/// The name under which a message carries its trace and its span: W3C Trace Context.
pub const TRACEPARENT: &str = "traceparent";

/// A span's id; never 0, which would be no span.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SpanId(u64);

impl SpanId {
    /// The span of a basket's whole life, which all its other spans lie under.
    pub fn basket(basket: Uuid) -> SpanId {
        SpanId::of("basket", basket)
    }

    /// The span in which the last tender made the order.
    pub fn pay(order: Uuid) -> SpanId {
        SpanId::of("pay", order)
    }

    /// The span in which the server took the order in.
    pub fn ingest(order: Uuid) -> SpanId {
        SpanId::of("ingest", order)
    }

    /// The span in which the broker got a message.
    pub fn publish(message: Uuid) -> SpanId {
        SpanId::of("publish", message)
    }

    /// The id of a span that nobody else has to know. Without randomness it has the clockwork id of all such spans: two
    /// spans look like one, and nothing else comes of it.
    pub fn random() -> SpanId {
        SpanId::new(getrandom::u64().unwrap_or(1))
    }

    fn of(what: &str, id: Uuid) -> SpanId {
        let mut digest = Sha256::new();
        digest.update(what.as_bytes());
        digest.update(id.as_bytes());
        let mut first = [0; 8];
        first.copy_from_slice(&digest.finalize()[..8]);
        SpanId::new(u64::from_be_bytes(first))
    }

    fn new(id: u64) -> SpanId {
        SpanId(id.max(1))
    }

    pub(crate) fn to_wire(self) -> opentelemetry::trace::SpanId {
        self.0.into()
    }
}

/// The `traceparent` of a message that `span` of the basket sent.
pub fn traceparent(basket: Uuid, span: SpanId) -> String {
    format!("00-{}-{:016x}-01", basket.simple(), span.0)
}

/// The basket and the span that a `traceparent` names; none where it names none or is of a later version.
pub fn read_traceparent(text: &str) -> Option<(Uuid, SpanId)> {
    let mut parts = text.split('-');
    let (version, trace, span) = (parts.next()?, parts.next()?, parts.next()?);
    if version != "00" || trace.len() != 32 || span.len() != 16 {
        return None;
    }
    let basket = Uuid::try_parse(trace).ok().filter(|id| !id.is_nil())?;
    let span = u64::from_str_radix(span, 16).ok().filter(|id| *id != 0)?;
    Some((basket, SpanId(span)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: Uuid = Uuid::from_u128(0x0193_5f3e_7a10_7000_8000_0000_0000_0001);

    #[test]
    fn one_name_is_one_span_on_every_machine_and_other_names_are_others() {
        // Pinned: a till and a server of other versions must agree on it.
        assert_eq!(
            traceparent(ID, SpanId::pay(ID)),
            "00-01935f3e7a1070008000000000000001-97393f07d3309d70-01"
        );
        let all = [
            SpanId::basket(ID),
            SpanId::pay(ID),
            SpanId::ingest(ID),
            SpanId::publish(ID),
            SpanId::pay(Uuid::from_u128(2)),
            SpanId::random(),
            SpanId::random(),
        ];
        let different: std::collections::HashSet<_> = all.into_iter().collect();
        assert_eq!(different.len(), all.len());
        assert_eq!(SpanId::new(0), SpanId(1));
    }

    #[test]
    fn a_traceparent_is_read_back_and_nonsense_is_not() {
        let span = SpanId::publish(ID);
        let text = traceparent(ID, span);
        assert_eq!(read_traceparent(&text), Some((ID, span)));
        for nonsense in [
            "",
            "00",
            "01-01935f3e7a1070008000000000000001-00000000000000ab-01",
            "00-00000000000000000000000000000000-00000000000000ab-01",
            "00-01935f3e7a1070008000000000000001-0000000000000000-01",
            "00-01935f3e7a107000800000000000000g-00000000000000ab-01",
            "00-01935f3e7a1070008000000000000001-ab-01",
        ] {
            assert_eq!(read_traceparent(nonsense), None, "{nonsense}");
        }
    }
}
