//! Postgres restored from a dump: a copy of the database as it was, put back in the place of what it became.

use super::http::get;
use super::shop::{Shop, sql};
use reqwest::StatusCode;
use std::time::Duration;
use sync_server::config::Settings;
use sync_server::platform::state::AppState;
use tokio::time::sleep;

/// A copy of a shop's database.
pub struct Dump(String);

impl Shop {
    /// Copies the database as it is at this moment. Postgres copies only what nobody is connected to, so the server is
    /// without it for as long.
    pub async fn dump(&self) -> Dump {
        let name = self.database();
        let copy = format!("{name}_dump");
        sql(&format!("alter database {name} allow_connections false")).await;
        let connections = format!(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'"
        );
        sql(&connections).await;
        sql(&format!("create database {copy} template {name}")).await;
        sql(&format!("alter database {name} allow_connections true")).await;
        // Its connections were cut; it goes on when it has found that out.
        while get(self, "/health/ready").send().await.unwrap().status() != StatusCode::OK {
            sleep(Duration::from_millis(20)).await;
        }
        Dump(copy)
    }

    /// Stops the server, puts the copy in the place of its database, and starts a new process of it at the same address.
    /// Queues and cache are as they were.
    pub async fn restored(self, dump: Dump) -> Shop {
        let address = self.url.strip_prefix("http://").unwrap().to_owned();
        let (state, broker, name) = self.stopped().await;
        let (database, copy) = (name.as_deref().unwrap(), dump.0);
        sql(&format!("drop database {database} with (force)")).await;
        sql(&format!("alter database {copy} rename to {database}")).await;
        let settings = Settings::clone(&state.settings);
        let state = AppState::new(settings).unwrap();
        Shop::serve(state, broker, name, &address).await
    }
}
