//! One file per use case of identity.

pub mod enrol;
pub mod enrolment_code;
pub mod grant;
pub mod list_registers;
pub mod list_staff;
pub mod nonce;
pub mod revoke_register;
pub mod staff_standing;
pub mod store_set;
pub mod token;
