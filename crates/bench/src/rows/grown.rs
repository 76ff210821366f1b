//! Row j: rows c and e once more, on top of years of trade.

use super::Bench;
use super::drain::{FULL, LATER, read_back};
use super::scan::{self, Scans};
use crate::figure::{Bar, Figure, Pair, ReadBack};
use crate::history;
use crate::orders;
use crate::sqlite;
use crate::stats::percentile;
use crate::tills;
use pos_replay::progress::say;
use pos_till::features::demo_setup;
use pos_till::{Till, TillEnv};

/// The database of a shop that has traded for years.
const GROWN: &str = "bench_grown";
/// How many orders there are.
const ORDERS: u64 = 1_000_000;

/// Measures both.
pub fn measure(bench: &mut Bench) -> anyhow::Result<Vec<Figure>> {
    Ok(vec![drained(bench)?, scanned(bench)?])
}

/// Row c, in seconds.
fn drained(bench: &mut Bench) -> anyhow::Result<Figure> {
    let (runs, orders) = (bench.runs, bench.scaled(ORDERS));
    let drained = bench.drained()?;
    drained.run()?;
    drained.shop.copy_database(FULL, GROWN)?;
    history::server::fill(&drained.shop, GROWN, drained.orders, orders)?;
    say(format!("the server's database has {orders} orders"));
    let (mut pairs, mut back) = (Vec::new(), ReadBack::default());
    for _ in 0..runs {
        let (plain, _) = drained.run()?;
        back.baseline = read_back(&drained.shop, FULL)?;
        drained.ring(LATER)?;
        let (seconds, cpu_s) = drained.bring(GROWN, LATER)?;
        back.ours = read_back(&drained.shop, GROWN)?;
        history::server::end_the_day(&drained.shop, GROWN)?;
        pairs.push(Pair {
            ours: seconds,
            baseline: plain,
            cpu_s,
        });
    }
    // Room for the till's.
    drained.shop.drop_database(GROWN)?;
    drained.shop.checkpoint()?;
    Ok(Figure::of("j-c", "s", Bar::AtMost(1.2), &pairs, &back))
}

/// Row e, in microseconds.
fn scanned(bench: &mut Bench) -> anyhow::Result<Figure> {
    let (runs, scans, products) = (bench.runs, bench.scaled(2_000), bench.products());
    let (orders, dir) = (bench.scaled(ORDERS), bench.dir.join("grown"));
    let mut grown = tills::with_products(&dir, products)?;
    orders::ring(&mut grown, 1, products)?;
    drop(grown);
    history::till::fill(&dir, orders)?;
    say(format!("the till's file has {orders} orders"));
    let mut grown = Till::open(&dir, TillEnv::system(&dir))?;
    // A till that was closed is locked.
    demo_setup(&mut grown)?;
    let (empty, mut pairs) = (bench.till()?, Vec::new());
    tills::warm(&grown)?;
    tills::warm(empty)?;
    for run in 0..u64::from(runs) {
        let (mut ours, mut plain) = (Scans::default(), Scans::default());
        for number in 0..scans {
            let product = scan::far_apart(run * scans + number, products);
            ours.one(&mut grown, product)?;
            plain.one(empty, product)?;
        }
        pairs.push(Pair {
            ours: percentile(&ours.micros(), 0.5),
            baseline: percentile(&plain.micros(), 0.5),
            cpu_s: ours.cpu.as_secs_f64(),
        });
    }
    let back = ReadBack {
        ours: sqlite::of_till(&grown)?,
        baseline: sqlite::of_till(empty)?,
    };
    Ok(Figure::of("j-e", "us", Bar::AtMost(1.2), &pairs, &back))
}
