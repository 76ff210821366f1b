//! Pushes that need no lock: what is to be known is read, all is written with one statement that is a transaction of its own,
//! and it writes nothing if somebody was faster. That is the way of an order that is pushed as soon as it is paid.

use crate::modules::basket::contract::none_held;
use crate::modules::identity::contract::in_turn;
use crate::modules::ordering::contract::{none_closed, orders_with};
use crate::platform::rows::Rows;
use crate::sync::booking::orders_alone;
use crate::sync::decide::Delivery;
use crate::sync::judged::Judged;
use crate::sync::known::know;
use crate::sync::rows::{EntryRow, HeadRow};
use jiff::Timestamp;
use pos_protocol::sync::PushResponse;
use sqlx::PgConnection;
use std::collections::HashSet;
use uuid::Uuid;

/// More entries than so many are not judged at the risk of being judged once more.
const FEW: usize = 32;

/// Takes in `deliveries`, as [`super::ingest::take`] does: an answer for each. None, and nothing is written, if they need the
/// lock: because somebody else has written under the same registers meanwhile, or because there is more to be done than to
/// store entries and to book orders.
pub(super) async fn take(
    db: &mut PgConnection,
    at: Timestamp,
    deliveries: &[Delivery<'_>],
) -> Result<Option<Vec<PushResponse>>, sqlx::Error> {
    let entries: usize = deliveries.iter().map(|one| one.batch.len()).sum();
    if entries > FEW {
        return Ok(None);
    }
    let judged = Judged::of(deliveries, know(db, deliveries).await?, at);
    let written = write(db, &judged).await?;
    Ok(written.then(|| judged.answers(&HashSet::new())))
}

/// Whether all could be written.
async fn write(db: &mut PgConnection, judged: &Judged<'_>) -> Result<bool, sqlx::Error> {
    let entries = judged.entries();
    if entries.is_empty() {
        return Ok(true);
    }
    let Some((orders, baskets)) = orders_alone(&judged.bookings) else {
        return Ok(false);
    };
    if entries.iter().any(|entry| entry.write.replaces) {
        return Ok(false);
    }
    let entries: Vec<EntryRow<'_>> = entries.iter().map(EntryRow::of).collect();
    let heads = judged.moved();
    let heads: Vec<HeadRow<'_>> = heads.iter().map(|head| HeadRow::of(head)).collect();
    let (registers, turns): (Vec<Uuid>, Vec<i64>) = judged.knowledge.turns.iter().unzip();
    let written = in_turn!(
        => none_held => none_closed => orders_with,
        orders,
        given ", given as materialized (select from in_turn, none_held, none_closed)",
        [r#", entries as (
             insert into sync.entry (hash, register_id, branch, seq, parent, kind, body, signature, fate, code, fork,
                 reason, courier)
             select new.* from given, unnest($9::sync.new_entry[]) as new
         ), heads as (
             insert into sync.head (register_id, branch, seq, hash)
             select register_id, branch, seq, hash from given, unnest($10::sync.new_head[])
             on conflict (register_id, branch) do update set seq = excluded.seq, hash = excluded.hash
         )
         select true as "written!" from given"#],
        &registers,
        &turns,
        &baskets,
        Rows(&entries) as _,
        Rows(&heads) as _
    );
    Ok(written.fetch_optional(db).await?.is_some())
}
