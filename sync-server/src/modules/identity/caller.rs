//! Anybody of the shop: a register with its device token, or a member of staff with an access token.

use super::contract::roles;
use super::device::{Device, is_device_token};
use super::staff::Staff;
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;

/// Who makes a request that either may make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Caller {
    /// A register.
    Device(Device),
    /// A member of staff, of any role.
    Staff(Staff),
}

impl FromRequestParts<AppState> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Caller, ApiError> {
        if is_device_token(parts) {
            let device = Device::from_request_parts(parts, state).await?;
            return Ok(Caller::Device(device));
        }
        let staff = Staff::from_request_parts(parts, state).await?;
        staff.require(&roles::ALL)?;
        Ok(Caller::Staff(staff))
    }
}
