//! The stable codes of the wire. Each names its automatic way out, so that no till ever waits for a person to sync.

use serde::{Deserialize, Serialize};

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $text:literal, $way_out:literal;)+) => {
        /// A stable code.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Code { $($(#[$doc])* #[serde(rename = $text)] $variant),+ }

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
    /// The enrolment code is unknown, used up or expired.
    EnrolmentCodeInvalid = "enrolment_code_invalid", "Ask a supervisor for a new code.";
    /// The proof does not fit the key.
    EnrolmentProofInvalid = "enrolment_proof_invalid", "Start the enrolment again on the register.";
    /// The staff token is missing, forged, expired or for another audience.
    StaffUnauthorized = "staff_unauthorized", "Sign in again.";
    /// The roles don't allow it.
    Forbidden = "forbidden", "Ask somebody with the role that the message names.";
    /// A field of the request is not usable.
    InvalidRequest = "invalid_request", "Correct the field that the message names.";
    /// There is no such thing.
    NotFound = "not_found", "Check the id or the address.";
    /// A backing service is away.
    Unavailable = "unavailable", "Try again after the time that Retry-After names.";
    /// A fault of the server.
    Internal = "internal", "Try again; an admin finds the trace id in the log.";
}

/// RFC 9457 problem details, as every error of the server is sent.
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
}
