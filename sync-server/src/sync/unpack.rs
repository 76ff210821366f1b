//! Reads the body of a push: JSON under zstd, never more of it than the limit allows, whatever it claims to be.

use crate::problem::ApiError;
use crate::sync::read::Delivered;
use pos_protocol::codes::Code;
use pos_protocol::limits::{MAX_BATCH_BYTES, MAX_BATCH_ENTRIES};
use pos_protocol::sync::PushRequest;
use std::cell::RefCell;
use zstd::zstd_safe::{DCtx, DParameter, InBuffer, OutBuffer, ResetDirective};
use zstd::zstd_safe::{get_error_name, get_frame_content_size};

/// The largest window that a frame may ask for: 16 MiB, above what the limit can use.
const WINDOW_LOG_MAX: u32 = 24;

thread_local! {
    /// A thread's unpacker. To make one asks the processor what it can do, which in a virtual machine takes as long as to check
    /// half a signature.
    static UNPACKER: RefCell<DCtx<'static>> = RefCell::new(DCtx::create());
}

/// The entries of a push.
pub(super) fn unpack(body: &[u8]) -> Result<Vec<Delivered>, ApiError> {
    let json = UNPACKER.with_borrow_mut(|unpacker| unpacked(unpacker, body))?;
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

/// What is in `body`. It stops when there is more than the limit.
fn unpacked(unpacker: &mut DCtx<'_>, body: &[u8]) -> Result<Vec<u8>, ApiError> {
    let internal = |code| ApiError::internal(&get_error_name(code));
    // What the last body has left unfinished is forgotten.
    unpacker
        .reset(ResetDirective::SessionOnly)
        .and_then(|_| unpacker.set_parameter(DParameter::WindowLogMax(WINDOW_LOG_MAX)))
        .map_err(internal)?;
    let most = MAX_BATCH_BYTES + 1;
    // Room for as much as it says it is; what is packed as a stream says nothing.
    let says = get_frame_content_size(body).ok().flatten();
    let room = says.and_then(|size| usize::try_from(size).ok());
    let mut json = Vec::with_capacity(room.unwrap_or(body.len()).clamp(1, most));
    let mut input = InBuffer::around(body);
    loop {
        let there = json.len();
        let mut output = OutBuffer::around_pos(&mut json, there);
        let left = unpacker
            .decompress_stream(&mut output, &mut input)
            .map_err(|code| malformed(&get_error_name(code)))?;
        let (read, full) = (input.pos() == body.len(), json.len() == json.capacity());
        match (left, read, full) {
            (0, true, _) => return Ok(json),
            (_, _, true) if json.len() >= most => return Ok(json),
            (_, _, true) => json.reserve(json.len()),
            (_, true, false) => return Err(malformed(&"it ends too early")),
            (_, false, false) => {}
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    const EMPTY: &[u8] = br#"{"entries":[]}"#;

    fn fate(body: &[u8]) -> Result<usize, Code> {
        unpack(body)
            .map(|entries| entries.len())
            .map_err(|error| error.code)
    }

    #[test]
    fn a_push_may_be_packed_at_once_as_a_stream_or_in_parts() {
        let (at_once, stream) = (
            zstd::bulk::compress(EMPTY, 3).unwrap(),
            zstd::encode_all(EMPTY, 3).unwrap(),
        );
        let parts: Vec<_> = EMPTY
            .chunks(5)
            .flat_map(|part| zstd::encode_all(part, 1).unwrap())
            .collect();
        for body in [at_once, stream, parts] {
            assert_eq!(fate(&body), Ok(0));
        }
    }

    #[test]
    fn what_ends_too_early_or_is_none_spoils_nothing_for_the_next() {
        let body = zstd::encode_all(EMPTY, 3).unwrap();
        for bad in [
            &body[..body.len() - 1],
            &body[..6],
            &[],
            &b"none at all"[..],
        ] {
            assert_eq!(fate(bad), Err(Code::MalformedBatch));
            assert_eq!(fate(&body), Ok(0));
        }
    }

    #[test]
    fn more_than_the_limit_is_not_unpacked_whatever_it_says_of_itself() {
        let large = vec![b' '; 4 * MAX_BATCH_BYTES];
        let (says, hides) = (
            zstd::bulk::compress(&large, 3).unwrap(),
            zstd::encode_all(&large[..], 3).unwrap(),
        );
        for body in [says, hides] {
            let there = unpacked(&mut DCtx::create(), &body).unwrap();
            assert!(there.len() < large.len());
            assert_eq!(fate(&body), Err(Code::BatchTooLarge));
        }
    }
}
