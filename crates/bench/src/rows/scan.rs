//! Rows e and g: one scan in a large shop, and one more scan in a long basket.

use super::Bench;
use crate::baselines::scan::Plain;
use crate::cpu;
use crate::figure::{Bar, Figure, Pair, ReadBack};
use crate::goods;
use crate::sqlite;
use crate::stats::{median, micros, percentile};
use anyhow::Context;
use pos_core::Quantity;
use pos_till::Till;
use pos_till::features::{AddLine, add_line, void_basket};
use std::time::{Duration, Instant};

/// Lines of a basket in row e, as of one in a queue.
const LINES: usize = 20;
/// Lines of the longest invoice of the real trade.
const LONG: usize = 1_114;

/// Scans into ordinary baskets, and the processor's part in them.
#[derive(Default)]
pub struct Scans {
    times: Vec<Duration>,
    /// Without that of giving up a basket.
    pub cpu: Duration,
}

impl Scans {
    /// One more; a basket that is long enough is given up after it.
    pub fn one(&mut self, till: &mut Till, product: u64) -> anyhow::Result<()> {
        let before = cpu::of_this_thread();
        self.times.push(scan(till, product)?);
        self.cpu += cpu::of_this_thread() - before;
        if self.times.len().is_multiple_of(LINES) {
            void_basket(till)?;
        }
        Ok(())
    }

    /// How long each took.
    pub fn micros(&self) -> Vec<f64> {
        micros(&self.times)
    }
}

/// The product of the scan of `number`: far from the one before, so that nothing was just read.
pub fn far_apart(number: u64, products: u64) -> u64 {
    number * 7_919 % products
}

/// Row e.
pub fn one(bench: &mut Bench) -> anyhow::Result<Vec<Figure>> {
    let (runs, scans, products) = (bench.runs, bench.scaled(2_000), bench.products());
    let folder = bench.dir.join("scan");
    let till = bench.till()?;
    scan(till, 1)?;
    let mut plain = Plain::open(&folder, till, catalogue(till)?)?;
    void_basket(till)?;
    let mut halves = [Vec::new(), Vec::new()];
    for run in 0..u64::from(runs) {
        let (mut ours, mut baseline) = (Scans::default(), Vec::new());
        for number in 0..scans {
            let product = far_apart(run * scans + number, products);
            ours.one(till, product)?;
            baseline.push(plain.scan(&goods::barcode(product))?);
        }
        for (half, share) in halves.iter_mut().zip([0.5, 0.99]) {
            half.push(Pair {
                ours: percentile(&ours.micros(), share),
                baseline: percentile(&micros(&baseline), share),
                cpu_s: ours.cpu.as_secs_f64(),
            });
        }
    }
    let back = ReadBack {
        ours: sqlite::of_till(till)?,
        baseline: plain.read_back()?,
    };
    let [p50, p99] = &halves;
    Ok(vec![
        Figure::of("e-p50", "us", Bar::AtMost(1.5), p50, &back),
        Figure::of("e-p99", "us", Bar::None, p99, &back),
    ])
}

/// Row g: the slowest hundred of a long basket against first scans.
pub fn long_basket(bench: &mut Bench) -> anyhow::Result<Vec<Figure>> {
    let (runs, products) = (bench.many_runs(), bench.products());
    let till = bench.till()?;
    let mut pairs = Vec::new();
    for run in 0..u64::from(runs) {
        let place = |number: u64| far_apart(run * 10_000 + number, products);
        let mut first = Vec::new();
        for basket in 0..100 {
            first.push(scan(till, place(basket))?);
            void_basket(till)?;
        }
        let before = cpu::of_this_thread();
        let all: Result<Vec<Duration>, _> = (0..LONG as u64)
            .map(|line| scan(till, place(100 + line)))
            .collect();
        let cpu_s = (cpu::of_this_thread() - before).as_secs_f64();
        void_basket(till)?;
        let further = micros(&all?[1..]);
        let slowest = further.chunks(100).map(median).fold(0.0, f64::max);
        pairs.push(Pair {
            ours: slowest,
            baseline: median(&micros(&first)),
            cpu_s,
        });
    }
    let back = ReadBack {
        ours: sqlite::of_till(till)?,
        ..ReadBack::default()
    };
    Ok(vec![Figure::of("g", "us", Bar::AtMost(1.2), &pairs, &back)])
}

fn scan(till: &mut Till, product: u64) -> anyhow::Result<Duration> {
    let text = goods::barcode(product);
    let begun = Instant::now();
    let changed = add_line(
        till,
        &AddLine {
            text,
            quantity: Quantity::ONE,
        },
    )?;
    let took = begun.elapsed();
    anyhow::ensure!(changed.totals.lines > 0, "the scan changed nothing");
    Ok(took)
}

/// The catalogue file that the till reads.
pub fn catalogue(till: &Till) -> anyhow::Result<std::path::PathBuf> {
    Ok(till.catalogue()?.context("the till has no catalogue")?.path)
}
