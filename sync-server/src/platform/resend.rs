//! Events that go out again: all of them because an admin says so, or those that got lost between broker and consumer.

use crate::platform::broker::Subscription;
use sqlx::PgPool;

/// How many positions one step of [`republish`] goes over.
const REPUBLISH_STEP: usize = 10_000;
/// How many positions one step of [`resend_undealt`] looks at.
const UNDEALT_STEP: i64 = 1_000;

/// Marks every event as unsent, so that the relay sends all of them again under their old message ids.
///
/// Goes in steps, each a short transaction of its own, so that years of events fit the statement's time limit.
pub async fn republish(pool: &PgPool) -> Result<u64, sqlx::Error> {
    let mut events = 0;
    for first in (0..=last_position(pool).await?).step_by(REPUBLISH_STEP) {
        let step = sqlx::query!(
            "update platform.outbox set sent_at = null, queued_at = now()
             where position >= $1 and position < $1 + $2 and sent_at is not null",
            first,
            REPUBLISH_STEP as i64,
        )
        .execute(pool)
        .await?;
        events += step.rows_affected();
    }
    Ok(events)
}

/// Marks as unsent what the broker had and a subscriber has neither dealt with nor parked, and answers with how many.
///
/// Between the broker's word and a consumer's commit an event is the broker's alone. It is gone when the broker is
/// replaced; and when Postgres is restored from a backup of such a moment, a consumer has dealt with it in a time that was
/// lost. What is merely on its way comes twice and counts once.
///
/// Goes back from the newest event, and ends at the first step in which all was dealt with.
pub async fn resend_undealt(
    pool: &PgPool,
    subscriptions: &[Subscription],
) -> Result<u64, sqlx::Error> {
    let (queues, kinds): (Vec<_>, Vec<_>) = subscriptions
        .iter()
        .flat_map(|s| s.kinds.iter().map(|kind| (s.queue, *kind)))
        .unzip();
    let mut events = 0;
    let mut last = last_position(pool).await?;
    while last > 0 {
        let step = sqlx::query!(
            r#"with step as (
                 select id, kind, sent_at from platform.outbox where position > $1::bigint - $2 and position <= $1),
             undealt as (
                 select id from step where sent_at is not null and exists (
                     select from unnest($3::text[], $4::text[]) as wants(queue, kind)
                     where wants.kind = step.kind
                       and not exists (select from platform.inbox i where (i.message_id, i.consumer) = (step.id, queue))
                       and not exists (select from platform.parked p where (p.message_id, p.consumer) = (step.id, queue)))),
             again as (
                 update platform.outbox set sent_at = null, queued_at = now()
                 where id = any(array(select id from undealt)) returning 1)
             select (select count(*) from step) as "seen!", (select count(*) from again) as "again!""#,
            last,
            UNDEALT_STEP,
            &queues as _,
            &kinds as _,
        )
        .fetch_one(pool)
        .await?;
        if step.seen > 0 && step.again == 0 {
            break;
        }
        events += step.again.cast_unsigned();
        last -= UNDEALT_STEP;
    }
    Ok(events)
}

async fn last_position(pool: &PgPool) -> Result<i64, sqlx::Error> {
    let last = "select coalesce(pg_sequence_last_value(pg_get_serial_sequence('platform.outbox', 'position')), 0)";
    sqlx::query_scalar(last).fetch_one(pool).await
}
