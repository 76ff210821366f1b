//! Identity: the shop, its registers and their keys, and the staff that the sign-in provider vouches for.

mod api_register;
mod caller;
mod clean;
pub mod contract;
mod device;
mod features;
mod seen;
mod server_key;
mod staff;
mod store;

use crate::platform::api::{Routes, routes};

/// The module's routes.
pub fn router() -> Routes {
    Routes::default()
        .routes(routes!(features::enrol::enrol))
        .routes(routes!(features::nonce::nonce))
        .routes(routes!(features::token::token))
        .routes(routes!(features::grant::grant))
        .routes(routes!(features::enrolment_code::issue_over_http))
        .routes(routes!(features::list_registers::list_registers))
        .routes(routes!(features::list_registers::one_register))
        .routes(routes!(features::revoke_register::revoke_register))
        .routes(routes!(features::list_staff::list_staff))
        .routes(routes!(features::list_staff::list_grants))
        .routes(routes!(features::staff_standing::revoke))
        .routes(routes!(features::staff_standing::restore))
}
