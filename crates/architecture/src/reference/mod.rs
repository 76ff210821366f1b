//! Makes `docs/REFERENCE.md`: every setting, every error code and every exit code, read from where the program itself has
//! them. A test holds the committed page against it.

mod codes;
mod exits;
mod settings;

use std::fmt::Write;
use std::path::Path;

/// The page's head.
const HEAD: &str = "# Reference

Every setting, every error code and every exit code. This page is generated; change the sources and run
`EVERTILL_WRITE_REFERENCE=1 cargo test -p pos-architecture reference`.
";

/// The whole page, made of the sources below `root`.
///
/// # Errors
/// When a source can't be read.
pub fn page(root: &Path) -> Result<String, String> {
    let mut page = HEAD.to_owned();
    settings::write(&mut page, root)?;
    codes::write(&mut page, root)?;
    exits::write(&mut page, root)?;
    Ok(page)
}

/// A table with these columns; a bar in a cell would end it.
fn table(page: &mut String, columns: &[&str], rows: &[Vec<String>]) {
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let clean = |cell: &String| cell.replace('|', "\\|").replace('\n', " ");
    page.push('\n');
    page.push_str(&line(columns.iter().map(|c| (*c).to_owned()).collect()));
    page.push_str(&line(columns.iter().map(|_| "---".to_owned()).collect()));
    for row in rows {
        page.push_str(&line(row.iter().map(clean).collect()));
    }
}

fn heading(page: &mut String, text: &str, about: &str) {
    // Writing to a String does not fail.
    let _ = write!(page, "\n## {text}\n\n{about}\n");
}

fn read(root: &Path, file: &str) -> Result<String, String> {
    std::fs::read_to_string(root.join(file)).map_err(|error| format!("{file}: {error}"))
}
