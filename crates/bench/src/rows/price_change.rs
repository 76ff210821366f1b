//! Row b: a price that an admin changes, to visible in the tills that are online.

use super::Bench;
use super::drain::{EMPTY, FULL, copy_dir};
use crate::baselines::listen::Listeners;
use crate::figure::{Bar, Figure, Pair, ReadBack};
use crate::goods;
use crate::shop::Shop;
use crate::sqlite::read_back;
use crate::stats::{micros, percentile};
use anyhow::{Context, ensure};
use pos_protocol::catalog::Cursor;
use pos_till::sync::{Runner, RunnerHandle};
use pos_till::{Till, TillEnv};
use serde::Deserialize;
use std::fs;
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// The first till of this row, and how many there are at most.
const FIRST: usize = 201;
const MOST: usize = 100;
const PATIENCE: Duration = Duration::from_secs(60);

/// How many changes go before those that are counted, on both sides: a server that has just started opens its connections
/// with the first ones.
const BEFORE: u64 = 16;

/// Tills that are online, and the versions that their screens are told.
struct Online {
    runners: Vec<RunnerHandle>,
    told: Receiver<(u64, Instant)>,
}

/// What the server answers to a change.
#[derive(Deserialize)]
struct Changed {
    cursor: Cursor,
}

/// Measures it, in milliseconds from the request on.
pub fn measure(bench: &mut Bench) -> anyhow::Result<Vec<Figure>> {
    let (runs, samples, dir) = (
        bench.many_runs(),
        bench.scaled(1_000),
        bench.dir.join("online"),
    );
    let shop = bench.shop()?;
    let kept = shop.enrol_only(FIRST..=FIRST + MOST - 1)?;
    let admin = shop.access_token("ada")?;
    let mut figures = Vec::new();
    for tills in [1, MOST] {
        let changes = samples.div_ceil(tills as u64);
        let (mut halves, mut back) = ([Vec::new(), Vec::new()], ReadBack::default());
        for _ in 0..runs {
            shop.copy_database(EMPTY, FULL)?;
            let server = shop.serve(FULL)?;
            if dir.exists() {
                fs::remove_dir_all(&dir)?;
            }
            let online = Online::begin(&dir, &kept[..tills])?;
            online.hear(&shop, &admin, BEFORE)?;
            let cpu = shop.server_cpu();
            let ours = online.hear(&shop, &admin, changes)?;
            let cpu_s = shop.server_cpu() - cpu;
            online.end()?;
            server.stop()?;
            let mut listeners = Listeners::begin(&shop, FULL, &dir, tills)?;
            listeners.hear(&shop, BEFORE)?;
            let plain = listeners.hear(&shop, changes)?;
            listeners.end(&shop)?;
            back.ours.insert("samples".into(), ours.len().to_string());
            back.baseline = read_back(&dir.join("plain-0.db"), "product")?;
            back.baseline
                .insert("samples".into(), plain.len().to_string());
            for (half, share) in halves.iter_mut().zip([0.5, 0.99]) {
                let of = |times: &[Duration]| percentile(&micros(times), share) / 1e3;
                half.push(Pair {
                    ours: of(&ours),
                    baseline: of(&plain),
                    cpu_s,
                });
            }
        }
        let [p50, p99] = &halves;
        figures.push(Figure::of(
            &format!("b-{tills}-p50"),
            "ms",
            Bar::None,
            p50,
            &back,
        ));
        let bar = Bar::AtMostBoth(3.0, 250.0);
        figures.push(Figure::of(&format!("b-{tills}-p99"), "ms", bar, p99, &back));
    }
    Ok(figures)
}

impl Online {
    fn begin(dir: &Path, kept: &[std::path::PathBuf]) -> anyhow::Result<Online> {
        let (tell, told) = channel();
        let mut runners = Vec::new();
        for (number, from) in kept.iter().enumerate() {
            let mine = dir.join(number.to_string());
            copy_dir(from, &mine)?;
            let till = Arc::new(Mutex::new(Till::open(&mine, TillEnv::system(&mine))?));
            let runner = Runner::start(till)?;
            let (tell, known) = (tell.clone(), Mutex::new(None));
            runner.subscribe(move |status| {
                let Ok(mut known) = known.lock() else { return };
                if *known != status.catalogue_version {
                    *known = status.catalogue_version;
                    // Nobody listens any more: the row is over.
                    let _ = tell.send((known.unwrap_or_default(), Instant::now()));
                }
            });
            runners.push(runner);
        }
        let begun = Instant::now();
        while !runners
            .iter()
            .all(|runner| runner.status().catalogue_version.is_some())
        {
            ensure!(begun.elapsed() < PATIENCE, "the tills did not get online");
            std::thread::sleep(Duration::from_millis(20));
        }
        // Their listeners at the server need a moment longer.
        std::thread::sleep(Duration::from_secs(3));
        Ok(Online { runners, told })
    }

    fn hear(&self, shop: &Shop, admin: &str, changes: u64) -> anyhow::Result<Vec<Duration>> {
        let http = reqwest::blocking::Client::new();
        let code = goods::code(7);
        let url = format!("{}/v1/catalog/products/{code}/price", shop.server_url());
        while self.told.try_recv().is_ok() {}
        let mut times = Vec::new();
        for change in 0..changes {
            let body = serde_json::json!({ "unit_price": format!("{}.99", 1 + change) });
            let begun = Instant::now();
            let answer = http
                .put(&url)
                .bearer_auth(admin)
                .json(&body)
                .send()?
                .error_for_status()?;
            let changed: Changed = answer.json()?;
            let mut left = self.runners.len();
            while left > 0 {
                let (seen, at) = self
                    .told
                    .recv_timeout(PATIENCE)
                    .context("a till was not told")?;
                if seen >= changed.cursor.version {
                    times.push(at - begun);
                    left -= 1;
                }
            }
        }
        Ok(times)
    }

    fn end(self) -> anyhow::Result<()> {
        ensure!(
            self.runners.iter().all(RunnerHandle::stop),
            "a till's runner did not end"
        );
        Ok(())
    }
}
