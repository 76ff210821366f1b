//! Pushes in one READ COMMITTED transaction: lock the registers, decide, store the journal rows, book what they say.
//! Either all of it is there when the tills hear their verdicts, or nothing is.

use crate::platform::culprits::{Culprit, apply_all_but_culprits};
use crate::sync::booking::Books;
use crate::sync::decide::Delivery;
use crate::sync::judged::Judged;
use crate::sync::known::lock_and_know;
use crate::sync::store;
use jiff::Timestamp;
use pos_protocol::hash::Hash;
use pos_protocol::sync::PushResponse;
use sqlx::PgConnection;
use std::collections::HashSet;

/// What is expected of the facts that are to be booked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Expecting {
    /// That each can be booked, as nearly all can: they are spared a savepoint, which is two answers to wait for.
    Good,
    /// That some can't, as was seen in an attempt that was rolled back.
    Culprits,
}

/// Takes in `deliveries` in the caller's transaction, each as if those before it had been taken in already: an answer for
/// each. On an error the caller rolls back; one that is about the data means to try again, expecting culprits.
pub(super) async fn take(
    tx: &mut PgConnection,
    at: Timestamp,
    deliveries: &[Delivery<'_>],
    expecting: Expecting,
) -> Result<Vec<PushResponse>, sqlx::Error> {
    let knowledge = lock_and_know(tx, deliveries).await?;
    let judged = Judged::of(deliveries, knowledge, at);
    let entries = judged.entries();
    if !entries.is_empty() {
        store::insert(tx, &entries, &judged.moved()).await?;
        store::replace(tx, &entries).await?;
    }
    let (books, bookings) = (Books::default(), &judged.bookings);
    let culprits = match expecting {
        Expecting::Good => books.book(tx, bookings).await.map(|()| Vec::new())?,
        Expecting::Culprits => apply_all_but_culprits(tx, &books, bookings).await?,
    };
    let entry = |culprit: &Culprit| bookings[culprit.index].entry;
    let unbookable: HashSet<Hash> = culprits.iter().map(entry).collect();
    if !unbookable.is_empty() {
        let why = |culprit: &Culprit| (entry(culprit), culprit.reason.clone());
        store::quarantine(tx, &Vec::from_iter(culprits.iter().map(why))).await?;
    }
    books.close(tx).await?;
    for culprit in &culprits {
        let entry = entry(culprit);
        tracing::error!(%entry, reason = culprit.reason, "an entry can't be booked");
    }
    Ok(judged.answers(&unbookable))
}
