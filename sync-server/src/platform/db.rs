//! Postgres: the pool with its limits, the migrations, and what counts as "away".

use secrecy::{ExposeSecret, SecretString};
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{Connection, PgPool};
use std::str::FromStr;
use std::time::Duration;

/// The migrations of all modules, in the program itself.
static MIGRATIONS: Migrator = sqlx::migrate!("../migrations/server");

/// How long a request waits for a connection before it answers that Postgres is away.
const ACQUIRE: Duration = Duration::from_secs(2);

/// How long an idle connection is taken for alive without being asked.
const TRUSTED: Duration = Duration::from_millis(500);

/// What every connection is held to, so that one stuck transaction can't stop a shop.
const LIMITS: [(&str, &str); 4] = [
    ("lock_timeout", "3s"),
    ("statement_timeout", "5s"),
    ("idle_in_transaction_session_timeout", "5s"),
    ("tcp_user_timeout", "5s"),
];

/// How its statements are planned: once for each connection, and never by reading a whole table. Each touches a few rows of
/// tables that grow for years, and a plan that was made while a table was young, or knows it not at all yet, would read all
/// of it with every order.
const PLANS: [(&str, &str); 3] = [
    ("plan_cache_mode", "force_generic_plan"),
    ("enable_seqscan", "off"),
    // A table without an index to use now seems so dear that its plan would be compiled.
    ("jit", "off"),
];

/// A migration may rewrite a table, and waits for another process that migrates.
const MIGRATION_LIMITS: [(&str, &str); 2] = [("lock_timeout", "60s"), ("statement_timeout", "0")];

/// A pool that connects when it is first needed.
pub fn pool(url: &SecretString) -> Result<PgPool, sqlx::Error> {
    let options = PgConnectOptions::from_str(url.expose_secret())?
        .application_name("evertill-sync-server")
        .options(LIMITS)
        .options(PLANS);
    Ok(PgPoolOptions::new()
        .max_connections(16)
        .acquire_timeout(ACQUIRE)
        // Asking costs a round trip: only who has been idle may have lost its server meanwhile.
        .test_before_acquire(false)
        .before_acquire(|connection, idle| {
            Box::pin(async move {
                if idle.idle_for > TRUSTED {
                    connection.ping().await?;
                }
                Ok(true)
            })
        })
        .connect_lazy_with(options))
}

/// Brings the schemas up to date. Several processes may do so at once, and a newer one may have been here before.
pub async fn migrate(db: &PgPool) -> Result<(), MigrateError> {
    let options = PgConnectOptions::clone(&db.connect_options()).options(MIGRATION_LIMITS);
    let patient = PgPoolOptions::new()
        .max_connections(1)
        .acquire_timeout(ACQUIRE)
        .connect_with(options)
        .await?;
    let mut migrator = Migrator::with_migrations(MIGRATIONS.iter().cloned().collect());
    migrator.set_ignore_missing(true);
    let done = migrator.run(&patient).await;
    patient.close().await;
    done
}

/// Whether migrating failed because Postgres can't be reached, rather than because a migration is wrong.
pub fn is_away_for_now(error: &MigrateError) -> bool {
    match error {
        MigrateError::Execute(cause) => is_away(cause),
        _ => false,
    }
}

/// Whether Postgres answers and has every schema that this program needs.
pub async fn is_ready(db: &PgPool) -> bool {
    let newest = MIGRATIONS.iter().map(|migration| migration.version).max();
    let done = sqlx::query_scalar::<_, Option<i64>>(
        "select max(version) from _sqlx_migrations where success",
    );
    done.fetch_one(db)
        .await
        .is_ok_and(|done| done.max(newest) == done)
}

/// Whether `error` means that Postgres can't be reached or isn't ready, rather than that the request is at fault.
pub fn is_away(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::Protocol(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => true,
        // 08 connection, 53 resources, 57 shutdown or timeout, 40 serialisation and deadlock; 25P03 idle for too long,
        // 55P03 lock timeout, 3D000 no database, 3F000 and 42P01 no schema or table: the migrations have not run yet.
        sqlx::Error::Database(error) => error.code().is_some_and(|state| {
            ["08", "53", "57", "40"]
                .iter()
                .any(|class| state.starts_with(class))
                || ["25P03", "55P03", "3D000", "3F000", "42P01"].contains(&state.as_ref())
        }),
        _ => false,
    }
}

/// Whether a text of the request has a character that Postgres' text can't hold.
pub fn is_unstorable_text(error: &sqlx::Error) -> bool {
    let database = error.as_database_error();
    let state = database.and_then(sqlx::error::DatabaseError::code);
    state.is_some_and(|state| state == "22021" || state == "22P05")
}
