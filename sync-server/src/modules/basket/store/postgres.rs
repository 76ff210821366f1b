//! Held baskets as Postgres has them: the truth.

use super::{BasketStore, Waiting, Wanted, Whole, reading};
use crate::modules::basket::custody::State;
use crate::problem::ApiError;
use sqlx::PgPool;
use uuid::Uuid;

/// The most baskets of a register's list.
const MOST: i64 = 500;

/// Reads straight from Postgres.
pub(crate) struct Postgres(pub PgPool);

impl BasketStore for Postgres {
    async fn stamp(&self) -> Result<Uuid, ApiError> {
        Ok(reading::stamp(&mut *self.0.acquire().await?).await?)
    }

    async fn waiting(&self) -> Result<Vec<Waiting>, ApiError> {
        let states = [State::Held, State::Claimed];
        let mut db = self.0.acquire().await?;
        Ok(reading::newest(&mut db, &states, MOST).await?)
    }

    async fn page(&self, wanted: &Wanted) -> Result<Vec<Waiting>, ApiError> {
        let mut db = self.0.acquire().await?;
        Ok(reading::page(&mut db, wanted).await?)
    }

    async fn one(&self, id: Uuid) -> Result<Option<Whole>, ApiError> {
        reading::one(&mut *self.0.acquire().await?, id).await
    }
}
