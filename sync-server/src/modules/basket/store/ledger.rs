//! What the registers wrote of held baskets, entered in their order: each basket's row is locked, `custody` says what
//! comes of it, and all rows go back at once.

use super::lines;
use super::reading::kind_text;
use crate::modules::basket::announce::checked_out;
use crate::modules::basket::booking::{Booking, HeldBooking};
use crate::modules::basket::custody::{Custody, State, Written, write};
use crate::modules::ordering::contract as ordering;
use crate::modules::origin::Origin;
use crate::platform::outbox;
use crate::platform::rows::column;
use sqlx::PgConnection;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use uuid::Uuid;

/// A basket's row while it is being worked on.
struct Row<'a> {
    custody: Custody,
    forked: bool,
    /// What was put aside last, if it was among what is entered.
    held: Option<&'a HeldBooking>,
    /// Who put it aside last, and when by that register's clock.
    held_by: Uuid,
    held_at: String,
}

/// Something that was written by a register that no longer had the basket.
struct Fork<'a> {
    origin: &'a Origin,
    basket: Uuid,
    written: Written,
    had: Custody,
}

/// Enters `bookings`; whether anything held has changed, which [`restamp`] has to tell in the end. Of the baskets that were
/// never put aside, which are most, nothing is kept.
pub(crate) async fn enter(
    tx: &mut PgConnection,
    bookings: &[&Booking],
) -> Result<bool, sqlx::Error> {
    let mut rows = lock(tx, bookings).await?;
    let payers = paid_before(tx, bookings, &rows).await?;
    let mut touched = BTreeSet::new();
    let (mut forks, mut events) = (Vec::new(), Vec::new());
    for booking in bookings {
        let (origin, basket, written, held) = parts(booking);
        let Some(row) = rows.get_mut(&basket) else {
            if let Some(held) = held {
                rows.insert(basket, first(held, payers.get(&basket).copied()));
                touched.insert(basket);
            }
            continue;
        };
        touched.insert(basket);
        let outcome = write(row.custody, written);
        if let Booking::Moved(moved) = booking {
            events.extend(checked_out(moved, outcome, row.held_by, &row.held_at)?);
        }
        if outcome.fork {
            forks.push(Fork {
                origin,
                basket,
                written,
                had: row.custody,
            });
            row.forked = true;
        }
        if let Some(held) = held.filter(|_| !outcome.fork) {
            row.hold(held);
        }
        row.custody = outcome.custody;
    }
    rows.retain(|basket, _| touched.contains(basket));
    if rows.is_empty() {
        return Ok(false);
    }
    put(tx, &rows).await?;
    note(tx, &forks).await?;
    if !events.is_empty() {
        outbox::put(tx, &Vec::from_iter(&events)).await?;
    }
    Ok(true)
}

impl<'a> Row<'a> {
    fn hold(&mut self, held: &'a HeldBooking) {
        self.held = Some(held);
        self.held_by = held.origin.register;
        self.held_at.clone_from(&held.origin.wall_time);
    }
}

/// Who was paid for baskets that are put aside here for the first time, before these `bookings`: the server was restored
/// from a backup, and whoever went on with them sent it again before whoever put them aside.
async fn paid_before(
    tx: &mut PgConnection,
    bookings: &[&Booking],
    rows: &BTreeMap<Uuid, Row<'_>>,
) -> Result<HashMap<Uuid, Uuid>, sqlx::Error> {
    let (mut new, mut paid_now) = (BTreeSet::new(), BTreeSet::new());
    for booking in bookings {
        let (_, basket, written, held) = parts(booking);
        if held.is_some() && !rows.contains_key(&basket) {
            new.insert(basket);
        }
        if written.act == State::Paid {
            paid_now.insert(basket);
        }
    }
    let asked: Vec<Uuid> = new.difference(&paid_now).copied().collect();
    match asked.is_empty() {
        true => Ok(HashMap::new()),
        false => ordering::payers(tx, &asked).await,
    }
}

/// A basket that is put aside for the first time; `payer` is who was paid for it all the same.
fn first(held: &HeldBooking, payer: Option<Uuid>) -> Row<'_> {
    Row {
        custody: Custody {
            register: payer.unwrap_or(held.origin.register),
            fence: held.fence,
            state: payer.map_or(State::Held, |_| State::Paid),
        },
        forked: false,
        held: Some(held),
        held_by: held.origin.register,
        held_at: held.origin.wall_time.clone(),
    }
}

fn parts(booking: &Booking) -> (&Origin, Uuid, Written, Option<&HeldBooking>) {
    match booking {
        Booking::Held(held) => {
            let written = Written {
                register: held.origin.register,
                fence: Some(held.fence),
                act: State::Held,
            };
            (&held.origin, held.basket, written, Some(held))
        }
        Booking::Moved(moved) => (&moved.origin, moved.basket, moved.written(), None),
        Booking::Voided(voided) => {
            let written = Written {
                register: voided.origin.register,
                fence: voided.fence,
                act: State::Voided,
            };
            (&voided.origin, voided.basket, written, None)
        }
    }
}

