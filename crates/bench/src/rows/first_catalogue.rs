//! Row a: an empty till takes the whole catalogue.

use super::Bench;
use super::drain::{EMPTY, FULL, copy_dir};
use crate::figure::{Bar, Figure, Pair, ReadBack};
use crate::sqlite::read_back;
use crate::worker;
use anyhow::{Context, ensure};
use std::fs;
use std::path::{Path, PathBuf};

/// The till of this row.
const NUMBER: usize = 100;

/// Measures it, in processor seconds of the till's process.
pub fn measure(bench: &mut Bench) -> anyhow::Result<Vec<Figure>> {
    let (runs, dir) = (bench.runs, bench.dir.join("first"));
    let sizes = [bench.scaled(100_000), bench.scaled(1_000_000)];
    let shop = bench.shop()?;
    let empty = shop
        .enrol(NUMBER..=NUMBER, 0)?
        .pop()
        .context("there is no till")?;
    let mut figures = Vec::new();
    for products in sizes {
        shop.copy_database(EMPTY, FULL)?;
        shop.import(FULL, products)?;
        let server = shop.serve(FULL)?;
        let (mut pairs, mut back) = (Vec::new(), ReadBack::default());
        // The first till of a large catalogue finds no image of it yet; every further one does.
        for run in 0..=runs {
            let (ours, plain) = (dir.join("till"), dir.join("plain.db"));
            if dir.exists() {
                fs::remove_dir_all(&dir)?;
            }
            copy_dir(&empty, &ours)?;
            let taken = worker::ask(&["take-catalogue", &ours.to_string_lossy()])?;
            back.ours = read_back(&catalogue_in(&ours)?, "product")?;
            let built = worker::ask(&[
                "plain-catalogue",
                &plain.to_string_lossy(),
                &products.to_string(),
            ])?;
            back.baseline = read_back(&plain, "product")?;
            ensure!(
                back.ours["product_rows"] == back.baseline["product_rows"],
                "not the same rows: {back:?}"
            );
            back.ours
                .insert("wall_s".into(), format!("{:.2}", taken.wall_s));
            back.baseline
                .insert("wall_s".into(), format!("{:.2}", built.wall_s));
            if run > 0 {
                pairs.push(Pair {
                    ours: taken.cpu_s,
                    baseline: built.cpu_s,
                    cpu_s: taken.cpu_s,
                });
            }
        }
        server.stop()?;
        figures.push(Figure::of(
            &format!("a-{products}"),
            "CPU s",
            Bar::AtMost(1.3),
            &pairs,
            &back,
        ));
    }
    Ok(figures)
}

fn catalogue_in(till: &Path) -> anyhow::Result<PathBuf> {
    for entry in fs::read_dir(till)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.starts_with("catalog-") && name.ends_with(".db") {
            return Ok(till.join(name));
        }
    }
    anyhow::bail!("the till took no catalogue")
}
