//! One file per use case of identity.

pub mod enrol;
pub mod enrolment_code;
pub mod grant;
pub mod nonce;
pub mod store_set;
pub mod token;
