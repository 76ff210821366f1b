//! A sync server of one test's own: its own database, its own virtual host, a free port, in this process.

use super::broker::VirtualHost;
use secrecy::SecretString;
use sqlx::{Connection, PgConnection, PgPool};
use std::sync::Arc;
use std::time::Duration;
use sync_server::app;
use sync_server::config::Settings;
use sync_server::platform::clock::{Clock, SystemClock};
use sync_server::platform::db;
use sync_server::platform::state::AppState;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// An environment variable that names a service.
pub fn setting(name: &str) -> String {
    std::env::var(name)
        .unwrap_or_else(|_| panic!("{name} is not set; these tests need the real services"))
}

/// A server that runs.
pub struct Shop {
    /// Where it listens.
    pub url: String,
    /// Its handles, whose pool the test may use.
    pub state: AppState,
    /// Its part of the broker.
    pub broker: VirtualHost,
    name: Option<String>,
    stop: CancellationToken,
    running: JoinHandle<std::io::Result<()>>,
}

impl Shop {
    /// Starts one on the services that all tests share, migrated and ready.
    pub async fn open() -> Shop {
        Shop::open_as(Arc::new(SystemClock), |_| {}).await
    }

    /// As [`Shop::open`], on this clock and with these settings changed.
    pub async fn open_as(clock: Arc<dyn Clock>, change: impl FnOnce(&mut Settings)) -> Shop {
        Shop::start(None, None, clock, change).await
    }

    /// Starts one on other services than those, which may be away.
    pub async fn attached_to(postgres: Option<String>, rabbitmq: Option<String>) -> Shop {
        Shop::start(postgres, rabbitmq, Arc::new(SystemClock), |_| {}).await
    }

    async fn start(
        postgres: Option<String>,
        rabbitmq: Option<String>,
        clock: Arc<dyn Clock>,
        change: impl FnOnce(&mut Settings),
    ) -> Shop {
        let name = format!("t_{}", Uuid::now_v7().simple());
        let broker = VirtualHost::make(&name).await;
        let database = match postgres {
            Some(url) => url,
            None => {
                sql(&format!("create database {name}")).await;
                beside(&setting("DATABASE_URL"), &name)
            }
        };
        let mut settings = Settings::load().unwrap();
        settings.database_url = SecretString::from(database);
        settings.broker_url = SecretString::from(rabbitmq.unwrap_or_else(|| broker.url()));
        change(&mut settings);
        let state = AppState::with_clock(settings, clock).unwrap();
        db::migrate(&state.db).await.unwrap();
        Shop::serve(state, broker, Some(name), "127.0.0.1:0").await
    }

    /// Serves at this address; `name` is that of the database that goes with it.
    pub(super) async fn serve(
        state: AppState,
        broker: VirtualHost,
        name: Option<String>,
        address: &str,
    ) -> Shop {
        let listener = TcpListener::bind(address).await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let stop = CancellationToken::new();
        let running = tokio::spawn(app::serve(state.clone(), listener, stop.clone()));
        Shop {
            url,
            state,
            broker,
            name,
            stop,
            running,
        }
    }

    /// A second server process of the same shop, as far as the services can tell.
    pub async fn beside(&self) -> Shop {
        let mut settings = Settings::clone(&self.state.settings);
        settings.listen = ([127, 0, 0, 1], 0).into();
        let state = AppState::new(settings).unwrap();
        Shop::serve(state, self.broker.clone(), None, "127.0.0.1:0").await
    }

    /// The name of the database that is its own.
    pub(super) fn database(&self) -> &str {
        self.name.as_deref().unwrap()
    }

    /// Stops it, and waits until it has stopped; what was its own stays.
    pub(super) async fn stopped(self) -> (AppState, VirtualHost, Option<String>) {
        self.stop.cancel();
        self.running.await.unwrap().unwrap();
        self.state.db.close().await;
        (self.state, self.broker, self.name)
    }

    /// Its database.
    pub fn db(&self) -> &PgPool {
        &self.state.db
    }

    /// How many rows a query counts.
    pub async fn count(&self, query: &'static str) -> i64 {
        sqlx::query_scalar(query)
            .fetch_one(self.db())
            .await
            .unwrap()
    }

    /// Waits until a query gives true.
    pub async fn until(&self, query: &'static str) {
        let deadline = tokio::time::Instant::now() + Duration::from_secs(30);
        while !sqlx::query_scalar::<_, bool>(query)
            .fetch_one(self.db())
            .await
            .unwrap()
        {
            assert!(
                tokio::time::Instant::now() < deadline,
                "never came true: {query}"
            );
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Asks the server to stop.
    pub fn stop(&self) {
        self.stop.cancel();
    }

    /// Stops the server and takes away what was its own.
    pub async fn close(self) {
        self.stop.cancel();
        self.running.await.unwrap().unwrap();
        if let Some(name) = self.name {
            sql(&format!("drop database if exists {name} with (force)")).await;
            self.broker.remove().await;
        }
    }
}

/// The same server's database `name`.
fn beside(url: &str, name: &str) -> String {
    let (server, _) = url.rsplit_once('/').unwrap();
    format!("{server}/{name}")
}

pub(super) async fn sql(statement: &str) {
    let mut connection = PgConnection::connect(&setting("DATABASE_URL"))
        .await
        .unwrap();
    sqlx::raw_sql(sqlx::AssertSqlSafe(statement.to_owned()))
        .execute(&mut connection)
        .await
        .unwrap();
}
