//! One plain connection to the server's database, for readers: they ask and wait.

use sqlx::postgres::{PgConnection, PgRow};
use sqlx::{AssertSqlSafe, Connection, Executor};
use tokio::runtime::{Builder, Runtime};

use crate::error::{ReplayError, during};

/// A connection that blocks.
pub struct Database {
    runtime: Runtime,
    connection: PgConnection,
}

impl Database {
    /// Connects to `url`.
    ///
    /// # Errors
    /// When nothing answers there.
    pub fn open(url: &str) -> Result<Database, ReplayError> {
        let runtime = Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(during("starting a reader"))?;
        let connection = runtime
            .block_on(PgConnection::connect(url))
            .map_err(during("connecting to the database"))?;
        Ok(Database {
            runtime,
            connection,
        })
    }

    /// All rows of a question.
    ///
    /// # Errors
    /// When it can't be answered.
    pub fn rows(&mut self, question: &'static str) -> Result<Vec<PgRow>, ReplayError> {
        let asked = self.connection.fetch_all(question);
        self.runtime
            .block_on(asked)
            .map_err(during("reading the database"))
    }

    /// The one row of a question that was put together from the database's own names.
    ///
    /// # Errors
    /// When it can't be answered.
    pub fn row(&mut self, question: String) -> Result<PgRow, ReplayError> {
        let asked = self.connection.fetch_one(AssertSqlSafe(question));
        self.runtime
            .block_on(asked)
            .map_err(during("reading the database"))
    }
}
