//! Signing in: off to the provider with a state that this browser alone holds, and back with a code.

use super::cookie;
use super::place::{Place, own_path};
use super::provider::{Answer, Provider, SignInError, Tokens};
use crate::admin::pages::words;
use crate::admin::store::{self, NewSession, SignIn};
use crate::modules::identity::contract::roles;
use crate::platform::oidc::{Bearer, TokenError};
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::extract::{Query, State};
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::SignedDuration;
use pos_protocol::Hash;
use serde::Deserialize;

/// How long somebody may take at the provider's page.
const PATIENCE: SignedDuration = SignedDuration::from_mins(10);
/// When a session ends whatever happens: roles are as old as the session.
const LIFETIME: SignedDuration = SignedDuration::from_hours(12);

/// What goes wrong on the way, as a page that says so.
enum Trouble {
    NoPlace,
    Stale,
    Provider(SignInError),
    Server(ApiError),
}

impl From<SignInError> for Trouble {
    fn from(error: SignInError) -> Trouble {
        Trouble::Provider(error)
    }
}

impl From<ApiError> for Trouble {
    fn from(error: ApiError) -> Trouble {
        Trouble::Server(error)
    }
}

impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        match self {
            Trouble::NoPlace => words::no_place(),
            Trouble::Stale => words::stale_sign_in(),
            Trouble::Provider(error) => {
                tracing::warn!(%error, "an admin could not sign in");
                let status = match error {
                    SignInError::Away(_) => StatusCode::SERVICE_UNAVAILABLE,
                    SignInError::Untrusted(_) | SignInError::Refused(_) => StatusCode::BAD_REQUEST,
                };
                words::not_signed_in(status, &error.to_string())
            }
            Trouble::Server(error) => words::not_signed_in(error.status(), &error.detail),
        }
    }
}

#[derive(Deserialize)]
pub(super) struct Wish {
    to: Option<String>,
}

/// `GET /admin/sign-in?to=`: sends the browser to the provider.
pub(super) async fn begin(
    State(state): State<AppState>,
    Query(wish): Query<Wish>,
    headers: HeaderMap,
) -> Response {
    begun(state, wish, &headers).await.into_response()
}

async fn begun(state: AppState, wish: Wish, headers: &HeaderMap) -> Result<Response, Trouble> {
    let place = Place::of(&state.settings, headers).ok_or(Trouble::NoPlace)?;
    let redirect = place.address("/admin/callback");
    let begun = provider(&state, &redirect).begin().await?;
    let (now, hash) = (state.clock.now(), Hash::of(begun.state.as_bytes()));
    let expires = now.checked_add(PATIENCE).map_err(internal)?;
    let sign_in = SignIn {
        nonce: begun.nonce,
        verifier: begun.verifier,
        redirect,
        go_to: own_path(wish.to.as_deref()).to_owned(),
    };
    let db = state.db.clone();
    let work = async move {
        let mut db = db.acquire().await?;
        Ok(store::put_sign_in(&mut db, hash, &sign_in, now, expires).await?)
    };
    state.writes.run(work).await?;
    let address = HeaderValue::try_from(begun.address).map_err(internal)?;
    let mut response = (StatusCode::SEE_OTHER, [(LOCATION, address)]).into_response();
    put(
        &mut response,
        cookie::set_sign_in(&begun.state, place.is_secure()),
    );
    Ok(response)
}

/// `GET /admin/callback`: where the provider sends the browser back to.
///
/// The redirect comes from another site, and so would a redirect of ours that follows it: a strict cookie would not be
/// sent along. So the answer is a page of this site which goes on by itself.
pub(super) async fn callback(
    State(state): State<AppState>,
    Query(answer): Query<Answer>,
    headers: HeaderMap,
) -> Response {
    let secure = Place::of(&state.settings, &headers).is_some_and(|place| place.is_secure());
    let mut response = match signed_in(&state, answer, &headers).await {
        Ok((id, go_to)) => {
            let mut response = words::go_on(&go_to);
            put(&mut response, cookie::set_session(&id, secure));
            response
        }
        Err(trouble) => trouble.into_response(),
    };
    put(&mut response, cookie::clear_sign_in(secure));
    response
}

async fn signed_in(
    state: &AppState,
    answer: Answer,
    headers: &HeaderMap,
) -> Result<(String, String), Trouble> {
    // The browser that comes back must be the one that went: only that one has the state in its cookie.
    let held = cookie::sign_in(headers).ok_or(Trouble::Stale)?;
    if answer.state.as_deref() != Some(held) {
        return Err(Trouble::Stale);
    }
    let (db, now, hash) = (
        state.db.clone(),
        state.clock.now(),
        Hash::of(held.as_bytes()),
    );
    let take = async move {
        let mut db = db.acquire().await?;
        Ok(store::take_sign_in(&mut db, hash, now).await?)
    };
    let sign_in = state.writes.run(take).await?.ok_or(Trouble::Stale)?;
    let tokens = provider(state, &sign_in.redirect)
        .finish(answer, sign_in.nonce, sign_in.verifier)
        .await?;
    let bearer = bearer(state, &tokens).await?;
    let id = begin_session(state, bearer, tokens.id).await?;
    Ok((id, sign_in.go_to))
}

/// The roles are those of the access token, as everywhere else; it must be the same person's.
async fn bearer(state: &AppState, tokens: &Tokens) -> Result<Bearer, Trouble> {
    let verified = state.oidc.verify(&tokens.access, state.clock.now()).await;
    let bearer = verified.map_err(|error| match error {
        TokenError::Refused(why) => SignInError::Untrusted(why),
        TokenError::ProviderAway(why) => SignInError::Away(why),
    })?;
    if bearer.subject == tokens.subject {
        Ok(bearer)
    } else {
        let why = "its two tokens are for two people".to_owned();
        Err(SignInError::Untrusted(why).into())
    }
}

async fn begin_session(
    state: &AppState,
    bearer: Bearer,
    id_token: String,
) -> Result<String, Trouble> {
    let mut secret = [0; 32];
    getrandom::fill(&mut secret).map_err(internal)?;
    let id = URL_SAFE_NO_PAD.encode(secret);
    let (hash, now, db) = (Hash::of(id.as_bytes()), state.clock.now(), state.db.clone());
    let ends = now.checked_add(LIFETIME).map_err(internal)?;
    let work = async move {
        let session = NewSession {
            subject: &bearer.subject,
            name: &bearer.name,
            roles: &roles::of(&bearer),
            id_token: &id_token,
            now,
            ends,
        };
        let mut tx = db.begin().await?;
        store::add_session(&mut tx, hash, &session).await?;
        Ok(tx.commit().await?)
    };
    state.writes.run(work).await?;
    Ok(id)
}

pub(super) fn provider<'a>(state: &'a AppState, redirect: &'a str) -> Provider<'a> {
    Provider {
        issuer: &state.settings.oidc_issuer,
        client: &state.settings.oidc_admin_client,
        redirect,
    }
}

/// Adds a cookie to a response.
pub(super) fn put(response: &mut Response, cookie: Option<HeaderValue>) {
    if let Some(cookie) = cookie {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
}

fn internal(cause: impl std::fmt::Display) -> Trouble {
    Trouble::Server(ApiError::internal(&cause))
}
