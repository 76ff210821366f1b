//! The stable codes of the wire. Each names its automatic way out, so that no till ever waits for a person to sync.

use crate::catalog::SnapshotOffer;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $text:literal, $way_out:literal;)+) => {
        /// A stable code.
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Code { $(
            $(#[$doc])*
            #[serde(rename = $text)]
            #[cfg_attr(feature = "openapi", schema(rename = $text))]
            $variant
        ),+ }

        impl Code {
            /// Every code.
            pub const ALL: &[Code] = &[$(Code::$variant),+];
            /// The code as it is written on the wire.
            pub fn as_str(self) -> &'static str { match self { $(Code::$variant => $text),+ } }
            /// What happens next, without anybody doing anything, or what a person is to do.
            pub fn way_out(self) -> &'static str { match self { $(Code::$variant => $way_out),+ } }
        }
    };
}

codes! {
    /// The bytes of an entry don't have its hash.
    BadHash = "bad_hash", "The till reads the entry from its disk again; if the disk is damaged it begins a new branch.";
    /// No key of the register made the signature.
    BadSignature = "bad_signature", "The entry is kept in quarantine for an admin; the till goes on with the next one.";
    /// The parent isn't held.
    Gap = "gap", "The till asks what the server holds and sends from there.";
    /// Another entry has this place in the branch; booked all the same.
    Fork = "fork", "Booked; an admin is shown the fork and the till begins a new branch.";
    /// The entry's register was never enrolled here.
    UnknownRegister = "unknown_register", "The entry stays on the till; enrol the register and it is sent again.";
    /// The register was revoked.
    RegisterRevoked = "register_revoked", "The entry is kept in quarantine for an admin; the till goes on.";
    /// A kind of a newer program.
    UnknownKind = "unknown_kind", "Stored; it is booked after the server's upgrade.";
    /// The bytes are no entry.
    MalformedEntry = "malformed_entry", "The entry is kept in quarantine for an admin; the till goes on.";
    /// The payload does not fit its kind, or the database can't hold it.
    Unbookable = "unbookable", "The entry is kept in quarantine for an admin; the till goes on.";
    /// Larger than an entry may be.
    EntryTooLarge = "entry_too_large", "No till makes such an entry; update the till.";
    /// The request is no batch.
    MalformedBatch = "malformed_batch", "The till builds the batch again from its disk.";
    /// More entries or bytes than a push may have.
    BatchTooLarge = "batch_too_large", "The till sends half as many entries.";
    /// The till speaks another protocol.
    ProtocolMismatch = "protocol_mismatch", "The till goes on selling; update the older side.";
    /// The device token is missing, forged or expired.
    DeviceUnauthorized = "device_unauthorized", "The till signs a new nonce and tries again.";
    /// The catalogue cursor is not ours, or too old.
    CursorUnknown = "cursor_unknown", "The till takes the whole catalogue anew.";
    /// A part of something was asked for that has no such part.
    RangeUnsatisfiable = "range_unsatisfiable", "The till begins the download anew.";
    /// The enrolment code is unknown, used up or expired.
    EnrolmentCodeInvalid = "enrolment_code_invalid", "Ask a supervisor for a new code.";
    /// The proof does not fit the key.
    EnrolmentProofInvalid = "enrolment_proof_invalid", "Start the enrolment again on the register.";
    /// The staff token is missing, forged, expired or for another audience.
    StaffUnauthorized = "staff_unauthorized", "Sign in again.";
    /// An admin revoked the member of staff.
    StaffRevoked = "staff_revoked", "Ask an admin; whoever else works here signs in as always.";
    /// The roles don't allow it.
    Forbidden = "forbidden", "Ask somebody with the role that the message names.";
    /// A field of the request is not usable.
    InvalidRequest = "invalid_request", "Correct the field that the message names.";
    /// The body is larger than this route takes.
    BodyTooLarge = "body_too_large", "Send less at once.";
    /// The body is not JSON, or is not said to be.
    UnsupportedMediaType = "unsupported_media_type", "Send JSON and Content-Type: application/json.";
    /// This address doesn't know the method.
    MethodNotAllowed = "method_not_allowed", "Use a method that Allow names.";
    /// The thing changed since the caller read it.
    PreconditionFailed = "precondition_failed", "Read it again and decide anew with its new ETag.";
    /// A change has to name the version that it was made of.
    PreconditionRequired = "precondition_required", "Read it, and send its ETag as If-Match.";
    /// The request has no usable Idempotency-Key.
    IdempotencyKeyMissing = "idempotency_key_missing", "Send a new random key with every new request, and the same key with every repetition.";
    /// The key was used for another request.
    IdempotencyKeyReused = "idempotency_key_reused", "Send a new key with a new request.";
    /// The same request is being dealt with at this moment.
    RequestInProgress = "request_in_progress", "Send it again, with the same key, in a moment.";
    /// Something with this identity is there already.
    AlreadyExists = "already_exists", "Read what is there and change it, or choose another identity.";
    /// The order is no sale, or goods of it came back already.
    NotVoidable = "not_voidable", "Take back what is left of it against its receipt.";
    /// Products name the tax class.
    TaxClassInUse = "tax_class_in_use", "Give those products another tax class or taxes of their own first.";
    /// The held basket is another register's, or is held no longer.
    BasketTaken = "basket_taken", "Go on at the register that has it, or ring the goods up anew.";
    /// The held basket has been handed out or changed since the caller saw it.
    BasketStale = "basket_stale", "Look at the list again and choose anew.";
    /// There is no such thing.
    NotFound = "not_found", "Check the id or the address.";
    /// A backing service is away.
    Unavailable = "unavailable", "Try again after the time that Retry-After names.";
    /// A fault of the server.
    Internal = "internal", "Try again; an admin finds the trace id in the log.";
}

/// RFC 9457 problem details, as every error of the server is sent.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// `urn:evertill:problem:<code>`
    #[serde(rename = "type")]
    pub kind: String,
    /// The way out, in words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What happened, in words.
    pub detail: String,
    /// The stable code.
    pub code: Code,
    /// What the words speak of, by name, for a screen that words it itself.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub details: BTreeMap<String, String>,
    /// What a till is to take instead, with [`Code::CursorUnknown`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub snapshot: Option<SnapshotOffer>,
}
