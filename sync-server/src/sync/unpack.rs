//! Reads the body of a push: JSON under zstd, never more of it than the limit allows, whatever it claims to be.

use crate::problem::ApiError;
use crate::sync::read::Delivered;
use pos_protocol::codes::Code;
use pos_protocol::limits::{MAX_BATCH_BYTES, MAX_BATCH_ENTRIES};
use pos_protocol::sync::PushRequest;
use std::io::Read;

/// The largest window that a frame may ask for: 16 MiB, above what the limit can use.
const WINDOW_LOG_MAX: u32 = 24;

/// How much larger a push is when unpacked: 6.4 times with two hundred orders, 2.2 with one. Room for it is made at once, instead
/// of doubled until it is enough.
const LARGER: usize = 7;

/// The entries of a push.
pub(super) fn unpack(body: &[u8]) -> Result<Vec<Delivered>, ApiError> {
    let mut decoder = zstd::Decoder::with_buffer(body).map_err(|error| malformed(&error))?;
    decoder
        .window_log_max(WINDOW_LOG_MAX)
        .map_err(|error| ApiError::internal(&error))?;
    let mut json = Vec::with_capacity(body.len().saturating_mul(LARGER).min(MAX_BATCH_BYTES));
    decoder
        .take(MAX_BATCH_BYTES as u64 + 1)
        .read_to_end(&mut json)
        .map_err(|error| malformed(&error))?;
    if json.len() > MAX_BATCH_BYTES {
        return Err(too_large());
    }
    let request: PushRequest = serde_json::from_slice(&json).map_err(|error| malformed(&error))?;
    let entries = request.entries;
    if entries.len() > MAX_BATCH_ENTRIES {
        return Err(too_large());
    }
    Ok(entries.into_iter().map(Delivered::from).collect())
}

/// More than a push may have.
pub(super) fn too_large() -> ApiError {
    let detail = format!(
        "A push has at most {MAX_BATCH_ENTRIES} entries and {MAX_BATCH_BYTES} bytes when unpacked."
    );
    ApiError::new(Code::BatchTooLarge, detail)
}

/// No push at all.
pub(super) fn malformed(cause: &dyn std::fmt::Display) -> ApiError {
    let detail = format!("The body is not a push as JSON under zstd: {cause}.");
    ApiError::new(Code::MalformedBatch, detail)
}
