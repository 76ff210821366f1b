//! The SQL of the admin schema: sign-ins under way, and sessions. Only hashes of what a browser holds are kept.

use jiff::Timestamp;
use pos_protocol::Hash;
use sqlx::PgConnection;

/// A sign-in that is under way.
pub(super) struct SignIn {
    /// What the ID token has to name.
    pub nonce: String,
    /// PKCE's secret half.
    pub verifier: String,
    /// The address that the provider sends the browser back to.
    pub redirect: String,
    /// The page that was asked for.
    pub go_to: String,
}

/// A session that is to be kept.
pub(super) struct NewSession<'a> {
    /// The provider's subject.
    pub subject: &'a str,
    /// What people call them.
    pub name: &'a str,
    /// Their roles, as the provider said.
    pub roles: &'a [String],
    /// The provider's own token of the sign-in.
    pub id_token: &'a str,
    /// When it began.
    pub now: Timestamp,
    /// When it ends whatever happens.
    pub ends: Timestamp,
}

/// Whose session it is.
pub(super) struct SessionRow {
    /// The provider's subject.
    pub subject: String,
    /// What people call them.
    pub name: String,
    /// Their roles.
    pub roles: Vec<String>,
}

/// Keeps a sign-in, and forgets those that nobody finished.
pub(super) async fn put_sign_in(
    db: &mut PgConnection,
    state: Hash,
    sign_in: &SignIn,
    now: Timestamp,
    expires: Timestamp,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "delete from admin.sign_in where expires_at < $1::text::timestamptz",
        now.to_string()
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "insert into admin.sign_in (state_hash, nonce, verifier, redirect, go_to, expires_at)
         values ($1, $2, $3, $4, $5, $6::text::timestamptz)",
        &state.0[..],
        sign_in.nonce,
        sign_in.verifier,
        sign_in.redirect,
        sign_in.go_to,
        expires.to_string(),
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Takes a sign-in up. It is there once.
pub(super) async fn take_sign_in(
    db: &mut PgConnection,
    state: Hash,
    now: Timestamp,
) -> Result<Option<SignIn>, sqlx::Error> {
    let row = sqlx::query!(
        r#"delete from admin.sign_in where state_hash = $1
           returning nonce, verifier, redirect, go_to, expires_at > $2::text::timestamptz as "live!""#,
        &state.0[..],
        now.to_string(),
    )
    .fetch_optional(db)
    .await?;
    Ok(row.filter(|row| row.live).map(|row| SignIn {
        nonce: row.nonce,
        verifier: row.verifier,
        redirect: row.redirect,
        go_to: row.go_to,
    }))
}

/// Keeps a session, and forgets those that have ended.
pub(super) async fn add_session(
    db: &mut PgConnection,
    id: Hash,
    session: &NewSession<'_>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "delete from admin.session where ends_at < $1::text::timestamptz",
        session.now.to_string()
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "insert into admin.session (id_hash, subject, name, roles, id_token, created_at, used_at, ends_at)
         values ($1, $2, $3, $4, $5, $6::text::timestamptz, $6::text::timestamptz, $7::text::timestamptz)",
        &id.0[..],
        session.subject,
        session.name,
        session.roles,
        session.id_token,
        session.now.to_string(),
        session.ends.to_string(),
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The session, if it has not ended and was used after `idle_since`.
pub(super) async fn session(
    db: &mut PgConnection,
    id: Hash,
    now: Timestamp,
    idle_since: Timestamp,
) -> Result<Option<SessionRow>, sqlx::Error> {
    sqlx::query_as!(
        SessionRow,
        "select subject, name, roles from admin.session
         where id_hash = $1 and ends_at > $2::text::timestamptz and used_at > $3::text::timestamptz",
        &id.0[..],
        now.to_string(),
        idle_since.to_string(),
    )
    .fetch_optional(db)
    .await
}

/// Notes that somebody uses the session; at most once a minute, for a note costs a write.
pub(super) async fn used(
    db: &mut PgConnection,
    id: Hash,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update admin.session set used_at = $2::text::timestamptz
         where id_hash = $1 and used_at < $2::text::timestamptz - interval '1 minute'",
        &id.0[..],
        now.to_string(),
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Ends a session; answers with the provider's token of it.
pub(super) async fn end_session(
    db: &mut PgConnection,
    id: Hash,
) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar!(
        "delete from admin.session where id_hash = $1 returning id_token",
        &id.0[..]
    )
    .fetch_optional(db)
    .await
}
