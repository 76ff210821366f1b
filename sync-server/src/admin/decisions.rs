//! What an admin decides of messages and entries that could not be dealt with, and why. Every decision is audited in the
//! transaction of its effect.

use super::session::Admin;
use crate::modules;
use crate::platform::audit::By;
use crate::platform::json::Body;
use crate::platform::parked;
use crate::platform::state::AppState;
use crate::problem::ApiError;
use crate::sync::review::{self, ReviewError};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use pos_protocol::Hash;
use pos_protocol::codes::Code;
use serde::Deserialize;

/// Why.
#[derive(Deserialize)]
pub(super) struct Why {
    reason: String,
}

/// What to do about a parked message.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Verb {
    Replay,
    Discard,
}

/// What to do about an entry.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum EntryVerb {
    Book,
    See,
}

/// `POST /admin/api/parked/{id}/{replay|discard}`
pub(super) async fn parked(
    State(state): State<AppState>,
    admin: Admin,
    Path((id, verb)): Path<(i64, Verb)>,
    Body(why): Body<Why>,
) -> Result<StatusCode, ApiError> {
    let (by, db) = (by(admin, &why)?, state.db.clone());
    let work = async move {
        let mut tx = db.begin().await?;
        match verb {
            Verb::Replay => {
                parked::replay(&mut tx, &modules::consumers(), id, &by).await?;
            }
            Verb::Discard => parked::discard(&mut tx, id, &by).await?,
        }
        tx.commit().await?;
        Ok(StatusCode::NO_CONTENT)
    };
    state.writes.run(work).await
}

/// `POST /admin/api/entries/{hash}/{book|see}`
pub(super) async fn entry(
    State(state): State<AppState>,
    admin: Admin,
    Path((hash, verb)): Path<(Hash, EntryVerb)>,
    Body(why): Body<Why>,
) -> Result<StatusCode, ApiError> {
    let (by, own) = (by(admin, &why)?, state.clone());
    let work = async move {
        match verb {
            EntryVerb::Book => review::retry(&own, hash, &by).await?,
            EntryVerb::See => review::see(&own.db, hash, &by).await?,
        }
        Ok(StatusCode::NO_CONTENT)
    };
    state.writes.run(work).await
}

/// Who decides, with a reason that says something.
fn by(admin: Admin, why: &Why) -> Result<By, ApiError> {
    By::because(admin.0.subject, admin.0.name, &why.reason)
}

impl From<ReviewError> for ApiError {
    fn from(error: ReviewError) -> ApiError {
        match error {
            ReviewError::NotOpen(_) => ApiError::new(Code::NotFound, error.to_string()),
            ReviewError::StillImpossible(_) => {
                ApiError::new(Code::InvalidRequest, error.to_string())
            }
            ReviewError::Postgres(error) => error.into(),
        }
    }
}
