//! Row d: a full outbox, to confirmed by the broker.

use super::Bench;
use super::drain::{FULL, read_back};
use crate::baselines::publish;
use crate::figure::{Bar, Figure, Pair, ReadBack};
use anyhow::ensure;
use sqlx::{Connection, PgConnection};
use std::time::{Duration, Instant};

/// To how many queues an order's event goes: the books', the stock's and that of double sales.
const QUEUES: u32 = 3;
/// How many messages the relay has in flight.
const WINDOW: usize = 256;
/// To look opens a connection, for which Postgres starts a process: whoever does so often takes the time from the relay.
const GLANCE: Duration = Duration::from_millis(400);
const PATIENCE: Duration = Duration::from_secs(120);

/// Measures it, in events per second.
pub fn measure(bench: &mut Bench) -> anyhow::Result<Vec<Figure>> {
    let runs = bench.runs;
    let shop = &bench.drained()?.shop;
    let (database, broker) = (shop.database(FULL)?, shop.url("BROKER_URL")?.to_owned());
    let bodies: Vec<String> = shop.runtime.block_on(async {
        let mut connection = PgConnection::connect(&database).await?;
        sqlx::query_scalar("select body from platform.outbox order by position")
            .fetch_all(&mut connection)
            .await
    })?;
    let mut pairs = Vec::new();
    let mut back = ReadBack::default();
    for _ in 0..runs {
        shop.count(FULL, "with again as (update platform.outbox set sent_at = null returning 1) select count(*) from again")?;
        let server = shop.serve(FULL)?;
        let begun = Instant::now();
        while shop.count(
            FULL,
            "select count(*) from platform.outbox where sent_at is null",
        )? > 0
        {
            ensure!(begun.elapsed() < PATIENCE, "the outbox was not emptied");
            std::thread::sleep(GLANCE);
        }
        let cpu_s = shop.server_cpu();
        back.ours = read_back(shop, FULL)?;
        server.stop()?;
        // Each transaction's events bear the moment at which it began: those of the last one took place after it.
        let micros = shop.count(FULL, "select (extract(epoch from max(sent_at) - min(sent_at)) * 1e6)::bigint from platform.outbox")?;
        let before = shop.count(FULL, "select count(*) from platform.outbox where sent_at < (select max(sent_at) from platform.outbox)")?;
        let ours = before as f64 / (micros as f64 / 1e6);
        let plain = shop
            .runtime
            .block_on(publish::publish(&broker, &bodies, QUEUES, WINDOW))?;
        back.baseline
            .insert("messages".into(), bodies.len().to_string());
        pairs.push(Pair {
            ours,
            baseline: bodies.len() as f64 / plain,
            cpu_s,
        });
    }
    Ok(vec![Figure::of(
        "d",
        "events/s",
        Bar::AtLeast(0.8),
        &pairs,
        &back,
    )])
}
