//! The refusals that routes have in common, as the OpenAPI document names them. A set is a list of codes; status,
//! description and body follow from these, so that a route lists its refusals in a word or two.
//!
//! What may happen to any request (500, 503) and what follows from a code (a header, who has to ask) is added by
//! [`super::document::finish`].

use crate::problem::status_of;
use pos_protocol::codes::{Code, Problem};
use std::collections::BTreeMap;
use utoipa::openapi::{ContentBuilder, Ref, RefOr, Response, ResponseBuilder};
use utoipa::{IntoResponses, ToSchema};

/// The media type of every refusal.
const PROBLEM: &str = "application/problem+json";

macro_rules! sets {
    ($($(#[$doc:meta])* $name:ident: $($code:ident)+;)+) => {$(
        $(#[$doc])*
        pub struct $name;

        impl IntoResponses for $name {
            fn responses() -> BTreeMap<String, RefOr<Response>> {
                refusals(&[$(Code::$code),+])
            }
        }
    )+};
}

sets! {
    /// A member of staff asks, with a role that may.
    Staff: StaffUnauthorized Forbidden StaffRevoked;
    /// A register asks.
    Device: DeviceUnauthorized;
    /// A register or a member of staff asks.
    Caller: DeviceUnauthorized StaffUnauthorized Forbidden StaffRevoked;
    /// As [`Caller`], where a register has to be in use.
    Claimer: DeviceUnauthorized StaffUnauthorized Forbidden StaffRevoked RegisterRevoked;
    /// A query string is read.
    Query: InvalidRequest;
    /// A JSON body is read.
    Body: BodyTooLarge UnsupportedMediaType InvalidRequest;
    /// Something is named in the path.
    Missing: NotFound;
    /// A POST with an Idempotency-Key and a JSON body.
    Keyed: IdempotencyKeyMissing RequestInProgress BodyTooLarge UnsupportedMediaType InvalidRequest
        IdempotencyKeyReused;
    /// As [`Keyed`], where something new gets an identity that may be taken.
    Create: IdempotencyKeyMissing RequestInProgress AlreadyExists BodyTooLarge UnsupportedMediaType InvalidRequest
        IdempotencyKeyReused;
    /// As [`Keyed`], where what is asked for may be too late.
    Void: IdempotencyKeyMissing RequestInProgress NotVoidable BodyTooLarge UnsupportedMediaType InvalidRequest
        IdempotencyKeyReused;
    /// As [`Keyed`], of a held basket that somebody else may have.
    KeyedBasket: IdempotencyKeyMissing RequestInProgress BasketTaken BasketStale BodyTooLarge UnsupportedMediaType
        InvalidRequest IdempotencyKeyReused;
    /// A change that may name the version that it was made of.
    Versioned: PreconditionFailed;
    /// A change that has to name the version that it was made of.
    VersionRequired: PreconditionFailed PreconditionRequired;
    /// A tax class that products may name.
    TaxClassUsed: TaxClassInUse;
    /// A push that is none.
    Push: ProtocolMismatch MalformedBatch BatchTooLarge;
    /// An image that is not kept, or not so far.
    Image: NotFound RangeUnsatisfiable;
    /// A basket that somebody else has.
    Taken: BasketTaken BasketStale;
    /// Figures that need a token of their own.
    Figures: StaffUnauthorized;
    /// The catalogue's cursor is another database's.
    Cursor: CursorUnknown;
    /// Registers that may not be enrolled.
    Enrolment: EnrolmentCodeInvalid EnrolmentProofInvalid RegisterRevoked;
    /// A grant for somebody on a register that both have to count here.
    Grant: DeviceUnauthorized StaffUnauthorized Forbidden RegisterRevoked StaffRevoked
        UnknownRegister;
    /// A register that was never enrolled here.
    Unenrolled: UnknownRegister;
}

/// The answers of `codes`, those of one status together.
pub fn refusals(codes: &[Code]) -> BTreeMap<String, RefOr<Response>> {
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    for code in codes {
        let text = texts.entry(status_of(*code).as_str().to_owned());
        let text = text.or_default();
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&format!("`{}`: {}", code.as_str(), code.way_out()));
    }
    texts
        .into_iter()
        .map(|(status, text)| (status, RefOr::T(refusal(text))))
        .collect()
}

fn refusal(text: String) -> Response {
    let schema = Ref::from_schema_name(Problem::name());
    let content = ContentBuilder::new().schema(Some(schema)).build();
    ResponseBuilder::new()
        .description(text)
        .content(PROBLEM, content)
        .build()
}
