//! Row f: every prefix of what people type, over a large catalogue.

use super::Bench;
use super::scan::catalogue;
use crate::baselines::search::Plain;
use crate::cpu;
use crate::figure::{Bar, Figure, Pair, ReadBack};
use crate::goods;
use crate::stats::{micros, percentile};
use pos_till::features::{Search, search};
use std::time::{Duration, Instant};

/// How many hits the register shows.
const HITS: usize = 20;

/// Measures it.
pub fn measure(bench: &mut Bench) -> anyhow::Result<Vec<Figure>> {
    let (runs, queries) = (bench.runs, bench.scaled(1_000) as usize);
    let till = bench.till()?;
    let mut plain = Plain::open(&catalogue(till)?)?;
    let prefixes: Vec<String> = goods::names()
        .into_iter()
        .take(queries)
        .flat_map(prefixes)
        .collect();
    let mut halves = [Vec::new(), Vec::new()];
    for _ in 0..runs {
        let (mut ours, mut baseline, mut cpu) = (Vec::new(), Vec::new(), Duration::ZERO);
        for text in &prefixes {
            let before = cpu::of_this_thread();
            let begun = Instant::now();
            search(
                till,
                &Search {
                    text: text.clone(),
                    limit: HITS,
                },
            )?;
            ours.push(begun.elapsed());
            cpu += cpu::of_this_thread() - before;
            baseline.push(plain.search(text, HITS)?);
        }
        for (half, share) in halves.iter_mut().zip([0.5, 0.99]) {
            half.push(Pair {
                ours: percentile(&micros(&ours), share) / 1e3,
                baseline: percentile(&micros(&baseline), share) / 1e3,
                cpu_s: cpu.as_secs_f64(),
            });
        }
    }
    let mut back = ReadBack::default();
    back.baseline
        .insert("products".into(), plain.products()?.to_string());
    back.ours = back.baseline.clone();
    back.ours
        .insert("searches".into(), prefixes.len().to_string());
    let [p50, p99] = &halves;
    Ok(vec![
        Figure::of("f-p50", "ms", Bar::None, p50, &back),
        Figure::of("f-p99", "ms", Bar::AtMostBoth(2.0, 20.0), p99, &back),
    ])
}

/// What stands in the search field, keystroke by keystroke: the first two words of a name.
fn prefixes(name: &str) -> Vec<String> {
    let words: Vec<&str> = name.split(' ').take(2).collect();
    let typed = words.join(" ").to_lowercase();
    let ends = typed
        .char_indices()
        .map(|(place, letter)| place + letter.len_utf8());
    let prefixes = ends.map(|end| typed[..end].to_owned());
    prefixes.filter(|text| !text.ends_with(' ')).collect()
}
