//! The house keeps its rules, and the rules find what breaks them.

use pos_architecture::check;
use std::path::{Path, PathBuf};

fn here() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_house_keeps_its_rules() {
    let root = here().join("../..");
    let report = check(&root).unwrap();
    assert!(report.files > 100, "only {} files were read", report.files);
    let found: Vec<String> = report.violations.iter().map(ToString::to_string).collect();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

/// Each planted violation: the fixture's folder, then the rule, file and line that must be reported.
#[test]
fn every_planted_violation_is_found_with_file_and_line() {
    let planted = [
        (
            "foreign_path",
            "module-wall",
            "sync-server/src/modules/basket/features/claim.rs",
            4,
        ),
        (
            "aliased_use",
            "module-wall",
            "sync-server/src/modules/basket/store.rs",
            6,
        ),
        (
            "foreign_schema",
            "schema-wall",
            "sync-server/src/modules/ordering/store.rs",
            5,
        ),
        ("tokio_in_core", "crate-arrow", "crates/core/Cargo.toml", 6),
        (
            "stray_import",
            "platform-import",
            "ui/src/register/sell.ts",
            2,
        ),
        ("long_file", "file-length", "crates/till/src/long.rs", 401),
    ];
    for (fixture, rule, file, line) in planted {
        let report = check(&here().join("fixtures").join(fixture)).unwrap();
        let found: Vec<_> = report
            .violations
            .iter()
            .map(|v| (v.rule, v.file.as_path(), v.line))
            .collect();
        assert!(
            found.contains(&(rule, Path::new(file), line)),
            "{fixture}: {found:?}"
        );
        assert!(found.iter().all(|v| v.0 == rule), "{fixture}: {found:?}");
    }
}

#[test]
fn a_clean_fixture_has_nothing_to_report() {
    let report = check(&here().join("fixtures/clean")).unwrap();
    assert_eq!(report.violations, []);
    assert!(report.files > 0);
}

#[test]
fn a_check_that_reads_no_files_fails() {
    let empty = here().join("fixtures/nothing");
    let error = check(&empty).unwrap_err();
    assert!(error.contains("no source files"), "{error}");
}
