//! A member of staff who shows the sign-in provider's access token.

use super::contract::roles;
use super::device::bearer;
use super::store;
use crate::platform::oidc::TokenError;
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use pos_protocol::codes::Code;

/// Who makes the request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staff {
    /// The provider's subject.
    pub sub: String,
    /// What people call them.
    pub name: String,
    /// Those of their roles that a shop knows.
    pub roles: Vec<String>,
}

impl Staff {
    /// Whether they have `role`.
    pub fn has(&self, role: &str) -> bool {
        self.roles.iter().any(|held| held == role)
    }

    /// Goes on when they have one of `allowed`.
    pub fn require(&self, allowed: &[&str]) -> Result<(), ApiError> {
        if allowed.iter().any(|role| self.has(role)) {
            return Ok(());
        }
        let needed = allowed.join(" or ");
        Err(ApiError::new(
            Code::Forbidden,
            format!("This needs the role {needed}."),
        ))
    }
}

/// Whose token this is.
pub(super) async fn of_token(state: &AppState, token: &str) -> Result<Staff, ApiError> {
    let bearer =
        state
            .oidc
            .verify(token, state.clock.now())
            .await
            .map_err(|error| match error {
                TokenError::Refused(why) => ApiError::new(Code::StaffUnauthorized, why),
                TokenError::ProviderAway(why) => {
                    ApiError::unavailable("The sign-in provider", &why)
                }
            })?;
    Ok(Staff {
        roles: roles::of(&bearer),
        sub: bearer.subject,
        name: bearer.name,
    })
}

/// The refusal of somebody whom an admin has revoked.
pub fn revoked() -> ApiError {
    let why = "An admin has revoked this member of staff.";
    ApiError::new(Code::StaffRevoked, why)
}

impl FromRequestParts<AppState> for Staff {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Staff, ApiError> {
        let token = bearer(parts)
            .ok_or_else(|| ApiError::new(Code::StaffUnauthorized, "There is no access token."))?;
        let staff = of_token(state, token).await?;
        // The provider's token lives on for a while, and the account perhaps for ever.
        let mut db = state.db.acquire().await?;
        if store::is_staff_revoked(&mut db, &staff.sub).await? {
            return Err(revoked());
        }
        Ok(staff)
    }
}
