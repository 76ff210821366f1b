//! Prepares what the window is made of: Tauri's own build step, and a stand-in page when the user interface has not been built.

use std::path::Path;
use std::{fs, io};

const STAND_IN: &str = "<!doctype html><title>Evertill</title><p>The user interface is not built yet: run <code>cargo xtask run</code>.</p>\n";

fn main() -> io::Result<()> {
    let dist = Path::new("../ui/dist");
    let page = dist.join("index.html");
    if !page.exists() {
        fs::create_dir_all(dist)?;
        fs::write(&page, STAND_IN)?;
    }
    // The built pages lie inside the program: a new build of them is a new program.
    println!("cargo::rerun-if-changed=../ui/dist");
    tauri_build::build();
    Ok(())
}
