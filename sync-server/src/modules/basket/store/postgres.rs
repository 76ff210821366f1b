//! Held baskets as Postgres has them: the truth.

use super::{BasketStore, Snapshot, Waiting};
use crate::problem::ApiError;
use pos_core::{Amount, BasketKind};
use sqlx::PgPool;
use uuid::Uuid;

/// The most baskets of one list.
const MOST: i64 = 500;

/// Reads straight from Postgres.
pub(crate) struct Postgres(pub PgPool);

impl BasketStore for Postgres {
    async fn stamp(&self) -> Result<Uuid, ApiError> {
        Ok(sqlx::query_scalar!("select stamp from basket.stamp")
            .fetch_one(&self.0)
            .await?)
    }

    async fn waiting(&self) -> Result<Snapshot, ApiError> {
        // Stamp and baskets in one statement, so of one moment; the stamp comes along when nothing is held, too.
        let rows = sqlx::query!(
            r#"select s.stamp, h.id as "id?", h.register_id as "register_id?", h.fence as "fence?",
                   h.state as "state?", h.forked as "forked?", h.held_by as "held_by?", h.staff_name,
                   h.held_at as "held_at?", h.name as "name?", h.kind as "kind?", h.currency as "currency?",
                   h.lines as "lines?", h.gross as "gross?"
               from basket.stamp s
               left join lateral (
                   select * from basket.held where state in ('held', 'claimed')
                   order by changed_at desc, id limit $1
               ) h on true"#,
            MOST
        )
        .fetch_all(&self.0)
        .await?;
        let stamp = rows.first().map(|row| row.stamp).unwrap_or_default();
        let baskets = rows.into_iter().filter_map(|row| {
            let register = row.register_id?;
            Some(Waiting {
                id: row.id?,
                fence: row.fence?.cast_unsigned(),
                claimed_by: (row.state? == "claimed").then_some(register),
                held_by: row.held_by?,
                staff_name: row.staff_name,
                held_at: row.held_at?,
                name: row.name?,
                kind: kind_of(&row.kind?),
                currency: row.currency?,
                lines: row.lines?.cast_unsigned(),
                gross: Amount::from_minor(row.gross?),
                forked: row.forked?,
            })
        });
        Ok(Snapshot {
            stamp,
            baskets: baskets.collect(),
        })
    }
}

/// How a kind is written in the table.
pub(super) fn kind_text(kind: BasketKind) -> &'static str {
    match kind {
        BasketKind::Sale => "sale",
        BasketKind::Refund => "refund",
        BasketKind::Exchange => "exchange",
    }
}

fn kind_of(text: &str) -> BasketKind {
    match text {
        "refund" => BasketKind::Refund,
        "exchange" => BasketKind::Exchange,
        _ => BasketKind::Sale,
    }
}
