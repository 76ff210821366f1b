//! A POST that is sent again does its work once: the Idempotency-Key header.
//!
//! Key, fingerprint of the request and answer are kept in the transaction of the effect, so either all of it is there or
//! nothing. What was refused had no effect and is not kept: the same key may then be sent with a corrected body.

use super::answer::Answer;
use super::version::Version;
use crate::platform::json::refused_body;
use crate::platform::state::AppState;
use crate::problem::ApiError;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use futures::future::BoxFuture;
use jiff::{SignedDuration, Timestamp};
use pos_protocol::Hash;
use pos_protocol::codes::Code;
use serde::de::DeserializeOwned;
use sqlx::PgConnection;

/// The header.
const HEADER: &str = "idempotency-key";

/// The longest key.
const LONGEST: usize = 200;

/// How long an answer is kept.
const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

/// A request with its key.
#[derive(Debug)]
pub struct Keyed<T> {
    key: String,
    fingerprint: Hash,
    /// What was sent. An empty body is read as `null`.
    pub body: T,
}

impl<T: Send + 'static> Keyed<T> {
    /// Does `work` in a transaction and keeps its answer for `caller`; or answers what it answered before.
    pub async fn once<F>(self, state: &AppState, caller: &str, work: F) -> Result<Answer, ApiError>
    where
        F: for<'t> FnOnce(&'t mut PgConnection, T) -> BoxFuture<'t, Result<Answer, ApiError>>
            + Send
            + 'static,
    {
        self.run(state, caller, Again::Answer, work).await
    }

    /// As [`Keyed::once`], for an answer that nobody may read again: its body is kept nowhere, and whoever asks again with
    /// the same key is refused.
    pub async fn only_once<F>(
        self,
        state: &AppState,
        caller: &str,
        work: F,
    ) -> Result<Answer, ApiError>
    where
        F: for<'t> FnOnce(&'t mut PgConnection, T) -> BoxFuture<'t, Result<Answer, ApiError>>
            + Send
            + 'static,
    {
        self.run(state, caller, Again::Refuse, work).await
    }

    async fn run<F>(
        self,
        state: &AppState,
        caller: &str,
        again: Again,
        work: F,
    ) -> Result<Answer, ApiError>
    where
        F: for<'t> FnOnce(&'t mut PgConnection, T) -> BoxFuture<'t, Result<Answer, ApiError>>
            + Send
            + 'static,
    {
        let (db, now, caller) = (state.db.clone(), state.clock.now(), caller.to_owned());
        let filled = state.outbox_filled.clone();
        let work = async move {
            let mut tx = db.begin().await?;
            let (key, fingerprint) = (self.key, self.fingerprint);
            if !lock(&mut tx, &caller, &key).await? {
                let why = "A request with this Idempotency-Key is under way.";
                return Err(ApiError::new(Code::RequestInProgress, why));
            }
            if let Some(answer) = kept(&mut tx, &caller, &key, fingerprint).await? {
                return again.answered(answer);
            }
            let answer = work(&mut tx, self.body).await?;
            let body = again.kept_body(&answer);
            keep(&mut tx, &caller, &key, fingerprint, &answer, body, now).await?;
            tx.commit().await?;
            filled.notify_one();
            Ok(answer)
        };
        state.writes.run(work).await
    }
}

/// What somebody gets who sends the same request again.
#[derive(Clone, Copy)]
enum Again {
    /// What was answered first.
    Answer,
    /// A refusal: the answer held a secret.
    Refuse,
}

impl Again {
    fn answered(self, answer: Answer) -> Result<Answer, ApiError> {
        match self {
            Again::Answer => Ok(answer),
            Again::Refuse => {
                let why = "What this Idempotency-Key was answered is shown once and kept nowhere.";
                Err(ApiError::new(Code::IdempotencyKeyReused, why))
            }
        }
    }

    fn kept_body(self, answer: &Answer) -> &str {
        match self {
            Again::Answer => &answer.body,
            Again::Refuse => "",
        }
    }
}

/// Locks the key until the transaction ends, unless somebody else has it.
async fn lock(tx: &mut PgConnection, caller: &str, key: &str) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select pg_try_advisory_xact_lock(hashtextextended($1 || ' ' || $2, 0)) as "free!""#,
        caller,
        key
    )
    .fetch_one(tx)
    .await
}

