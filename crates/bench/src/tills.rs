//! A real till with a large catalogue, signed in, with its shift open and no server.

use crate::goods;
use anyhow::Context;
use pos_till::catalogue::build_full;
use pos_till::features::demo_setup;
use pos_till::{Till, TillEnv};
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Write};
use std::path::Path;

/// Makes one in the folder `dir`, which must be empty or not be there yet.
pub fn with_products(dir: &Path, products: u64) -> anyhow::Result<Till> {
    let mut till = Till::open(dir, TillEnv::system(dir))?;
    demo_setup(&mut till)?;
    let path = dir.join("stream.ndjson");
    let mut out = BufWriter::new(File::create(&path).context("writing the stream")?);
    goods::stream(products, &mut out)?;
    out.flush()?;
    let new = build_full(dir, BufReader::new(File::open(&path)?), |_, _| {})?;
    std::fs::remove_file(&path)?;
    till.switch_catalogue(&new)?;
    Ok(till)
}

/// Reads the catalogue of `till` once: which of two tills' files the system still has in memory is not what is measured.
pub fn warm(till: &Till) -> anyhow::Result<()> {
    for file in fs::read_dir(till.dir())? {
        let file = file?;
        if file.file_name().to_string_lossy().starts_with("catalog-") {
            io::copy(&mut File::open(file.path())?, &mut io::sink())?;
        }
    }
    Ok(())
}