/// The rows that there are, locked in the order of their ids: two registers wait for each other and don't deadlock.
async fn lock<'a>(
    tx: &mut PgConnection,
    bookings: &[&'a Booking],
) -> Result<BTreeMap<Uuid, Row<'a>>, sqlx::Error> {
    let found = sqlx::query!(
        "select id, register_id, fence, state, forked, held_by, held_at from basket.held
         where id = any($1) order by id for update",
        &column(bookings, |booking| booking.basket()) as _
    )
    .fetch_all(tx)
    .await?;
    let rows = found.into_iter().map(|row| {
        let custody = Custody {
            register: row.register_id,
            fence: row.fence,
            state: State::read(&row.state).unwrap_or(State::Held),
        };
        let row_of = Row {
            custody,
            forked: row.forked,
            held: None,
            held_by: row.held_by,
            held_at: row.held_at,
        };
        (row.id, row_of)
    });
    Ok(rows.collect())
}

/// The part of a statement that answers with a row, `none_held`, if none of the baskets `$8` was ever put aside: then there is
/// nothing to be entered for who is paid for them. It comes between what the statement begins with and the macro that is
/// named next.
macro_rules! none_held {
    ([$($before:literal)+] => $next:ident $($rest:tt)*) => {
        $next!([$($before)+ ", none_held as (
             select where not exists (select from basket.held where id = any($8::uuid[]))
         )"] $($rest)*)
    };
}
pub(crate) use none_held;

async fn put(tx: &mut PgConnection, rows: &BTreeMap<Uuid, Row<'_>>) -> Result<(), sqlx::Error> {
    let all: Vec<_> = rows.iter().collect();
    let held: Vec<_> = rows
        .iter()
        .filter_map(|(id, row)| Some((id, row.held?)))
        .collect();
    if !held.is_empty() {
        sqlx::query!(
            "insert into basket.held (id, register_id, fence, state, held_by, staff_name, held_at, name, kind,
                 currency, lines, gross, body)
             select id, register_id, fence, 'held', register_id, staff_name, held_at, name, kind, currency,
                 lines::int, gross, body
             from unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[],
                 $8::text[], $9::bigint[], $10::bigint[], $11::text[])
             as h(id, register_id, fence, staff_name, held_at, name, kind, currency, lines, gross, body)
             order by id
             on conflict (id) do update set
                 held_by = excluded.held_by, staff_name = excluded.staff_name, held_at = excluded.held_at,
                 name = excluded.name, kind = excluded.kind, currency = excluded.currency,
                 lines = excluded.lines, gross = excluded.gross, body = excluded.body",
            &column(&held, |h| *h.0) as _,
            &column(&held, |h| h.1.origin.register) as _,
            &column(&held, |h| h.1.fence) as _,
            &column(&held, |h| h.1.origin.staff_name()) as _,
            &column(&held, |h| h.1.origin.wall_time.as_str()) as _,
            &column(&held, |h| h.1.held.name.as_str()) as _,
            &column(&held, |h| kind_text(h.1.held.basket.kind())) as _,
            &column(&held, |h| h.1.held.basket.currency().code()) as _,
            &column(&held, |h| i64::from(h.1.held.basket.totals().lines)) as _,
            &column(&held, |h| h.1.gross.minor()) as _,
            &column(&held, |h| h.1.body.as_str()) as _,
        )
        .execute(&mut *tx)
        .await?;
    }
    sqlx::query!(
        "update basket.held h
         set register_id = n.register_id, fence = n.fence, state = n.state, forked = n.forked, changed_at = now()
         from unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::text[], $5::bool[])
         as n(id, register_id, fence, state, forked) where h.id = n.id",
        &column(&all, |r| *r.0) as _,
        &column(&all, |r| r.1.custody.register) as _,
        &column(&all, |r| r.1.custody.fence) as _,
        &column(&all, |r| r.1.custody.state.text()) as _,
        &column(&all, |r| r.1.forked) as _,
    )
    .execute(&mut *tx)
    .await?;
    let changed = all
        .iter()
        .filter(|(_, row)| row.held.is_some() || !row.custody.state.is_open());
    let changed: Vec<Uuid> = changed.map(|(id, _)| **id).collect();
    let open: Vec<(Uuid, &HeldBooking)> = all
        .iter()
        .filter(|(_, row)| row.custody.state.is_open())
        .filter_map(|(id, row)| Some((**id, row.held?)))
        .collect();
    lines::replace(tx, &changed, &open).await
}

async fn note(tx: &mut PgConnection, forks: &[Fork<'_>]) -> Result<(), sqlx::Error> {
    if forks.is_empty() {
        return Ok(());
    }
    sqlx::query!(
        "insert into basket.fork (entry_hash, basket_id, register_id, act, fence, had_by, had_fence, had_state)
         select * from unnest($1::bytea[], $2::uuid[], $3::uuid[], $4::text[], $5::bigint[], $6::uuid[],
             $7::bigint[], $8::text[])",
        &column(forks, |f| f.origin.entry.0.as_slice()) as _,
        &column(forks, |f| f.basket) as _,
        &column(forks, |f| f.origin.register) as _,
        &column(forks, |f| f.written.act.text()) as _,
        &column(forks, |f| f.written.fence) as _,
        &column(forks, |f| f.had.register) as _,
        &column(forks, |f| f.had.fence) as _,
        &column(forks, |f| f.had.state.text()) as _,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Something held has changed. Comes last in a transaction: its row is everybody's, and whoever has it must not wait for a
/// basket any more.
pub async fn restamp(tx: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::query!("update basket.stamp set stamp = gen_random_uuid()")
        .execute(tx)
        .await?;
    Ok(())
}
