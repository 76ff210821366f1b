//! Who makes a request to the admins' page. Nobody's gets 401, anybody's but an admin's 403, and what changes something
//! must come from the page itself.

use super::cookie;
use super::place::Place;
use crate::admin::store;
use crate::modules::identity::contract::{self as identity, roles};
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;
use jiff::SignedDuration;
use pos_protocol::Hash;
use pos_protocol::codes::Code;

/// A session that nobody uses ends after this long. The live stream is no use: a page may stand open on a wall.
const IDLE: SignedDuration = SignedDuration::from_hours(2);

/// A header that no form and no other site can add without asking this server first, which allows nobody.
const MEANT: &str = "evertill-admin";

/// Somebody with a session, whatever their roles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::admin) struct Visitor {
    /// The provider's subject.
    pub subject: String,
    /// What people call them.
    pub name: String,
    /// Their roles.
    pub roles: Vec<String>,
    /// An admin has revoked them since they signed in.
    pub revoked: bool,
    /// The session.
    pub session: Hash,
}

impl Visitor {
    /// Whether the page is theirs to see.
    pub fn is_admin(&self) -> bool {
        !self.revoked && self.roles.iter().any(|role| role == roles::ADMIN)
    }
}

/// Whoever has a session, and does something with it if `active`.
pub(in crate::admin) async fn visitor(
    state: &AppState,
    headers: &HeaderMap,
    active: bool,
) -> Result<Option<Visitor>, sqlx::Error> {
    let Some(id) = cookie::session(headers) else {
        return Ok(None);
    };
    let (session, now) = (Hash::of(id.as_bytes()), state.clock.now());
    let idle_since = now.checked_sub(IDLE).unwrap_or(now);
    let mut db = state.db.acquire().await?;
    let Some(row) = store::session(&mut db, session, now, idle_since).await? else {
        return Ok(None);
    };
    if active {
        store::used(&mut db, session, now).await?;
    }
    Ok(Some(Visitor {
        revoked: identity::is_staff_revoked(&mut db, &row.subject).await?,
        subject: row.subject,
        name: row.name,
        roles: row.roles,
        session,
    }))
}

/// An admin, asking for something that they may ask for.
pub(in crate::admin) struct Admin(pub Visitor);

impl FromRequestParts<AppState> for Admin {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Admin, ApiError> {
        let refused = |code, why: &str| Err(ApiError::new(code, why));
        let live = parts.uri.path().ends_with("/live");
        let Some(visitor) = visitor(state, &parts.headers, !live).await? else {
            return refused(Code::StaffUnauthorized, "Nobody is signed in here.");
        };
        if visitor.revoked {
            return Err(identity::staff_revoked());
        }
        if !visitor.is_admin() {
            return refused(Code::Forbidden, "This needs the role admin.");
        }
        // In here, so that no route can forget it.
        let changes = !parts.method.is_safe();
        let own = Place::of(&state.settings, &parts.headers)
            .is_some_and(|place| place.is_own(&parts.headers));
        if changes && !(own && parts.headers.contains_key(MEANT)) {
            let why = "This request does not come from the admins' page itself.";
            return refused(Code::Forbidden, why);
        }
        Ok(Admin(visitor))
    }
}