/// What was answered to this key before.
async fn kept(
    tx: &mut PgConnection,
    caller: &str,
    key: &str,
    fingerprint: Hash,
) -> Result<Option<Answer>, ApiError> {
    let row = sqlx::query!(
        "select fingerprint, status, etag, location, body from platform.answered
         where caller = $1 and key = $2",
        caller,
        key
    )
    .fetch_optional(tx)
    .await?;
    let Some(row) = row else {
        return Ok(None);
    };
    if row.fingerprint != fingerprint.0 {
        let why = "This Idempotency-Key was sent before, with another request.";
        return Err(ApiError::new(Code::IdempotencyKeyReused, why));
    }
    let status = u16::try_from(row.status).ok();
    let status = status.and_then(|status| StatusCode::from_u16(status).ok());
    Ok(Some(Answer {
        status: status.ok_or_else(|| ApiError::internal(&"a kept answer has no status"))?,
        version: row.etag.map(Version::kept),
        location: row.location,
        body: row.body,
        replayed: true,
    }))
}

/// Keeps an answer, and forgets some that are too old.
async fn keep(
    tx: &mut PgConnection,
    caller: &str,
    key: &str,
    fingerprint: Hash,
    answer: &Answer,
    body: &str,
    now: Timestamp,
) -> Result<(), ApiError> {
    let status = i16::try_from(answer.status.as_u16()).map_err(|c| ApiError::internal(&c))?;
    let old = now
        .checked_sub(KEPT)
        .map_err(|cause| ApiError::internal(&cause))?;
    sqlx::query!(
        "delete from platform.answered where ctid in (
             select ctid from platform.answered where answered_at < $1::text::timestamptz
             limit 100 for update skip locked)",
        old.to_string()
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        "insert into platform.answered (caller, key, fingerprint, status, etag, location, body, answered_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8::text::timestamptz)",
        caller,
        key,
        &fingerprint.0[..],
        status,
        answer.version.as_ref().map(Version::as_str),
        answer.location,
        body,
        now.to_string()
    )
    .execute(tx)
    .await?;
    Ok(())
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Keyed<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Keyed<T>, ApiError> {
        let is_json = is_json(request.headers());
        let KeyedBytes(keyed) = KeyedBytes::from_request(request, state).await?;
        let bytes = keyed.body;
        if !is_json && !bytes.is_empty() {
            let why = "The body is not said to be JSON.".to_owned();
            return Err(refused_body(StatusCode::UNSUPPORTED_MEDIA_TYPE, why));
        }
        let json: &[u8] = if bytes.is_empty() { b"null" } else { &bytes };
        let body = serde_json::from_slice(json)
            .map_err(|cause| ApiError::new(Code::InvalidRequest, cause.to_string()))?;
        Ok(Keyed {
            key: keyed.key,
            fingerprint: keyed.fingerprint,
            body,
        })
    }
}

/// A request with its key whose body is no JSON: the bytes as they came.
#[derive(Debug)]
pub struct KeyedBytes(pub Keyed<Bytes>);

impl<S: Send + Sync> FromRequest<S> for KeyedBytes {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<KeyedBytes, ApiError> {
        let key = key(request.headers())?;
        let asked = request.uri().path_and_query();
        let asked = asked.map_or("", axum::http::uri::PathAndQuery::as_str);
        let target = format!("{}\n{asked}\n", request.method());
        let body = Bytes::from_request(request, state)
            .await
            .map_err(|cause| refused_body(cause.status(), cause.body_text()))?;
        Ok(KeyedBytes(Keyed {
            key,
            fingerprint: Hash::of(&[target.as_bytes(), &body].concat()),
            body,
        }))
    }
}

/// The key; the quotes that the header's draft has it in may be left out.
fn key(headers: &HeaderMap) -> Result<String, ApiError> {
    let sent = headers.get(HEADER).and_then(|value| value.to_str().ok());
    let key = sent.map(|key| key.trim().trim_matches('"'));
    match key {
        Some(key)
            if (1..=LONGEST).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_graphic()) =>
        {
            Ok(key.to_owned())
        }
        _ => Err(ApiError::new(
            Code::IdempotencyKeyMissing,
            format!("Idempotency-Key must have 1 to {LONGEST} printable characters."),
        )),
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let sent = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let kind = sent.and_then(|kind| kind.split(';').next());
    kind.is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}
