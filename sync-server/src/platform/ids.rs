//! New identities, made of the time that a clock says.

use jiff::Timestamp;
use uuid::{NoContext, Uuid};

/// A UUIDv7 of this moment.
pub fn new_id(now: Timestamp) -> Uuid {
    let seconds = now.as_second().unsigned_abs();
    let nanoseconds = now.subsec_nanosecond().unsigned_abs();
    Uuid::new_v7(uuid::Timestamp::from_unix(NoContext, seconds, nanoseconds))
}
