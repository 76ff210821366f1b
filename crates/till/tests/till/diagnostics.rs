//! The diagnostics tell sizes and counts beside a running register, and name nobody and nothing that was sold.

use crate::support::*;
use pos_till::diagnostics::diagnose;
use pos_till::features::add_line;

#[test]
fn they_count_beside_a_running_register_and_name_nobody() {
    let shop = Shop::new();
    let mut till = shop.selling();
    sell(&mut till, &["85123A", "71053"], None);
    add_line(&mut till, &line("22720", "2")).unwrap();
    let found = diagnose(shop.dir());
    let figures = found.figures.clone().unwrap();
    assert_eq!((figures.entries, figures.unsent, figures.orders), (4, 4, 1));
    assert_eq!((figures.basket_lines, figures.branches), (1, 1));
    assert!(figures.shift_open && figures.check == "ok");
    assert_eq!(
        figures.unsent_since.as_deref(),
        Some("2026-11-02T09:30:00Z")
    );
    let settings = found.settings.clone().unwrap();
    assert_eq!(
        (settings.currency.as_str(), settings.time_zone.as_str()),
        ("GBP", "Europe/London")
    );
    let names: Vec<&str> = found.files.iter().map(|file| file.name.as_str()).collect();
    assert!(
        names.contains(&"till.db") && names.contains(&"device.key"),
        "{names:?}"
    );

    let text = serde_json::to_string(&found).unwrap();
    for personal in [
        "Sam",
        "Test Gifts",
        "High Street",
        "Lantern",
        "GB 000",
        "71053",
        "Till 2",
    ] {
        assert!(!text.contains(personal), "{personal} is in {text}");
    }
}

#[test]
fn a_folder_without_a_till_and_a_broken_file_are_said() {
    let folder = tempfile::tempdir().unwrap();
    let none = diagnose(folder.path());
    assert!(none.figures.is_none() && none.problem.is_some());
    std::fs::write(
        folder.path().join("till.db"),
        "no database at all, but text",
    )
    .unwrap();
    let broken = diagnose(folder.path());
    assert_eq!(broken.files.len(), 1);
    assert!(broken.problem.unwrap().contains("not a database"));
}
