//! The committed reference is the generated one, and names what a reader would look for.

use pos_architecture::reference;
use std::path::Path;

#[test]
fn the_committed_reference_is_what_the_sources_say() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let file = root.join("docs/REFERENCE.md");
    let generated = reference::page(&root).unwrap();
    if std::env::var_os("EVERTILL_WRITE_REFERENCE").is_some() {
        std::fs::write(&file, &generated).unwrap();
    }
    let committed = std::fs::read_to_string(&file).unwrap();
    assert!(
        committed == generated,
        "docs/REFERENCE.md is not what the sources say: run EVERTILL_WRITE_REFERENCE=1 cargo test -p pos-architecture reference"
    );
    for known in [
        "| `database_url` | `DATABASE_URL` |",
        "| `gap` | The till asks what the server holds",
        "| `not_saved` | The disk did not take it",
        "| `disk_full` |",
        "| `cargo xtask` | 0 it holds, 1 the product is wrong",
        "| `sync-server` | 0 ",
        "| `evertill-register` | 0 ",
    ] {
        assert!(generated.contains(known), "the reference lacks {known}");
    }
    let silent: Vec<&str> = generated
        .lines()
        .filter(|line| line.ends_with("|  |"))
        .collect();
    assert!(silent.is_empty(), "these say nothing: {silent:#?}");
}
