//! An admin revokes a member of staff, or takes that back. The registers hear of it with the next answer of the journal
//! door; until then what they sell is booked and flagged.

use crate::modules::identity::contract::{Staff, roles};
use crate::modules::identity::store::{self, Act};
use crate::platform::api::answer::Answer;
use crate::platform::api::idempotency::Keyed;
use crate::platform::api::refuse;
use crate::platform::json::Segment;
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::extract::State;
use jiff::Timestamp;
use pos_protocol::codes::Code;
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

/// The longest reason, in characters.
const MAX_REASON: usize = 500;

/// Why.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
pub struct Because {
    /// In the admin's words.
    #[serde(default)]
    reason: Option<String>,
}

impl Because {
    /// The reason, if the books can keep it.
    pub(super) fn reason(self) -> Result<Option<String>, ApiError> {
        let reason = self.reason.map(|reason| reason.trim().to_owned());
        let reason = reason.filter(|reason| !reason.is_empty());
        let unfit =
            |text: &String| text.chars().count() > MAX_REASON || text.chars().any(char::is_control);
        if reason.as_ref().is_some_and(unfit) {
            let detail = format!("The field reason takes up to {MAX_REASON} printable characters.");
            return Err(ApiError::new(Code::InvalidRequest, detail));
        }
        Ok(reason)
    }
}

/// How a member of staff stands now.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Standing {
    /// The provider's subject.
    subject: String,
    /// Whether they may open no register any more.
    revoked: bool,
}

/// Revokes a member of staff. Doing it twice changes nothing more. Nobody can revoke themselves: only another admin could
/// take it back.
#[utoipa::path(post, path = "/v1/identity/staff/{subject}/revoke", tag = "identity",
    params(("subject" = String, Path)), request_body = Because,
    responses((status = 200, body = Standing), refuse::Staff, refuse::Missing, refuse::Keyed))]
pub async fn revoke(
    State(state): State<AppState>,
    staff: Staff,
    Segment(subject): Segment<String>,
    asked: Keyed<Because>,
) -> Result<Answer, ApiError> {
    stand(&state, staff, subject, asked, true).await
}

/// Takes the revocation of a member of staff back. Doing it twice changes nothing more.
#[utoipa::path(post, path = "/v1/identity/staff/{subject}/restore", tag = "identity",
    params(("subject" = String, Path)), request_body = Because,
    responses((status = 200, body = Standing), refuse::Staff, refuse::Missing, refuse::Keyed))]
pub async fn restore(
    State(state): State<AppState>,
    staff: Staff,
    Segment(subject): Segment<String>,
    asked: Keyed<Because>,
) -> Result<Answer, ApiError> {
    stand(&state, staff, subject, asked, false).await
}

async fn stand(
    state: &AppState,
    admin: Staff,
    subject: String,
    asked: Keyed<Because>,
    revoked: bool,
) -> Result<Answer, ApiError> {
    admin.require(&[roles::ADMIN])?;
    if revoked && admin.sub == subject {
        let why = "You can't revoke yourself. Ask another admin.";
        return Err(ApiError::new(Code::InvalidRequest, why));
    }
    let (now, caller) = (state.clock.now(), admin.sub.clone());
    asked
        .once(state, &caller, move |tx, because| {
            let wanted = Standing { subject, revoked };
            Box::pin(async move { set(tx, now, &admin, wanted, because).await })
        })
        .await
}

async fn set(
    tx: &mut PgConnection,
    now: Timestamp,
    admin: &Staff,
    wanted: Standing,
    because: Because,
) -> Result<Answer, ApiError> {
    let Standing { subject, revoked } = &wanted;
    let reason = because.reason()?;
    let before = store::staff_for_update(tx, subject).await?;
    let before = before.ok_or_else(|| {
        let detail = "Nobody with this subject has ever signed in on a register.";
        ApiError::new(Code::NotFound, detail)
    })?;
    if before != *revoked {
        let by = revoked.then_some(admin.sub.as_str());
        store::set_staff_revoked(tx, subject, by, now).await?;
        let action = if *revoked {
            "staff.revoked"
        } else {
            "staff.restored"
        };
        let act = Act {
            actor: &admin.sub,
            name: &admin.name,
            action,
            target: subject,
            reason: reason.as_deref(),
        };
        store::keep_act(tx, &act, now).await?;
    }
    Answer::ok(&wanted)
}
