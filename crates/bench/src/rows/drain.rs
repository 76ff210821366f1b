//! Row c: many orders that were made offline, brought to the server by four tills at once.

use super::Bench;
use crate::baselines::unnest;
use crate::figure::{Bar, Figure, Pair, ReadBack};
use crate::orders;
use crate::shop::Shop;
use anyhow::{Context, ensure};
use pos_replay::drain as tills;
use pos_replay::progress::say;
use pos_replay::registers::Register;
use std::collections::BTreeMap;
use std::fs;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::{Duration, Instant};

/// How many tills.
pub const TILLS: usize = 4;
/// How many row i has.
pub const MORE: usize = 8;
/// The numbers of this row's tills, of those of row i, and of those that ring on in row j: all are enrolled together.
pub const OURS: RangeInclusive<usize> = 1..=TILLS;
pub const ONE_BY_ONE: RangeInclusive<usize> = TILLS + 1..=TILLS + MORE;
pub const LATER: RangeInclusive<usize> = TILLS + MORE + 1..=TILLS + MORE + TILLS;
/// How many products they sell.
pub const PRODUCTS: u64 = 1_000;
/// The database in which nothing was sold yet, that of the last run, and that of its baseline.
pub const EMPTY: &str = "evertill";
pub const FULL: &str = "bench_full";
pub const PLAIN: &str = "bench_plain";
const ORDERS: &str = "select count(*) from ordering.orders";
const PATIENCE: Duration = Duration::from_secs(300);
const GLANCE: Duration = Duration::from_millis(2);

/// A shop, and tills with orders that it has not seen.
pub struct Drained {
    /// The shop.
    pub shop: Rc<Shop>,
    /// How many orders all tills have.
    pub orders: u64,
    kept: PathBuf,
}

impl Drained {
    /// Rings the orders, with no server there.
    pub fn prepare(bench: &mut Bench) -> anyhow::Result<Drained> {
        let shop = bench.shop()?;
        shop.enrol(*OURS.start()..=*LATER.end(), PRODUCTS)?;
        let mut drained = Drained {
            shop,
            orders: bench.scaled(10_000),
            kept: bench.dir.join("kept"),
        };
        drained.ring(OURS)?;
        for number in OURS {
            copy_dir(&drained.shop.till_dir(number), &drained.kept(number))?;
        }
        // Once for nothing: what lies in the database then is what the baselines write, too.
        drained.run()?;
        Ok(drained)
    }

    /// Rings the orders on the tills of `numbers`, all at once.
    pub fn ring(&self, numbers: RangeInclusive<usize>) -> anyhow::Result<()> {
        let each = self.orders / TILLS as u64;
        std::thread::scope(|scope| {
            let rings: Vec<_> = numbers
                .map(|number| {
                    let register = self.shop.till(number)?;
                    Ok(scope.spawn(move || orders::ring(&mut register.hold(), each, PRODUCTS)))
                })
                .collect::<anyhow::Result<_>>()?;
            rings.into_iter().try_for_each(|ring| {
                let rung = ring
                    .join()
                    .map_err(|_| anyhow::anyhow!("a till's thread panicked"))?;
                Ok::<_, anyhow::Error>(rung?)
            })
        })?;
        say(format!("{} orders are rung", self.orders));
        Ok(())
    }

    /// Brings everything to a fresh copy of the empty database: the seconds, and the server's processor seconds.
    pub fn run(&mut self) -> anyhow::Result<(f64, f64)> {
        self.shop.copy_database(EMPTY, FULL)?;
        for number in OURS {
            let dir = self.shop.till_dir(number);
            fs::remove_dir_all(&dir)?;
            copy_dir(&self.kept(number), &dir)?;
        }
        self.bring(FULL, OURS)
    }

    /// Brings what the tills of `numbers` have to the database `name`: the seconds, and the server's processor seconds.
    pub fn bring(&self, name: &str, numbers: RangeInclusive<usize>) -> anyhow::Result<(f64, f64)> {
        let before = self.shop.count(name, ORDERS)?;
        let server = self.shop.serve(name)?;
        self.shop.rest()?;
        let registers = numbers
            .map(|number| self.shop.till(number))
            .collect::<Result<Vec<_>, _>>()?;
        let (begun, cpu) = (Instant::now(), self.shop.server_cpu());
        let runners = tills::runners(&registers)?;
        while waiting(&registers)? > 0 {
            ensure!(
                begun.elapsed() < PATIENCE,
                "the tills did not get rid of their orders"
            );
            std::thread::sleep(GLANCE);
        }
        let took = begun.elapsed().as_secs_f64();
        let cpu = self.shop.server_cpu() - cpu;
        tills::stop(runners)?;
        let came = self.shop.count(name, ORDERS)? - before;
        ensure!(
            came as u64 == self.orders,
            "{came} of {} orders came",
            self.orders
        );
        self.shop.settle(name)?;
        server.stop()?;
        Ok((took, cpu))
    }

    fn kept(&self, number: usize) -> PathBuf {
        self.kept.join(number.to_string())
    }
}

/// Measures it, in orders per second.
pub fn measure(bench: &mut Bench) -> anyhow::Result<Vec<Figure>> {
    let runs = bench.many_runs();
    let drained = bench.drained()?;
    let rows = unnest::read(&drained.shop, FULL, 500)?;
    let mut pairs = Vec::new();
    let mut back = ReadBack::default();
    for _ in 0..runs {
        let (seconds, cpu_s) = drained.run()?;
        back.ours = read_back(&drained.shop, FULL)?;
        drained.shop.copy_database(EMPTY, PLAIN)?;
        let plain = unnest::write(&drained.shop, PLAIN, &rows)?;
        back.baseline = read_back(&drained.shop, PLAIN)?;
        let orders = drained.orders as f64;
        pairs.push(Pair {
            ours: orders / seconds,
            baseline: orders / plain,
            cpu_s,
        });
    }
    Ok(vec![Figure::of(
        "c",
        "orders/s",
        Bar::AtLeast(0.6),
        &pairs,
        &back,
    )])
}

/// What lies in the database `name`, and how durable it is.
pub fn read_back(shop: &Shop, name: &str) -> anyhow::Result<BTreeMap<String, String>> {
    let counts = [
        ("journal", "select count(*) from sync.entry"),
        ("orders", "select count(*) from ordering.orders"),
        ("lines", "select count(*) from ordering.order_lines"),
        ("payments", "select count(*) from ordering.payments"),
        ("outbox", "select count(*) from platform.outbox"),
        (
            "fsync",
            "select (current_setting('fsync') = 'on')::int::bigint",
        ),
        (
            "synchronous_commit",
            "select (current_setting('synchronous_commit') = 'on')::int::bigint",
        ),
    ];
    let counts =
        counts.map(|(what, sql)| Ok((what.to_owned(), shop.count(name, sql)?.to_string())));
    counts.into_iter().collect()
}

/// What is asked most cheaply: whoever asks takes the time from those who are measured.
fn waiting(registers: &[Register]) -> anyhow::Result<u64> {
    registers
        .iter()
        .map(|register| {
            let till = register.hold();
            Ok(till.journal_len()? - till.server_cursor()?)
        })
        .sum()
}

/// Copies a till's folder.
pub fn copy_dir(from: &Path, to: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| format!("reading {}", from.display()))? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            fs::copy(entry.path(), to.join(entry.file_name()))?;
        }
    }
    Ok(())
}
